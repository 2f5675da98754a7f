// Takes an export and a journal in, again and again, and says what was acknowledged, until it is killed. Arguments: data folder,
// export, journal.
import { writeSync } from 'node:fs'
import { importCopy, importFeed } from '../tasks/import/import-copy.ts'
import { openSmall } from './small-hospital.ts'

const [data = '', path = '', journal = ''] = process.argv.slice(2)
const care = openSmall(data)
writeSync(1, '"open"\n')
const options = { now: () => '2021-01-17T21:00:00.000Z', onProgress: () => undefined }
for (let round = 0; round < 100; round += 1) {
  const kept =
    round % 2 === 0
      ? await importCopy(care, { ...options, path, asOf: null })
      : await importFeed(care, { ...options, path: journal })
  if (!kept.ok) throw new Error(kept.fault)
  const { generation, sha256 } = kept.value
  writeSync(1, `${JSON.stringify({ generation, sha256 })}\n`)
}
