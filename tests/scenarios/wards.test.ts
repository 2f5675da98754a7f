import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openCare } from '@codedark/care'
import { DRILL_PASSPHRASE } from '@codedark/command'
import type { FindView, HospitalView, PatientView, WardView } from '@codedark/domain/downtime'
import { ask, WardServers } from './testing/ward-server.ts'

const servers = new WardServers()
after(() => servers.close())

test('a real folder is locked until its passphrase; no page of it answers before', async () => {
  const serving = await servers.serve('real', 'real', 'a long passphrase')
  assert.deepEqual((await ask(serving, '/api/lock')).body, { locked: true, kind: 'real' })
  for (const path of [
    '/api/hospital',
    '/api/wards/ward-a',
    '/api/patients/pat-a0',
    '/api/find?q=a',
    '/api/status',
  ])
    assert.equal((await ask(serving, path)).status, 423, path)
  assert.equal((await ask(serving, '/api/wards/ward-a/packet', { body: {} })).status, 423)
  assert.equal((await ask(serving, '/api/unlock', { body: { passphrase: 'another one' } })).status, 403)
  const foreign = { body: { passphrase: 'a long passphrase' }, origin: 'http://command.localhost:7317' }
  assert.equal((await ask(serving, '/api/unlock', foreign)).status, 403)
  assert.equal((await ask(serving, '/api/unlock', { body: { passphrase: 'a long passphrase' } })).status, 200)
  assert.equal((await ask(serving, '/api/hospital')).status, 401)
})

test('FHIR files come out as ward, patient and packet; who looked is noted by the name said', async () => {
  const serving = await servers.serve('drill', 'drill', DRILL_PASSPHRASE)
  const hospital = (await ask(serving, '/api/hospital')).body as HospitalView
  assert.equal(hospital.header.kind, 'drill')
  assert.equal(hospital.header.hospital, 'Invented hospital')
  const ward = (await ask(serving, '/api/wards/ward-a')).body as WardView
  assert.equal(ward.rows.length, 5)
  const patient = (await ask(serving, '/api/patients/pat-a1')).body as PatientView
  assert.equal(patient.lines[0]?.order.drug, 'Invendrug1 tablet')
  const found = (await ask(serving, `/api/find?q=${encodeURIComponent('verzonnenb2')}`)).body as FindView
  assert.deepEqual(
    found.rows.map(({ id, wardName }) => [id, wardName]),
    [['pat-b2', 'Ward B Intensive care']],
  )
  assert.equal((await ask(serving, '/api/wards/ward-a/packet', { body: {}, origin: 'null' })).status, 403)
  assert.equal((await ask(serving, '/api/wards/nowhere/packet', { body: {} })).status, 404)
  const written = await ask(serving, '/api/wards/ward-a/packet', { body: {} })
  assert.equal(written.status, 201, JSON.stringify(written.body))
  const { href, firstSerial } = written.body as { href: string; firstSerial: string }
  const pdf = await ask(serving, href)
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-')
  assert.equal((await ask(serving, '/api/packets/..%2fvault.db')).status, 404)
  const again = (await ask(serving, '/api/wards/ward-a')).body as WardView
  assert.equal(again.packet?.firstSerial, firstSerial)
  const care = openCare(join(servers.folder, 'drill'), DRILL_PASSPHRASE)
  assert.ok(care.ok)
  const seen = care.value.vault.accesses(100)
  assert.ok(seen.ok)
  const byNurse = seen.value
    .filter(({ by }) => by === 'Head of a ward (drill) (drill-ward-lead)')
    .map(({ what, patient: of }) => [what, of])
  assert.ok(byNurse.some(([what, of]) => what === 'looked' && of === 'pat-a1'))
  assert.equal(byNurse.filter(([what]) => what === 'printed').length, 4)
  care.value.vault.close()
  const handed = readdirSync(join(servers.folder, 'drill', 'handover'))
  assert.equal(handed.length, 2)
})
