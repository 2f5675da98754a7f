import { lastOf } from './build-doses.ts'
import type { Doses } from './build-doses.ts'
import type { FaultList } from './copy-fault.ts'
import { doseOf, frequencyOf, mostOf } from './dosage-words.ts'
import { drugCodings, drugWords } from './drug-words.ts'
import { codes, instant, keyOf, node, nodes, text, words } from './fhir-json.ts'
import type { DecimalSign, FhirResource } from './fhir-json.ts'
import { highAlertOf } from './high-alert.ts'
import { ENDED_HOURS } from './limits.ts'
import type { FeedTimes, MedicationOrder } from './model.ts'
import { boundsOf, isInfusion, isOnce, timingOf } from './order-timing.ts'
import type { ResourceIndex } from './resource-index.ts'

/** A draft is no order yet, and one entered in error never was. */
const NEVER_ORDERS = new Set(['entered-in-error', 'draft'])
const ENDED = new Set(['stopped', 'completed', 'cancelled', 'on-hold'])

/** What orders are built with. */
export interface OrderSetting {
  readonly index: ResourceIndex
  readonly patient: FhirResource
  readonly stay: FhirResource
  readonly times: FeedTimes
  readonly sign: DecimalSign
  readonly faults: FaultList
}

/**
 * The drug orders of a patient. Ended ones only where they belong to this stay and ended in the last hours, or where the end
 * is not told; on hold always. `endedEarlier` counts the others of this stay.
 */
export function buildOrders(
  setting: OrderSetting,
  doses: Doses,
): { readonly orders: readonly MedicationOrder[]; readonly endedEarlier: number } {
  const { index, patient, stay, times } = setting
  let endedEarlier = 0
  const orders = index.about('MedicationRequest', patient).flatMap((request) => {
    const status = text(request['status']) ?? 'unknown'
    if (NEVER_ORDERS.has(status)) return []
    const ended = ENDED.has(status)
    if (ended && status !== 'on-hold') {
      if (index.resolve(request['encounter']) !== stay) return []
      if (endedLongAgo(request, times.orders)) {
        endedEarlier += 1
        return []
      }
    }
    const found = nodes(request['dosageInstruction'])
    const given = doses.byOrder.get(request) ?? []
    const last = lastOf(given, times.administrations)
    return (found.length === 0 ? [{}] : found).map((dosage, position) => ({
      ...buildOrder(setting, request, dosage, { position, ended }),
      ...{
        lastGiven: last.lastGiven,
        lastSite: last.lastSite,
        lastNotGiven: last.lastNotGiven,
        recent: last.recent,
      },
    }))
  })
  return { orders, endedEarlier }
}

function endedLongAgo(request: FhirResource, asOf: string | null): boolean {
  const end = nodes(request['dosageInstruction'])
    .flatMap((one) => boundsOf(one).end ?? [])
    .sort()
    .at(-1)
  if (end === undefined || asOf === null) return false
  return Date.parse(end) < Date.parse(asOf) - ENDED_HOURS * 3_600_000
}

type Undosed = Omit<MedicationOrder, 'lastGiven' | 'lastSite' | 'lastNotGiven' | 'recent'>

function buildOrder(
  setting: OrderSetting,
  request: FhirResource,
  dosage: FhirResource,
  { position, ended }: { readonly position: number; readonly ended: boolean },
): Undosed {
  const { index, sign, faults, patient } = setting
  const timing = timingOf(dosage)
  if (timing.broken.length > 0)
    faults.add('time-of-day-not-told', keyOf(request), 'timeOfDay as HH:MM:SS', String(patient['id']))
  const bounds = boundsOf(dosage)
  if (bounds.endSaid !== null && bounds.end === null && bounds.endSaid.includes('T'))
    faults.add(
      'date-not-plausible',
      keyOf(request),
      'boundsPeriod.end with a time zone',
      String(patient['id']),
    )
  return {
    id: position === 0 ? String(request['id']) : `${String(request['id'])}.${position + 1}`,
    kind: ended ? 'stopped' : kindOf(dosage),
    status: text(request['status']) ?? 'unknown',
    drug: drugWords(index, request),
    dose: doseOf(dosage, sign),
    route: words(dosage['route']),
    frequency: frequencyOf(dosage, sign),
    instructions: instructionsOf(request, dosage),
    ...{ dueTimes: timing.dueTimes, dueDays: timing.dueDays, dueAt: timing.dueAt },
    startAt: bounds.start ?? instant(request['authoredOn']),
    stopAt: bounds.end,
    prescriber: prescriberOf(index, request),
    highAlert: highAlertOf(drugCodings(index, request)),
    asNeededFor: words(dosage['asNeededCodeableConcept']),
    most: mostOf(dosage, sign),
    doNotGive: request['doNotPerform'] === true,
    notes: notesOf(setting, request, bounds),
  }
}

function kindOf(dosage: FhirResource): MedicationOrder['kind'] {
  if (dosage['asNeededBoolean'] === true || dosage['asNeededCodeableConcept'] !== undefined)
    return 'as-needed'
  const rated = nodes(dosage['doseAndRate']).some((part) =>
    Object.keys(part).some((key) => key.startsWith('rate')),
  )
  if (isInfusion(dosage, rated)) return 'infusion'
  return isOnce(dosage) ? 'once' : 'scheduled'
}

/** Everything that is said beside dose and timing, each once, as received. */
function instructionsOf(request: FhirResource, dosage: FhirResource): string | null {
  const said = [
    text(dosage['text']),
    text(dosage['patientInstruction']),
    ...nodes(dosage['additionalInstruction']).map(words),
    words(dosage['site']),
    words(dosage['method']),
    ...nodes(request['note']).map((note) => text(note['text'])),
  ].filter((one) => one !== null)
  return said.length === 0 ? null : [...new Set(said)].join(' | ')
}

function prescriberOf(index: ResourceIndex, request: FhirResource): string | null {
  const requester = request['requester']
  return text(node(requester)['display']) ?? personWords(index.resolve(requester))
}

/** The name of a practitioner or other person, as text; null: not in copy. */
export function personWords(person: FhirResource | undefined): string | null {
  const [name] = nodes(person?.['name'])
  if (name === undefined) return null
  const given = Array.isArray(name['given']) ? name['given'].flatMap((one: unknown) => text(one) ?? []) : []
  const joined = [...given, text(name['family'])].filter((part) => part !== null).join(' ')
  return text(name['text']) ?? (joined === '' ? null : joined)
}

/** What a nurse must know before the first dose, in our own words. */
function notesOf(
  { index, stay }: OrderSetting,
  request: FhirResource,
  bounds: { readonly end: string | null; readonly endSaid: string | null },
): readonly string[] {
  const intent = text(request['intent'])
  const categories = nodes(request['category']).flatMap(codes)
  const home = categories.some(
    (code) => code === 'community' || code === 'discharge' || code === 'outpatient',
  )
  const encounter = request['encounter']
  const elsewhere = encounter !== undefined && index.resolve(encounter) !== stay
  const ordered = intent === null || intent.endsWith('order')
  return [
    ...(request['doNotPerform'] === true ? ['DO NOT GIVE: the order forbids it'] : []),
    ...(ordered ? [] : [`NOT AN ORDER YET: ${intent}`]),
    ...(home ? ['NOT FOR THIS STAY AS RECORDED: ask'] : elsewhere ? ['ORDERED BEFORE THIS STAY: ask'] : []),
    ...(bounds.end === null && bounds.endSaid !== null ? [`until ${bounds.endSaid}`] : []),
  ]
}
