import assert from 'node:assert/strict'
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createTemplateCache, readEvtx, type ByteSource } from '@codedark/evtx'
import { EVTX_COUNTS } from './evtx-counts.ts'

const corpora = process.env['CODEDARK_CORPORA'] ?? ''

/** Why each kind of fault stands in the corpus: what is odd in these logs, and known. */
const WHY: Readonly<Record<string, string>> = {
  'torn-record': 'the copy of the size behind the record differs: the record was being written',
  'template-offset': 'a record points to a definition whose bytes were overwritten',
  'name-offset': 'a record points to a name whose bytes were overwritten',
  'bad-record-size': 'a record claims a size that cannot be',
  'bad-record-magic': 'bytes that are no record stand where one is due',
  'bad-chunk-magic': 'a block that is neither a chunk nor empty',
}

function source(path: string): ByteSource & { close(): void } {
  const fd = openSync(path, 'r')
  return {
    size: fstatSync(fd).size,
    read: (offset, into) => readSync(fd, into, 0, into.length, offset),
    close: () => closeSync(fd),
  }
}

test('each of the 299 logs gives its number of records and its faults, each fault explained', (t) => {
  if (corpora === '') return t.skip('CODEDARK_CORPORA is not set')
  const root = join(corpora, 'evtx')
  const templates = createTemplateCache()
  const found: Record<string, [number, Record<string, number>]> = {}
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.evtx')) continue
    const path = join(entry.parentPath, entry.name)
    const log = source(path)
    let records = 0
    const faults: Record<string, number> = {}
    for (const item of readEvtx(log, { templates })) {
      if (item.kind === 'record') records += 1
      else {
        assert.ok(item.fault.code in WHY, `${path}: ${item.fault.code}`)
        assert.ok(item.fault.offset >= 0 && item.fault.offset < log.size, `${path}: ${item.fault.offset}`)
        faults[item.fault.code] = (faults[item.fault.code] ?? 0) + 1
      }
    }
    log.close()
    found[path.slice(root.length + 1)] = [records, faults]
  }
  assert.equal(Object.keys(found).length, 299)
  assert.deepEqual(found, EVTX_COUNTS)
})
