import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHandover } from './index.ts'

const copy = {
  kind: 'downtime-copy-taken',
  id: '0123456789abcdef0123456789abcdef',
  at: '2021-01-17T21:00:00Z',
  generation: 4,
  asOf: '2021-01-17T20:40:00Z',
  wards: 20,
  inpatients: 400,
  resources: 9000,
  faults: 0,
  commitment: 'ab'.repeat(32),
}
const { wards: _, inpatients: __, asOf: ___, resources: ____, faults: _____, ...rest } = copy
const sheets = {
  ...rest,
  kind: 'sheets-written',
  ward: 'Ward 3 B',
  firstSerial: 'DRILL-0001',
  lastSerial: 'DRILL-0044',
  sheets: 44,
  patients: 21,
}
const wardState = {
  kind: 'ward-state',
  id: copy.id,
  at: copy.at,
  ward: 'Ward 3 B',
  state: 'paper',
  since: '2021-01-17T20:46:00Z',
}

test('takes each kind of handover as it is', () => {
  assert.deepEqual(parseHandover(copy), { ok: true, value: copy })
  assert.deepEqual(parseHandover(sheets), { ok: true, value: sheets })
  assert.deepEqual(parseHandover(wardState), { ok: true, value: wardState })
})

test('refuses a field that is not listed, so that no word of a patient can pass', () => {
  const parsed = parseHandover({ ...sheets, patientName: 'somebody' })
  assert.deepEqual(parsed, {
    ok: false,
    fault: { code: 'unknown-field', field: 'patientName', expected: 'no such field' },
  })
})

test('refuses each field when it is missing or of another form', () => {
  for (const whole of [copy, sheets, wardState])
    for (const field of Object.keys(whole)) {
      assert.equal(parseHandover({ ...whole, [field]: undefined }).ok, false, field)
      assert.equal(parseHandover({ ...whole, [field]: { text: 'x' } }).ok, false, field)
      assert.equal(parseHandover({ ...whole, [field]: -1 }).ok, false, field)
    }
  assert.equal(parseHandover({ ...sheets, ward: 'x'.repeat(101) }).ok, false)
  assert.equal(parseHandover(null).ok, false)
  assert.equal(parseHandover([]).ok, false)
})
