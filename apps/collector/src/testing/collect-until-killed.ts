// A collector in a process of its own, to be killed: says its port once it listens.
import { collectFeeds } from '../index.ts'

const [folder = '', publicKeyFile = ''] = process.argv.slice(2)
const collecting = await collectFeeds({
  folder,
  publicKeyFile,
  feeds: [{ name: 'adt', host: '127.0.0.1', port: 0 }],
  onNote: (sentence) => console.error(sentence),
})
if (!collecting.ok) throw new Error(collecting.fault)
process.stdout.write(`${collecting.value.feeds()[0]?.port}\n`)
