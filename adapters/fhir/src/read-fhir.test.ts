import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readFhir } from './index.ts'

function reading(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'fhir-'))
  try {
    for (const [name, words] of Object.entries(files)) writeFileSync(join(folder, name), words)
    return [...readFhir(folder)].map((item) =>
      item.kind === 'fault'
        ? `${item.fault.code} ${item.fault.file} ${item.fault.line}`
        : `${String(item.resource['id'])} ${item.file} ${item.line}`,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const patient = (id: string, more = '') => JSON.stringify({ resourceType: 'Patient', id, more })

test('a broken line is a fault with its number, and the lines after it are read', () => {
  assert.deepEqual(reading({ 'a.ndjson': `${patient('1')}\n{"x\n\n[]\n${patient('2')}` }), [
    '1 a.ndjson 1',
    'not-json a.ndjson 2',
    'not-a-resource a.ndjson 4',
    '2 a.ndjson 5',
  ])
})

test('lines longer than the buffer are whole', () => {
  const long = 'é'.repeat(90_001)
  assert.deepEqual(reading({ 'a.ndjson': `${patient('1', long)}\n${patient('2', long)}\n` }), [
    '1 a.ndjson 1',
    '2 a.ndjson 2',
  ])
})

test('a line over the limit is passed over and the next is read', () => {
  const long = 'x'.repeat((16 << 20) + 1)
  assert.deepEqual(reading({ 'a.ndjson': `${long}\n${patient('2')}\n` }), [
    'line-too-long a.ndjson 1',
    '2 a.ndjson 2',
  ])
})

test('entries of a Bundle are read, and one without an id takes that of its urn:uuid', () => {
  const entry = [{ fullUrl: 'urn:uuid:u1', resource: { resourceType: 'Patient' } }, { request: {} }]
  assert.deepEqual(reading({ 'b.json': JSON.stringify({ resourceType: 'Bundle', entry }) }), [
    'u1 b.json 1',
    'not-a-resource b.json 2',
  ])
})

test('a path that is not there is a fault', () => {
  assert.equal([...readFhir('/nowhere/at/all')][0]?.kind, 'fault')
})
