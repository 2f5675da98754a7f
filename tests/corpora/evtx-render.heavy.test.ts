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
      assert.deepEqual(
        differences(parseXml(xml), item.record.toJSON()),
        [],
        `${path} at ${item.record.offset}: ${xml.slice(0, 2000)}`,
      )
    }
  }
  assert.ok(records > 26_000, `${records} records`)
})
