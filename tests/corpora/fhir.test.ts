import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readFhir } from '@codedark/fhir'

const corpora = process.env['CODEDARK_CORPORA']

// Beside the resources of one export lies its log: its lines are no resources.
const BESIDE = new Set(['log.ndjson'])

for (const set of ['synthea-r4-ndjson', 'smart-bulk-10-patients'])
  test(`reads every line of ${set} as a resource`, (t) => {
    if (corpora === undefined) {
      t.skip('CODEDARK_CORPORA is not set')
      return
    }
    const folder = join(corpora, 'fhir', set)
    const read = new Map<string, number>()
    const faults: unknown[] = []
    for (const item of readFhir(folder)) {
      if (item.kind === 'resource') read.set(item.file, (read.get(item.file) ?? 0) + 1)
      else if (!BESIDE.has(item.fault.file)) faults.push(item.fault)
    }
    assert.deepEqual(faults, [])
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.ndjson') || BESIDE.has(name)) continue
      const lines = readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
      assert.equal(read.get(name) ?? 0, lines.length, name)
    }
  })
