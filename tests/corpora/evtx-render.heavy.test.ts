import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bytesSource, createTemplateCache, readEvtx } from '@codedark/evtx'
import { differences, parseXml } from './event-xml.ts'

const corpora = process.env['CODEDARK_CORPORA'] ?? ''

test('XML says what JSON says, field by field, for every record of the 299 logs', (t) => {
  if (corpora === '') return t.skip('CODEDARK_CORPORA is not set')
  const templates = createTemplateCache()
  let records = 0
  for (const entry of readdirSync(join(corpora, 'evtx'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.evtx')) continue
    const path = join(entry.parentPath, entry.name)
    for (const item of readEvtx(bytesSource(new Uint8Array(readFileSync(path))), { templates })) {
      if (item.kind === 'fault') continue
      records += 1
      const xml = item.record.toXml()
      const root = parseXml(xml)
      // Where the record was found stands beside the event in both.
      const { recovery = 'live', ...event } = item.record.toJSON()
      assert.equal(recovery, item.record.recovery)
      const said = root.instructions.splice(0).map((one) => one.join(' '))
      assert.deepEqual(said, recovery === 'live' ? [] : [`recovery ${item.record.recovery}`])
      assert.deepEqual(
        differences(root, event),
        [],
        `${path} at ${item.record.offset}: ${xml.slice(0, 2000)}`,
      )
    }
  }
  assert.ok(records > 26_000, `${records} records`)
})
