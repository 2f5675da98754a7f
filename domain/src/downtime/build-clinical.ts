import { saysCodeStatus } from './code-status.ts'
import { codes, instant, node, nodes, quantity, text, words } from './fhir-json.ts'
import type { DecimalSign, FhirResource } from './fhir-json.ts'
import { RESULT_HOURS } from './limits.ts'
import type { Allergy, AllergyKnowledge, ResultLine } from './model.ts'
import type { ResourceIndex } from './resource-index.ts'

/** SNOMED CT: no known allergy of any kind. */
const NO_KNOWN_ALLERGY = new Set(['716186003'])
/** Of one kind only: not enough to say none of all. */
const NONE_OF_A_KIND = new Set(['409137002', '429625007', '428607008', '1003774007', '428197003'])

/** What is known of allergies; nothing is dropped but what was refuted or entered in error. */
export function buildAllergies(
  index: ResourceIndex,
  patient: FhirResource,
  asOf: string | null,
): AllergyKnowledge {
  if (asOf === null) return { state: 'not-in-copy', list: [], contradiction: false, noneKnownOf: [] }
  const standing = index
    .about('AllergyIntolerance', patient)
    .filter(
      (one) =>
        !codes(one['verificationStatus']).some((code) => code === 'refuted' || code === 'entered-in-error'),
    )
  const none = standing.filter((one) => codes(one['code']).some((code) => NO_KNOWN_ALLERGY.has(code)))
  const some = standing.filter((one) => codes(one['code']).some((code) => NONE_OF_A_KIND.has(code)))
  const list = standing.filter((one) => !none.includes(one) && !some.includes(one)).map(buildAllergy)
  const noneKnownOf = some.flatMap((one) => words(one['code']) ?? [])
  const contradiction = list.length > 0 && none.length > 0
  if (list.length > 0) return { state: 'known', list, contradiction, noneKnownOf }
  return { state: none.length > 0 ? 'none-known' : 'not-recorded', list: [], contradiction, noneKnownOf }
}

function buildAllergy(one: FhirResource): Allergy {
  const reactions = nodes(one['reaction'])
  const shown = reactions.flatMap((reaction) => [
    ...nodes(reaction['manifestation']).flatMap((sign) => words(sign) ?? []),
    ...[text(reaction['description'])].filter((said) => said !== null),
  ])
  const severity = reactions.flatMap((reaction) => text(reaction['severity']) ?? [])
  const certainty = codes(one['verificationStatus'])
  const clinical = codes(one['clinicalStatus']).find((code) => code === 'inactive' || code === 'resolved')
  const high = text(one['criticality']) === 'high' ? ['high risk'] : []
  const substances = reactions.flatMap((reaction) => words(reaction['substance']) ?? [])
  const named = words(one['code']) ?? (substances.length > 0 ? substances.join(', ') : null)
  return {
    substance: named ?? 'SUBSTANCE NOT IN COPY',
    reaction: shown.length > 0 ? [...new Set(shown)].join(', ') : null,
    severity: [...severity, ...high].length > 0 ? [...new Set([...severity, ...high])].join(', ') : null,
    certainty: certainty.includes('confirmed')
      ? 'confirmed'
      : certainty.includes('unconfirmed')
        ? 'unconfirmed'
        : 'not stated',
    recordedAs: clinical ?? null,
  }
}

/** The words of a kind of resource about a patient; null where the copy holds none of that kind at all. */
export function listOf(
  index: ResourceIndex,
  type: string,
  patient: FhirResource,
  say: (one: FhirResource) => string | null,
): readonly string[] | null {
  if (index.ofType(type).length === 0) return null
  return index.about(type, patient).flatMap((one) => say(one) ?? [])
}

/** An active problem in words. */
export function problemWords(one: FhirResource): string | null {
  const gone = codes(one['clinicalStatus']).some((code) => /^(inactive|remission|resolved)$/.test(code))
  const wrong = codes(one['verificationStatus']).some((code) => /^(refuted|entered-in-error)$/.test(code))
  return gone || wrong ? null : (words(one['code']) ?? 'PROBLEM WITHOUT WORDS')
}

/** An active flag in words, but for the code status. */
export function flagWords(one: FhirResource): string | null {
  if (one['status'] !== 'active' || saysCodeStatus(one)) return null
  return words(one['code']) ?? 'FLAG WITHOUT WORDS'
}

