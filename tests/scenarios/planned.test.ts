import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { importCopy, openCare, type CareServing } from '@codedark/care'
import { DRILL_PASSPHRASE } from '@codedark/command'
import type { CallsView, PlannedView } from '@codedark/domain/downtime'
import { SMALL_AS_OF, smallHospital, writeExport } from '../../apps/care/src/testing/small-hospital.ts'
import { smallDiary, SMALL_VISITOR } from '../../apps/care/src/testing/small-diary.ts'
import { post, signedInAs } from './testing/sign-in.ts'
import { ask, until, WardServers } from './testing/ward-server.ts'

const servers = new WardServers()
after(() => servers.close())

let serving: Promise<CareServing> | undefined
/** One server for all of these tests: each start costs seconds. */
const served = async (): Promise<CareServing> => (serving ??= serve())

/** The small hospital with its diary, taken in while the pages are served. */
async function serve(): Promise<CareServing> {
  const serving = await servers.serve('drill', 'drill', DRILL_PASSPHRASE)
  const care = openCare(join(servers.folder, 'drill'), DRILL_PASSPHRASE)
  assert.ok(care.ok)
  const small = smallHospital(4)
  const path = writeExport({
    ...small,
    ...smallDiary(SMALL_AS_OF),
    Patient: [...(small['Patient'] ?? []), SMALL_VISITOR],
  })
  const now = (): string => new Date().toISOString()
  const kept = await importCopy(care.value, { path, asOf: null, now, onProgress: () => undefined })
  care.value.vault.close()
  assert.ok(kept.ok, JSON.stringify(kept))
  await until('the diary is served', async () => (await viewOf(serving)).total === 4)
  return serving
}

const viewOf = async (serving: CareServing): Promise<PlannedView> =>
  (await ask(serving, '/api/planned?day=all')).body as PlannedView
const op = 'Appointment/op'
const decision = {
  ...{ item: op, choice: 'postpone', clinician: 'Dr. A', reason: 'theatre down' },
  ...{ latestSafe: '2099-01-01', to: null },
}

test('a planned item goes from not known over a person’s word to a decision, and the log keeps who', async () => {
  const serving = await served()
  const first = await viewOf(serving)
  assert.equal(first.standingAt, null)
  assert.deepEqual(
    first.rows.map(({ item, worst }) => [item.id, worst]),
    [
      ['Appointment/dialysis', 'unknown'],
      ['Appointment/visit', 'unknown'],
      [op, 'unknown'],
      ['Appointment/evening', 'unknown'],
    ],
  )
  assert.equal(first.rows.find(({ item }) => item.id === op)?.inpatientOn, 'Ward A Intensive care')
  const need = { need: 'Operating theatres', site: null, state: 'down' }
  assert.equal((await ask(serving, '/api/planned/need', { body: need })).status, 201)
  assert.equal((await ask(serving, '/api/planned/decision', { body: decision })).status, 201)
  const step = { item: op, step: 'told', doneBy: 'N. Nurse', doneAt: null }
  assert.equal((await ask(serving, '/api/planned/step', { body: step })).status, 201)
  assert.equal((await ask(serving, '/api/planned/step', { body: step })).status, 409)
  const row = (await viewOf(serving)).rows.find(({ item }) => item.id === op)
  assert.deepEqual(
    [row?.worst, row?.needs[0]?.saidBy, row?.decision?.choice, row?.steps.told?.by],
    ['down', 'Head of a ward (drill)', 'postpone', 'N. Nurse'],
  )
  const care = openCare(join(servers.folder, 'drill'), DRILL_PASSPHRASE)
  assert.ok(care.ok)
  const rows = care.value.vault.careLog(0)
  const seen = care.value.vault.accesses(100)
  care.value.vault.close()
  assert.ok(rows.ok && seen.ok)
  assert.deepEqual(
    rows.value.map(({ by, json }) => [by, (JSON.parse(json) as { type: string }).type]),
    [
      ['drill-ward-lead', 'NeedSaid'],
      ['drill-ward-lead', 'PlannedDecided'],
      ['drill-ward-lead', 'PlannedStepDone'],
    ],
  )
  assert.ok(seen.value.some(({ what, patient }) => what === 'looked' && patient === 'visitor'))
})

