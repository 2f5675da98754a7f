import { codes, instant, node, nodes, quantity, text, words } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'
import type { MedicationOrder } from './model.ts'
import type { ResourceIndex } from './resource-index.ts'

const NEVER_ORDERS = new Set(['entered-in-error', 'draft'])
const ENDED = new Set(['stopped', 'completed', 'cancelled', 'on-hold'])
const GIVEN = new Set(['completed', 'in-progress'])

/** The drug orders of a patient; ended ones only where they belong to this stay or are merely on hold. */
export function buildOrders(
  index: ResourceIndex,
  patient: FhirResource,
  stay: FhirResource,
): readonly MedicationOrder[] {
  const given = Map.groupBy(
    index.about('MedicationAdministration', patient).filter((one) => GIVEN.has(String(one['status']))),
    (one) => index.resolve(one['request']),
  )
  return index.about('MedicationRequest', patient).flatMap((request) => {
    const status = text(request['status']) ?? 'unknown'
    if (NEVER_ORDERS.has(status)) return []
    const ended = ENDED.has(status)
    if (ended && status !== 'on-hold' && index.resolve(request['encounter']) !== stay) return []
    return dosages(request).map((dosage, position) =>
      buildOrder(index, request, dosage, position, ended, given.get(request) ?? []),
    )
  })
}

function dosages(request: FhirResource): readonly FhirResource[] {
  const found = nodes(request['dosageInstruction'])
  return found.length === 0 ? [{}] : found
}

function buildOrder(
  index: ResourceIndex,
  request: FhirResource,
  dosage: FhirResource,
  position: number,
  ended: boolean,
  given: readonly FhirResource[],
): MedicationOrder {
  const repeat = node(node(dosage['timing'])['repeat'])
  const bounds = node(repeat['boundsPeriod'])
  const last = lastGiven(given)
  return {
    id: position === 0 ? String(request['id']) : `${String(request['id'])}.${position + 1}`,
    kind: ended ? 'stopped' : kindOf(dosage),
    status: text(request['status']) ?? 'unknown',
    drug: drugOf(index, request),
    dose: doseOf(dosage),
    route: words(dosage['route']),
    frequency: frequencyOf(dosage),
    instructions: text(dosage['patientInstruction']) ?? text(dosage['text']),
    dueTimes: strings(repeat['timeOfDay']).map((time) => time.slice(0, 5)),
    dueDays: strings(repeat['dayOfWeek']),
    startAt: instant(bounds['start']) ?? instant(request['authoredOn']),
    stopAt: instant(bounds['end']),
    prescriber: text(node(request['requester'])['display']),
    highAlert: 'not-checked',
    lastGiven: last.given,
    lastSite: last.site,
  }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((one) => text(one) ?? []) : []
}

function drugOf(index: ResourceIndex, request: FhirResource): string {
  const reference = node(request['medicationReference'])
  const local = text(reference['reference'])
  const contained = nodes(request['contained']).find((one) => `#${String(one['id'])}` === local)
  const medication = contained ?? index.resolve(reference)
  return (
    words(request['medicationCodeableConcept']) ??
    words(medication?.['code']) ??
    text(reference['display']) ??
    'DRUG NOT IN COPY'
  )
}

/** The dose as the order's quantity or range says it, else the text of the whole instruction; null: not in copy. */
function doseOf(dosage: FhirResource): string | null {
  for (const part of nodes(dosage['doseAndRate'])) {
    const low = quantity(node(part['doseRange'])['low'])
    const high = quantity(node(part['doseRange'])['high'])
    const range = low !== null && high !== null ? `${low} - ${high}` : null
    const ratio = node(part['rateRatio'])
    const over = quantity(ratio['denominator'])
    const amount = quantity(ratio['numerator'])
    const rate =
      quantity(part['rateQuantity']) ?? (amount !== null && over !== null ? `${amount} / ${over}` : null)
    const dose = quantity(part['doseQuantity']) ?? range
    if (dose !== null || rate !== null) return [dose, rate].filter((one) => one !== null).join(', rate ')
  }
  return text(dosage['text'])
}

function frequencyOf(dosage: FhirResource): string | null {
  const timing = node(dosage['timing'])
  const { frequency, frequencyMax, period, periodUnit } = node(timing['repeat'])
  const named = words(timing['code'])
  if (named !== null || typeof period !== 'number') return named
  const times = typeof frequency === 'number' ? frequency : 1
  const most = typeof frequencyMax === 'number' ? `-${frequencyMax}` : ''
  return `${times}${most} × per ${period} ${text(periodUnit) ?? ''}`.trim()
}

function kindOf(dosage: FhirResource): MedicationOrder['kind'] {
  const timing = node(dosage['timing'])
  const repeat = node(timing['repeat'])
  if (dosage['asNeededBoolean'] === true || dosage['asNeededCodeableConcept'] !== undefined)
    return 'as-needed'
  const timed = Array.isArray(repeat['timeOfDay']) || repeat['frequency'] !== undefined
  const rated = nodes(dosage['doseAndRate']).some((part) =>
    Object.keys(part).some((key) => key.startsWith('rate')),
  )
  if (rated && !timed) return 'infusion'
  const once = codes(timing['code']).some((code) => /^(once|stat)$/i.test(code))
  return once || repeat['count'] === 1 ? 'once' : 'scheduled'
}

function lastGiven(given: readonly FhirResource[]): {
  given: MedicationOrder['lastGiven']
  site: string | null
} {
  let best: { at: string; dose: string | null; site: string | null } | null = null
  for (const one of given) {
    const at = instant(one['effectiveDateTime']) ?? instant(node(one['effectivePeriod'])['start'])
    const dosage = node(one['dosage'])
    if (at !== null && (best === null || at > best.at))
      best = { at, dose: quantity(dosage['dose']) ?? text(dosage['text']), site: words(dosage['site']) }
  }
  return { given: best === null ? null : { at: best.at, dose: best.dose }, site: best?.site ?? null }
}