/** An open order in words: what is pending. */
export function pendingWords(one: FhirResource): string | null {
  if (one['status'] !== 'active' && one['status'] !== 'on-hold') return null
  if (saysCodeStatus(one)) return null
  const said = words(one['code']) ?? text(nodes(one['note'])[0]?.['text']) ?? 'ORDER WITHOUT WORDS'
  return one['status'] === 'on-hold' ? `${said} (on hold)` : said
}

/** The diet of an active order, in words. */
export function dietWords(one: FhirResource): string | null {
  if (one['status'] !== 'active') return null
  const types = nodes(node(one['oralDiet'])['type']).flatMap((type) => words(type) ?? [])
  const found = [...types, text(node(one['oralDiet'])['instruction'])].filter((part) => part !== null)
  return found.length > 0 ? found.join(', ') : 'DIET ORDERED, WORDS NOT IN COPY'
}

/** Observations of a category, newest first: the last of each name, and all within the hours of results. */
export function buildResults(
  index: ResourceIndex,
  patient: FhirResource,
  category: string,
  { asOf, sign }: { readonly asOf: string | null; readonly sign: DecimalSign },
): readonly ResultLine[] {
  const lines = index
    .about('Observation', patient)
    .filter((one) => /^(final|amended|corrected|preliminary)$/.test(String(one['status'])))
    .filter((one) => nodes(one['category']).some((kind) => codes(kind).includes(category)))
    .filter((one) => !saysBloodGroup(one) && !saysCodeStatus(one))
    .map((one) => resultLine(one, sign))
    .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))
  const since = asOf === null ? '9' : new Date(Date.parse(asOf) - RESULT_HOURS * 3_600_000).toISOString()
  const named = new Set<string>()
  return lines.filter((line) => {
    const first = !named.has(line.name)
    named.add(line.name)
    return first || (line.at !== null && line.at >= since)
  })
}

/** ABO and Rh by LOINC, or in words: they belong on the blood bank's sheet alone, where a fresh sample is asked for. */
function saysBloodGroup(one: FhirResource): boolean {
  const known = ['882-1', '883-9', '10331-7', '34530-6', '19057-9', '51892-8']
  return (
    codes(one['code']).some((code) => known.includes(code)) ||
    /blood (?:group|type)|bloedgroep|groupe sanguin|blutgruppe|\bABO\b|\brh(?:esus)? ?(?:factor|d)\b/i.test(
      words(one['code']) ?? '',
    )
  )
}

function resultLine(one: FhirResource, sign: DecimalSign): ResultLine {
  const range = node(nodes(one['referenceRange'])[0])
  const low = quantity(range['low'], sign)
  const high = quantity(range['high'], sign)
  const flags = nodes(one['interpretation']).flatMap((flag) => words(flag) ?? [])
  return {
    name: words(one['code']) ?? 'NAME NOT IN COPY',
    value: valueWords(one, sign),
    flag: flags.length > 0 ? flags.join(', ') : null,
    range: text(range['text']) ?? (low === null && high === null ? null : `${low ?? ''} - ${high ?? ''}`),
    at:
      instant(one['effectiveDateTime']) ??
      instant(node(one['effectivePeriod'])['start']) ??
      instant(one['issued']),
    preliminary: one['status'] === 'preliminary',
  }
}

function valueWords(one: FhirResource, sign: DecimalSign): string {
  const own = ownValue(one, sign)
  if (own !== null) return own
  const parts = nodes(one['component']).map((part) =>
    `${words(part['code']) ?? ''} ${ownValue(part, sign) ?? 'value not in copy'}`.trim(),
  )
  const absent = words(one['dataAbsentReason'])
  return parts.length > 0 ? parts.join(', ') : `VALUE NOT IN COPY${absent === null ? '' : ` (${absent})`}`
}

function ownValue(one: FhirResource, sign: DecimalSign): string | null {
  return (
    quantity(one['valueQuantity'], sign) ??
    text(one['valueString']) ??
    words(one['valueCodeableConcept']) ??
    (typeof one['valueInteger'] === 'number' ? String(one['valueInteger']) : null) ??
    (typeof one['valueBoolean'] === 'boolean' ? (one['valueBoolean'] ? 'yes' : 'no') : null) ??
    text(one['valueDateTime'])
  )
}