test('who may only work on the ward decides nothing, and a decision without a name, reason or date is refused', async () => {
  const serving = await served()
  const cookie = await signedInAs(serving.url, 'pharmacist')
  const refused = await post(serving.url, '/api/planned/decision', decision, { cookie })
  assert.equal(refused.status, 403)
  for (const [field, status] of [
    [{ clinician: ' ' }, 400],
    [{ reason: '' }, 400],
    [{ latestSafe: null }, 409],
    [{ latestSafe: '2021-02-30' }, 400],
    [{ item: 'Appointment/none' }, 409],
  ] as const)
    assert.equal(
      (await ask(serving, '/api/planned/decision', { body: { ...decision, ...field } })).status,
      status,
      JSON.stringify(field),
    )
  assert.equal((await ask(serving, '/api/planned/decision', { body: decision, origin: 'null' })).status, 403)
})

test('the list comes as a PDF of this vault’s serials', async () => {
  const serving = await served()
  const pdf = await ask(serving, '/api/planned/sheet?day=all')
  assert.equal(pdf.status, 200)
  assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-')
})

test('two make blocks and take one at the same moment: one call list, one caller; the switchboard sees no more', async () => {
  const serving = await served()
  const visit = { ...decision, item: 'Appointment/visit' }
  assert.equal((await ask(serving, '/api/planned/decision', { body: visit })).status, 201)
  const body = { script: 'postpone', callBack: '069 00 00 00' }
  const made = await Promise.all([0, 1].map(async () => ask(serving, '/api/calls/blocks', { body })))
  assert.deepEqual(
    made.map(({ status }) => status).toSorted((one, other) => one - other),
    [201, 409],
  )
  const cookie = await signedInAs(serving.url, 'switchboard')
  const view = (await ask(serving, '/api/calls', undefined, { cookie })).body as CallsView
  assert.deepEqual([view.blocks.length, view.blocks[0]?.calls, view.not], [1, 1, []])
  const [block] = view.blocks
  const path = `/api/calls/${block?.block ?? ''}`
  const takes = await Promise.all([
    post(serving.url, `${path}/take`, {}, { cookie }),
    ask(serving, `${path}/take`, { body: {} }),
  ])
  assert.deepEqual(
    takes.map(({ status }) => status).toSorted((one, other) => one - other),
    [201, 409],
  )
  assert.equal((await ask(serving, '/api/planned?day=all', undefined, { cookie })).status, 403)
  const call = { patient: 'visitor', outcome: 'reached', interpreter: false, note: null, paper: null }
  const calls = await Promise.all([
    post(serving.url, `${path}/call`, call, { cookie }),
    post(serving.url, `${path}/call`, call, { cookie }),
    ask(serving, `${path}/call`, { body: call }),
  ])
  assert.equal(calls.filter(({ status }) => status === 201).length, 1)
  const row = (await viewOf(serving)).rows.find(({ item }) => item.id === 'Appointment/visit')
  assert.notEqual(row?.steps.told, null)
  const pdf = await ask(serving, `${path}/sheet`)
  assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-')
  assert.equal((await ask(serving, '/api/calls/ZZZZ')).status, 404)
})

test('how care stands is taken from the file of the command side, and one that leaks a cause is not', async () => {
  const serving = await served()
  const file = join(servers.folder, 'drill', 'care-standing.json')
  const line = { care: 'Dialysis', site: 'Site', state: 'works', workaround: '', phone: '4181' }
  const told = { kind: 'care-standing', at: new Date().toISOString(), care: [line] }
  writeFileSync(file, JSON.stringify({ ...told, care: [{ ...line, causes: ['srv-1'] }] }))
  assert.equal((await viewOf(serving)).standingAt, null)
  writeFileSync(file, JSON.stringify(told))
  assert.notEqual((await viewOf(serving)).standingAt, null)
})
