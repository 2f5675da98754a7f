import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildCopy } from '@codedark/domain/downtime'
import type { FhirResource } from '@codedark/domain/downtime'
import { readFhir } from '@codedark/fhir'
import { drawWardPacket, openPrinter } from '@codedark/paper'
import { randomOf } from '../../drill/src/random.ts'
import { packetsOf } from './print-drill.ts'
import { misplaced, missing, pageTexts, squeeze } from './read-print.ts'

const corpora = process.env['CODEDARK_CORPORA']
const SEED = 7
const PATIENTS = 100
const AT = '2024-03-06T00:00:00Z'
const TYPES = new Set(['Patient', 'AllergyIntolerance', 'MedicationRequest', 'Condition'])

/** What stands at a path of keys in a JSON value; undefined: nothing. */
function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value
  for (const key of path)
    here =
      typeof here === 'object' && here !== null
        ? (here as Readonly<Record<string | number, unknown>>)[key]
        : undefined
  return here
}
/** As `at`, as text; numbers in plain digits, anything else as nothing. */
function said(value: unknown, ...path: readonly (string | number)[]): string | null {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : typeof found === 'number' ? found.toString() : null
}
const subjectOf = (one: FhirResource): string =>
  said(one, 'subject', 'reference') ?? said(one, 'patient', 'reference') ?? ''

/** 100 patients by chance who have allergies or active orders, each with a stay and a bed of ours: the set has nobody in bed. */
function choose(folder: string): readonly FhirResource[] {
  const read: FhirResource[] = []
  for (const item of readFhir(folder, (type) => TYPES.has(type)))
    if (item.kind === 'resource') read.push(item.resource)
  const worth = new Set(
    read
      .filter((one) => one['resourceType'] === 'AllergyIntolerance' || one['status'] === 'active')
      .map(subjectOf),
  )
  const patients = read.filter(
    (one) => one['resourceType'] === 'Patient' && worth.has(`Patient/${String(one['id'])}`),
  )
  const chosen = new Set(
    randomOf(SEED)
      .shuffle(patients)
      .slice(0, PATIENTS)
      .map((one) => `Patient/${String(one['id'])}`),
  )
  const place = (id: string, code: string, partOf?: string): FhirResource => ({
    ...{ resourceType: 'Location', id, name: id, physicalType: { coding: [{ code }] } },
    ...(partOf === undefined ? {} : { partOf: { reference: `Location/${partOf}` } }),
  })
  const stays = [...chosen].flatMap((reference, index): readonly FhirResource[] => [
    place(`B${index}`, 'bd', 'W'),
    {
      ...{ resourceType: 'Encounter', id: `stay-${index}`, status: 'in-progress', class: { code: 'IMP' } },
      ...{ subject: { reference }, location: [{ location: { reference: `Location/B${index}` } }] },
    },
  ])
  const kept = read.filter((one) => chosen.has(subjectOf(one)) || chosen.has(`Patient/${String(one['id'])}`))
  return [place('W', 'wa'), ...stays, ...kept]
}

const wordsOf = (concept: unknown): string =>
  said(concept, 'text') ?? said(concept, 'coding', 0, 'display') ?? ''

test('100 Synthea patients: every allergy and every active drug with its dose is in the text of the PDF, in order', async (t) => {
  if (corpora === undefined) return t.skip('CODEDARK_CORPORA is not set')
  if (missing('pdftotext')) return t.skip('needs poppler-utils (npm run setup:tests)')
  const scratch = mkdtempSync(join(tmpdir(), 'codedark-synthea-'))
  t.after(() => rmSync(scratch, { recursive: true, force: true }))
  const resources = choose(join(corpora, 'fhir', 'synthea-r4-ndjson'))
  const feedTimes = { patients: AT, orders: AT, administrations: AT, allergies: AT, results: AT }
  const { copy } = buildCopy(resources, { feedTimes })
  assert.equal(copy.patients.length, PATIENTS)
  const [packet] = packetsOf(copy)
  assert.ok(packet)
  const drawn = await drawWardPacket(packet, { printer: openPrinter() })
  const texts = pageTexts(drawn.bytes, scratch)
  const wrong: string[] = []
  let drugs = 0
  let allergies = 0
  for (const { patient } of packet.patients) {
    const pages = drawn.pages.filter((page) => page.patient === patient.id && page.kind === 'medication')
    const text = pages.map((page) => texts[page.pdfPage - 1] ?? '').join('')
    let reached = 0
    const next = (words: string): void => {
      const found = text.indexOf(squeeze(words), reached)
      if (found < 0) wrong.push(`${patient.id}: ${words}`)
      else reached = found + squeeze(words).length
    }
    const own = resources.filter((one) => subjectOf(one) === `Patient/${patient.id}`)
    for (const one of own.filter(({ resourceType }) => resourceType === 'AllergyIntolerance')) {
      allergies += 1
      next(wordsOf(one['code']))
    }
    const active = own.filter(
      (one) => one['resourceType'] === 'MedicationRequest' && one['status'] === 'active',
    )
    const needed = (one: FhirResource): boolean => at(one, 'dosageInstruction', 0, 'asNeededBoolean') === true
    for (const one of [...active.filter((order) => !needed(order)), ...active.filter(needed)]) {
      drugs += 1
      next(wordsOf(one['medicationCodeableConcept']))
      next(said(one, 'dosageInstruction', 0, 'doseAndRate', 0, 'doseQuantity', 'value') ?? 'DOSE NOT IN COPY')
    }
  }
  assert.deepEqual(wrong.slice(0, 10), [])
  assert.ok(drugs > 100 && allergies > 50, `${drugs} drugs, ${allergies} allergies`)
  assert.deepEqual(misplaced(drawn).slice(0, 10), [])
})
