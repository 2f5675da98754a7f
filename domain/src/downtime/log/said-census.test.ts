import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { patientView, wardPacket, wardView } from '../copy-views.ts'
import { findPatients } from '../find-patients.ts'
import type { CopySource } from '../copy-views.ts'
import type { DowntimeCopy, Inpatient } from '../model.ts'
import type { CareEntry } from './care-event.ts'
import { EMPTY_CARE_STATE, evolveCare } from './care-state.ts'
import type { CareState } from './care-state.ts'
import { decidePatients } from './decide-patients.ts'
import type { PatientSaying } from './decide-patients.ts'
import { downtimeNumber, isDowntimeNumber, NUMBER_LETTERS, partsOfNumber } from './downtime-number.ts'
import { parseCareEvent } from './parse-care-event.ts'
import { saidCensus } from './said-census.ts'

const AS_OF = '2021-01-17T19:31:00.000Z'
const NOW = '2021-01-17T21:00:00.000Z'

const inpatient = (id: string, ward: string, bed: string): Inpatient => ({
  ...{
    id,
    number: `7-${id}`,
    stayNumber: null,
    familyName: `Verzonnen${id}`,
    givenNames: 'Ann',
    bornOn: null,
  },
  ...{ sex: 'F', ward, bed, site: 's', doctor: null, admittedAt: null, deceased: false, language: null },
  ...{ weight: null, medications: [], problems: null, codeStatus: null, alerts: null, diet: null },
  allergies: { state: 'not-in-copy', list: [], contradiction: false, noneKnownOf: [] },
  ...{ results: [], vitals: [], contacts: null, pending: null, nameText: null, otherNames: [] },
  ...{ formerNumbers: [], warnings: [], looseDoses: [], endedEarlier: 0 },
})
const ward = (id: string) => ({
  ...{ id, name: `Ward ${id}`, site: 's' },
  beds: [1, 2, 3].map((n) => ({
    ...{
      id: `${id}${n}`,
      name: `${id.toUpperCase()}-${n}`,
      room: '1',
      patient: n === 3 ? null : `p${id}${n}`,
    },
  })),
})
const copy: DowntimeCopy = {
  asOf: { patients: AS_OF, orders: AS_OF, administrations: AS_OF, allergies: AS_OF, results: null },
  sites: ['s'],
  planned: [],
  wards: [ward('a'), ward('b')],
  patients: ['a', 'b'].flatMap((one) => [1, 2].map((n) => inpatient(`p${one}${n}`, one, `${one}${n}`))),
}
const nobody = { givenNames: '', bornOn: null, sex: 'M' } as const
const cameTo = (
  where: string,
  bed: string | null,
  familyName = 'Nieuw',
): Extract<PatientSaying, { readonly say: 'came' }> => ({
  ...{ say: 'came', ward: where, bed, familyName, ...nobody, how: 'admitted', mother: null },
  ...{ allergyState: 'not-recorded', allergies: null, codeStatus: null },
})

function say(state: CareState, saying: PatientSaying, at = NOW): CareState | string {
  const event = decidePatients(state.patients, saying, {
    ...{ copy, today: '2021-01-17' },
    number: ({ said }) => ({ ok: true, value: downtimeNumber('drill', '7KQ2M', said.size + 1) }),
  })
  if (!event.ok) return event.fault
  assert.ok(parseCareEvent(JSON.parse(JSON.stringify(event.value))).ok, JSON.stringify(event.value))
  const entry: CareEntry = { n: state.size + 1, at, by: 'acc', byName: 'N', event: event.value }
  return evolveCare(state, entry)
}

const refusal = (said: CareState | string): string => (typeof said === 'string' ? said : 'kept')

function after(...sayings: readonly PatientSaying[]): CareState {
  return sayings.reduce((state, saying) => {
    const next = say(state, saying)
    assert.ok(typeof next !== 'string', refusal(next))
    return next
  }, EMPTY_CARE_STATE)
}

function sourceOf(state: CareState): CopySource {
  const { copy: now, ...since } = saidCensus(copy, state.patients)
  return {
    copy: now,
    header: {
      ...{
        kind: 'drill',
        hospital: 'H',
        timeZone: 'Europe/Brussels',
        now: NOW,
        generation: 1,
        takenAt: AS_OF,
      },
      ...{ asOf: copy.asOf, oneCopyOnlySince: null, heldBack: null },
    },
    ...{ packets: new Map(), faults: 0, said: state },
    since: { ...since, wardBefore: new Map(copy.patients.map((one) => [one.id, one.ward])) },
  }
}

