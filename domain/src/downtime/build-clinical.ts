import { codes, instant, node, nodes, quantity, text, words } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'
import { RESULT_HOURS } from './limits.ts'
import type { Allergy, AllergyKnowledge, ResultLine } from './model.ts'
import type { ResourceIndex } from './resource-index.ts'

// SNOMED CT: no known allergy, and its kinds (drug, food, environment are not enough to say none of all).
const NO_KNOWN_ALLERGY = '716186003'
const RESUSCITATION = /resuscit|code status|full code|\bDN[AR]|\bDNACPR/i

/** What is known of allergies; nothing is dropped but what was refuted or entered in error. */
export function buildAllergies(
  index: ResourceIndex,
  patient: FhirResource,
  asOf: string | null,
): AllergyKnowledge {
  if (asOf === null) return { state: 'not-in-copy', list: [] }
  const standing = index
    .about('AllergyIntolerance', patient)
    .filter(
      (one) =>
        !codes(one['verificationStatus']).some((code) => code === 'refuted' || code === 'entered-in-error'),
    )
  const list = standing.filter((one) => !saysNone(one)).map(buildAllergy)
  if (list.length > 0) return { state: 'known', list }
  return { state: standing.length > 0 ? 'none-known' : 'not-recorded', list: [] }
}

function saysNone(one: FhirResource): boolean {
  return codes(one['code']).includes(NO_KNOWN_ALLERGY)
}

function buildAllergy(one: FhirResource): Allergy {
  const reactions = nodes(one['reaction'])
  const shown = reactions.flatMap((reaction) =>
    nodes(reaction['manifestation']).flatMap((sign) => words(sign) ?? []),
  )
  const severity = reactions.flatMap((reaction) => text(reaction['severity']) ?? [])
  const certainty = codes(one['verificationStatus'])
  const high = text(one['criticality']) === 'high' ? 'high risk' : null
  return {
    substance: words(one['code']) ?? 'SUBSTANCE NOT IN COPY',
    reaction: shown.length > 0 ? shown.join(', ') : null,
    severity: severity.length > 0 ? severity.join(', ') : high,
    certainty: certainty.includes('confirmed')
      ? 'confirmed'
      : certainty.includes('unconfirmed')
        ? 'unconfirmed'
        : 'not stated',
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
  const found = one['status'] === 'active' ? words(one['code']) : null
  return found === null || RESUSCITATION.test(found) ? null : found
}

/** An open order in words: what is pending. */
export function pendingWords(one: FhirResource): string | null {
  return one['status'] === 'active' || one['status'] === 'on-hold' ? words(one['code']) : null
}

/** The diet of an active order, in words. */
export function dietWords(one: FhirResource): string | null {
  if (one['status'] !== 'active') return null
  const types = nodes(node(one['oralDiet'])['type']).flatMap((type) => words(type) ?? [])
  const found = [...types, text(node(one['oralDiet'])['instruction'])].filter((part) => part !== null)
  return found.length > 0 ? found.join(', ') : 'DIET ORDERED, WORDS NOT IN COPY'
}

/** The code status by flag or consent as received; several stand beside each other; null: not in copy. */
export function codeStatusOf(index: ResourceIndex, patient: FhirResource): string | null {
  const found = ['Flag', 'Consent'].flatMap((type) =>
    index
      .about(type, patient)
      .filter((one) => one['status'] === 'active')
      .flatMap((one) => [words(one['code']), ...nodes(one['category']).map(words)])
      .flatMap((said) => (said !== null && RESUSCITATION.test(said) ? said : [])),
  )
  return found.length > 0 ? [...new Set(found)].join(' / ') : null
}

/** Observations of a category, newest first: the last of each name, and all within the hours of results. */
export function buildResults(
  index: ResourceIndex,
  patient: FhirResource,
  category: string,
  asOf: string | null,
): readonly ResultLine[] {
  const lines = index
    .about('Observation', patient)
    .filter((one) => /^(final|amended|corrected|preliminary)$/.test(String(one['status'])))
    .filter((one) => nodes(one['category']).some((kind) => codes(kind).includes(category)))
    .map(resultLine)
    .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))
  const since = asOf === null ? '9' : new Date(Date.parse(asOf) - RESULT_HOURS * 3_600_000).toISOString()
  const named = new Set<string>()
  return lines.filter((line) => {
    const first = !named.has(line.name)
    named.add(line.name)
    return first || (line.at !== null && line.at >= since)
  })
}

function resultLine(one: FhirResource): ResultLine {
  const range = node(nodes(one['referenceRange'])[0])
  const low = quantity(range['low'])
  const high = quantity(range['high'])
  const flags = nodes(one['interpretation']).flatMap((flag) => words(flag) ?? [])
  return {
    name: words(one['code']) ?? 'NAME NOT IN COPY',
    value: valueWords(one),
    flag: flags.length > 0 ? flags.join(', ') : null,
    range: text(range['text']) ?? (low === null && high === null ? null : `${low ?? ''} - ${high ?? ''}`),
    at: instant(one['effectiveDateTime']) ?? instant(one['issued']),
    preliminary: one['status'] === 'preliminary',
  }
}

function valueWords(one: FhirResource): string {
  const own = quantity(one['valueQuantity']) ?? text(one['valueString']) ?? words(one['valueCodeableConcept'])
  if (own !== null) return own
  const parts = nodes(one['component']).map((part) =>
    `${words(part['code']) ?? ''} ${valueWords(part)}`.trim(),
  )
  return parts.length > 0 ? parts.join(', ') : 'VALUE NOT IN COPY'
}
