// Prints how many messages of HL7 v2 a second the collector takes from one sender that does not wait for answers: sealed, synced
// and acknowledged. Beside it, in the same rounds, the disk alone: as many syncs of as many bytes. Then the time in which the
// vault takes them in.
//   node bench/feeds.ts [MESSAGES] [FEED.bin]     3000 of our own, else the MLLP bytes of a file
import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { connect } from 'node:net'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyMessage, emptyFeedState, resourcesOf } from '@codedark/domain/downtime'
import { FrameReader, parseMessage, toFeed } from '@codedark/hl7v2'
import { collectFeeds } from '@codedark/collector'
import { feedPrivateKey, feedPublicKey, readJournal } from '@codedark/journal'

/** At least so many a second (issue: the downtime copy and the paper, speed). */
const BAR = 500
const ROUNDS = 5
const wanted = Number(process.argv[2] ?? 3000)
const file = process.argv[3]
const key = feedPrivateKey(new Uint8Array(32).fill(1))

/** Admissions and orders of invented numbers, one framed block each. */
function ownMessages(): readonly Buffer[] {
  return Array.from({ length: wanted }, (_, at) => {
    const who = `N${at >> 1}`
    const head = (type: string): string =>
      `MSH|^~\\&|BENCH|H|CODEDARK|H|20210117200000+0100||${type}|B${at}|P|2.5|||||||UNICODE UTF-8`
    const pid = `PID|1||${who}^^^H^MR||Invented^${who}||19500101|F|||Street 1^^Town^^1000^BEL`
    const lines =
      at % 2 === 0
        ? [head('ADT^A01^ADT_A01'), pid, `PV1|1|I|W${at % 20}^${at}^A^SITE|||||||||||||||V${who}^^^H^VN`]
        : [
            head('RDE^O11^RDE_O11'),
            pid,
            `ORC|NW|RX${at}`,
            'RXE||^Bisoprolol^L|2.5||mg',
            'TQ1|1||Q24H',
            'RXR|PO',
          ]
    return Buffer.from(`\v${lines.join('\r')}\r\x1c\r`)
  })
}

const bytes = file === undefined ? Buffer.concat(ownMessages()) : readFileSync(file)
const messages = new FrameReader().push(bytes).filter(({ kind }) => kind === 'message').length
const folder = mkdtempSync(join(tmpdir(), 'codedark-bench-feeds-'))
const rates: number[] = []
const disk: number[] = []
let syncs = 0
for (let round = 0; round < ROUNDS; round += 1) {
  const own = join(folder, String(round))
  const began = performance.now()
  const [rate, batches] = await collected(own)
  rates.push(rate)
  syncs = batches
  disk.push(diskAlone(join(folder, `${round}.disk`), batches, bytes.length))
  console.log(
    `round ${round + 1}: ${Math.round(rate)} messages/s in at most ${batches} syncs; the disk alone ${Math.round(disk[round] ?? 0)}/s (${Math.round(performance.now() - began)} ms)`,
  )
}
const began = performance.now()
const state = emptyFeedState()
let read = 0
for (const item of readJournal(join(folder, '0', 'journal'), key)) {
  if (item.kind !== 'message') continue
  const message = parseMessage(item.bytes)
  const feed = message.ok
    ? toFeed(message.value, item.receivedAt.toISOString(), (day, time) => Date.parse(`${day}T${time}Z`))
    : null
  if (feed?.ok === true) applyMessage(state, feed.value)
  read += 1
}
const resources = resourcesOf(state).length
const took = performance.now() - began
rmSync(folder, { recursive: true })
const spread = (list: readonly number[]): string => {
  const sorted = [...list].sort((one, other) => one - other).map(Math.round)
  return `${sorted[0]} / ${sorted[sorted.length >> 1]} / ${sorted.at(-1)}`
}
console.log(`
${messages} messages, ${(bytes.length / 1e6).toFixed(1)} MB, ${availableParallelism()} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}
sealed, synced, answered  ${spread(rates)} messages/s (min / median / max), bar ${BAR}
the disk alone            ${spread(disk)} messages/s in ${syncs} syncs
taken in                  ${Math.round((read / took) * 1000)} messages/s, ${resources} resources of ${state.patients.size} patients`)

async function collected(own: string): Promise<readonly [number, number]> {
  const keyFile = join(folder, 'feed.pub')
  writeFileSync(keyFile, Buffer.from(feedPublicKey(key)).toString('hex'))
  const collector = await collectFeeds({
    folder: own,
    publicKeyFile: keyFile,
    feeds: [{ name: 'bench', host: '127.0.0.1', port: 0 }],
    onNote: (sentence) => console.error(sentence),
  })
  if (!collector.ok) throw new Error(collector.fault)
  const socket = connect(collector.value.feeds()[0]?.port ?? 0, '127.0.0.1')
  const reader = new FrameReader()
  let answers = 0
  let chunks = 0
  const from = performance.now()
  socket.on('data', (chunk: Buffer) => {
    chunks += 1
    answers += reader.push(chunk).length
  })
  socket.write(bytes)
  socket.end()
  await new Promise((resolve) => socket.once('close', resolve))
  const seconds = (performance.now() - from) / 1000
  await collector.value.close()
  if (answers !== messages) throw new Error(`${answers} answers to ${messages} messages`)
  return [messages / seconds, chunks]
}

function diskAlone(path: string, times: number, size: number): number {
  const block = Buffer.alloc(Math.ceil(size / times), 65)
  const from = performance.now()
  const out = openSync(path, 'w')
  for (let at = 0; at < times; at += 1) {
    writeSync(out, block)
    fdatasyncSync(out)
  }
  closeSync(out)
  return (messages / (performance.now() - from)) * 1000
}