test('of a downtime number every wrong character is found', () => {
  const letter = fc.constantFrom(...NUMBER_LETTERS)
  fc.assert(
    fc.property(
      fc.array(letter, { minLength: 5, maxLength: 5 }),
      fc.integer({ min: 1, max: 9_999 }),
      fc.integer({ min: 2, max: 11 }),
      letter,
      (name, n, at, wrong) => {
        const number = downtimeNumber('real', name.join(''), n)
        assert.deepEqual(partsOfNumber(number), { workstation: name.join(''), n })
        const changed = number.slice(0, at) + wrong + number.slice(at + 1)
        assert.equal(isDowntimeNumber(changed), changed === number)
      },
    ),
  )
})

test('who came is on census, in find and in the packet with a chart; names alike alarm', () => {
  const state = after(cameTo('a', 'A-3', 'Verzonnenpa1'), cameTo('b', null, 'UNKNOWN MAN'))
  const view = wardView(sourceOf(state), 'a')
  const row = view?.rows.find(({ bed }) => bed === 'A-3')?.patient
  assert.match(row?.number ?? '', /^DR7KQ2M0001[0-9A-Z]$/)
  assert.equal(row?.notInCopy, true)
  assert.ok((row?.nameAlert.length ?? 0) > 0)
  assert.match(row?.said?.[0]?.text ?? '', /came, not in the copy/)
  assert.equal(row?.said?.[0]?.by, 'N')
  assert.equal(view?.arrived, 1)
  assert.equal(findPatients(sourceOf(state), 'unknown man').rows[0]?.wardName, 'Ward b')
  assert.equal(findPatients(sourceOf(state), row?.number ?? '').rows.length, 1)
  const print = { printedAt: NOW, serialPrefix: 'S-', firstSerial: 1 }
  const packet = wardPacket(sourceOf(state), 'a', print)
  assert.deepEqual(
    packet?.patients.map(({ notInCopy }) => notInCopy ?? false),
    [false, false, true],
  )
})

test('a transfer leaves a line on both wards, frees the bed, and the next may lie in it', () => {
  const moved: PatientSaying = { say: 'moved', patient: '7-pa1', ward: 'b', bed: 'b-3' }
  const state = after(moved, cameTo('a', 'A-1'))
  const [a, b] = ['a', 'b'].map((id) => wardView(sourceOf(state), id))
  assert.deepEqual(
    a?.left.map(({ patient }) => patient.id),
    ['pa1'],
  )
  assert.equal(a?.rows[0]?.patient?.familyName, 'Nieuw')
  assert.equal(b?.rows[2]?.patient?.id, 'pa1')
  assert.match(b?.rows[2]?.patient?.said?.[0]?.text ?? '', /moved to Ward b, bed B-3/)
})

test('who was discharged or died is on no census, and still found with what was said', () => {
  const state = after(
    { say: 'left', patient: 'pa1', how: 'died', to: null },
    { say: 'left', patient: 'pb1', how: 'sent-elsewhere', to: 'another hospital' },
  )
  const source = sourceOf(state)
  assert.equal(wardView(source, 'a')?.rows[0]?.patient, null)
  assert.equal(patientView(source, 'pa1')?.patient.deceased, true)
  assert.match(
    findPatients(source, 'Verzonnenpb1').rows[0]?.said?.at(-1)?.text ?? '',
    /sent elsewhere, to another/,
  )
  assert.match(refusal(say(state, { say: 'left', patient: 'pa1', how: 'died', to: null })), /left already/)
  assert.ok(typeof say(state, { say: 'moved', patient: 'pa1', ward: 'a', bed: 'A-1' }) !== 'string')
})

test('what is impossible is refused in words: a bed that is taken or not there, nobody’s number, a birth to come', () => {
  assert.match(refusal(say(EMPTY_CARE_STATE, cameTo('a', 'A-1'))), /lies in bed A-1/)
  assert.match(refusal(say(EMPTY_CARE_STATE, cameTo('a', 'Z-9'))), /has no bed Z-9/)
  assert.match(refusal(say(EMPTY_CARE_STATE, cameTo('z', null))), /no such ward/)
  const bornOn = '2021-01-18'
  assert.match(refusal(say(EMPTY_CARE_STATE, { ...cameTo('a', null), bornOn })), /future/)
  assert.match(
    refusal(say(EMPTY_CARE_STATE, { say: 'named', patient: 'pa1', familyName: 'X', ...nobody })),
    /names stay as received/,
  )
})

