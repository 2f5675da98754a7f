import type { FaultList } from './copy-fault.ts'
import { drugWords } from './drug-words.ts'
import { instant, keyOf, node, nodes, quantity, text, words } from './fhir-json.ts'
import type { DecimalSign, FhirResource } from './fhir-json.ts'
import { RECENT_DOSE_HOURS } from './limits.ts'
import type { Dose, LooseDose } from './model.ts'
import type { ResourceIndex } from './resource-index.ts'

/** A recorded dose, or that one was not given. */
export interface DoseRecord extends Dose {
  readonly given: boolean
  readonly site: string | null
}

/** What is recorded as given to a patient: by order, and what has no order in the copy. */
export interface Doses {
  readonly byOrder: ReadonlyMap<FhirResource, readonly DoseRecord[]>
  readonly loose: readonly LooseDose[]
}

/** Reads the administrations of a patient. One whose order is not in the copy is kept apart and told: it was given all the same. */
export function buildDoses(
  index: ResourceIndex,
  patient: FhirResource,
  sign: DecimalSign,
  faults: FaultList,
): Doses {
  const byOrder = new Map<FhirResource, DoseRecord[]>()
  const loose: LooseDose[] = []
  const id = String(patient['id'])
  for (const one of index.about('MedicationAdministration', patient)) {
    if (one['status'] === 'entered-in-error') continue
    const dose = recordOf(one, sign)
    if (dose === null)
      faults.add(
        'time-not-told',
        keyOf(one),
        'effectiveDateTime or effectivePeriod.start with a time zone',
        id,
      )
    const found = index.find(one['request'], 'MedicationRequest')
    if (found.kind === 'found' && dose !== null) {
      byOrder.set(found.resource, [...(byOrder.get(found.resource) ?? []), dose])
      continue
    }
    if (found.kind !== 'found' && found.kind !== 'none')
      faults.add('dose-without-order', keyOf(one), `request ${found.said} in the copy`, id)
    loose.push({
      drug: drugWords(index, one),
      at: dose?.at ?? null,
      dose: dose?.dose ?? null,
      route: words(node(one['dosage'])['route']),
      status: text(one['status']) ?? 'unknown',
    })
  }
  for (const list of byOrder.values()) list.sort((one, other) => (one.at < other.at ? -1 : 1))
  return { byOrder, loose: loose.sort((one, other) => ((one.at ?? '') < (other.at ?? '') ? -1 : 1)) }
}

function recordOf(one: FhirResource, sign: DecimalSign): DoseRecord | null {
  const at = instant(one['effectiveDateTime']) ?? instant(node(one['effectivePeriod'])['start'])
  if (at === null) return null
  const dosage = node(one['dosage'])
  const dose = quantity(dosage['dose'], sign) ?? text(dosage['text'])
  const why = nodes(one['statusReason']).flatMap((reason) => words(reason) ?? [])
  const given = one['status'] !== 'not-done'
  const said = given ? dose : ['not given', ...why].join(': ')
  return { at, dose: said, site: words(dosage['site']), given }
}

/** The last dose given, its site, the last one not given if it is later, and those of the last hours. */
export function lastOf(
  records: readonly DoseRecord[],
  asOf: string | null,
): {
  readonly lastGiven: Dose | null
  readonly lastSite: string | null
  readonly lastNotGiven: Dose | null
  readonly recent: readonly Dose[]
} {
  const given = records.findLast((one) => one.given)
  const refused = records.findLast((one) => !one.given)
  const until = asOf ?? records.at(-1)?.at ?? ''
  const since = until === '' ? '' : new Date(Date.parse(until) - RECENT_DOSE_HOURS * 3_600_000).toISOString()
  return {
    lastGiven: given === undefined ? null : { at: given.at, dose: given.dose },
    lastSite: given?.site ?? null,
    lastNotGiven:
      refused === undefined || (given !== undefined && given.at >= refused.at)
        ? null
        : { at: refused.at, dose: refused.dose },
    recent: records.filter((one) => one.given && one.at >= since).map(({ at, dose }) => ({ at, dose })),
  }
}