test('a newer copy overtakes what was said before it, and who came stays', () => {
  const state = after({ say: 'moved', patient: 'pa1', ward: 'b', bed: null }, cameTo('a', 'A-3'))
  const newer = { ...copy, asOf: { ...copy.asOf, patients: '2021-01-17T23:00:00.000Z' } }
  const now = saidCensus(newer, state.patients)
  assert.equal(now.copy.patients.find(({ id }) => id === 'pa1')?.ward, 'a')
  assert.equal(now.lines.get('pa1')?.[0]?.overtaken, true)
  assert.equal(now.copy.patients.length, copy.patients.length + 1)
})

test('a bed check counts n of m, names who was not found, and is older once the census changes', () => {
  const moved: PatientSaying = { say: 'left', patient: 'pa2', how: 'discharged', to: null }
  const came = after(moved, cameTo('a', 'A-3'))
  const ids = wardView(sourceOf(came), 'a')?.rows.flatMap(({ patient }) => patient?.id ?? []) ?? []
  assert.equal(ids.length, 2)
  assert.match(refusal(say(came, { say: 'checked', ward: 'a', here: ['pa1'], missing: [] })), /left out/)
  const checked = say(came, { say: 'checked', ward: 'a', here: ['pa1'], missing: ids.slice(1) })
  assert.ok(typeof checked !== 'string')
  const view = wardView(sourceOf(checked), 'a')
  assert.deepEqual(
    [view?.check?.confirmed, view?.check?.of, view?.check?.missing, view?.left.length, view?.arrived],
    [1, 2, ['NIEUW'], 1, 1],
  )
  assert.equal(view?.check?.older, false)
  const later = say(checked, { say: 'moved', patient: 'pa1', ward: 'b', bed: null })
  assert.ok(typeof later !== 'string')
  assert.equal(wardView(sourceOf(later), 'a')?.check?.older, true)
})

test('an unknown man who is known later keeps his number and is found under both names', () => {
  const state = after(cameTo('a', null, 'UNKNOWN MAN'))
  const [number = ''] = state.patients.said.keys()
  const named = say(state, {
    say: 'named',
    patient: number,
    familyName: 'Peeters',
    ...nobody,
    givenNames: 'Jan',
  })
  assert.ok(typeof named !== 'string')
  for (const words of ['Peeters', 'unknown man'])
    assert.equal(findPatients(sourceOf(named), words).rows[0]?.number, number, words)
})

test('whatever is said, nobody is lost or lies in two beds, and no bed holds two', () => {
  const who = fc.constantFrom('pa1', 'pa2', 'pb1', 'pb2', downtimeNumber('drill', '7KQ2M', 1))
  const where = fc.constantFrom('a', 'b')
  const bed = fc.constantFrom(null, 'A-1', 'A-2', 'A-3', 'B-1', 'B-2', 'B-3')
  const saying: fc.Arbitrary<PatientSaying> = fc.oneof(
    fc.tuple(where, bed).map(([one, two]) => cameTo(one, two)),
    fc.record({ say: fc.constant('moved' as const), patient: who, ward: where, bed }),
    fc.record({
      ...{ say: fc.constant('left' as const), patient: who, to: fc.constant(null) },
      how: fc.constantFrom('discharged' as const, 'died' as const),
    }),
  )
  fc.assert(
    fc.property(fc.array(saying, { maxLength: 25 }), (sayings) => {
      let state = EMPTY_CARE_STATE
      for (const one of sayings) {
        const next = say(state, one)
        if (typeof next !== 'string') state = next
      }
      const { copy: now, left } = saidCensus(copy, state.patients)
      const all = [...now.patients, ...left.map(({ patient }) => patient)].map(({ id }) => id)
      const expected = new Set([...copy.patients.map(({ id }) => id), ...state.patients.said.keys()])
      assert.deepEqual(all.toSorted(), [...expected].toSorted())
      const lying = now.wards.flatMap(({ beds }) => beds.flatMap((one) => one.patient ?? []))
      assert.equal(new Set(lying).size, lying.length)
      for (const patient of now.patients)
        assert.equal(lying.includes(patient.id), patient.bed !== null, `${patient.id} in ${patient.bed}`)
    }),
  )
})
