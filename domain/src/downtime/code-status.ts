import { codes, node, nodes, words } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'
import type { ResourceIndex } from './resource-index.ts'

/** Flag category for advance directives, and the consent categories for them (HL7 terminology). */
const DIRECTIVE = new Set(['advance-directive', 'dnr', 'acd', 'polst', 'hcd', 'emrgonly', 'adr'])
/** SNOMED CT: for resuscitation, not for resuscitation. LOINC: resuscitation status and orders. */
const CODES = new Set(['304252001', '304253006', '75320-2', '81376-6', '100821-8', '78823-2'])
/** In words of English, Dutch, French and German records, where nothing is coded. */
const WORDS =
  /resuscit|reanim|réanim|wiederbeleb|code status|full code|code blue|\bDN[AR]\b|\bDNACPR\b|\bDNI\b|\bNTBR\b|\bNPR\b|\bVaW\b|comfort ?(?:care|zorg)|soins de confort|behandelbeperking|limitation (?:de|des) (?:soins|traitement)|therapiebegrenzung/i

/** Whether a flag, consent, observation or order says what to do when the heart stops: by code first, else by its words. */
export function saysCodeStatus(one: FhirResource): boolean {
  const concepts = [one['code'], one['scope'], ...nodes(one['category'])]
  const known = concepts.flatMap(codes)
  if (known.some((code) => CODES.has(code) || DIRECTIVE.has(code.toLowerCase()))) return true
  return concepts.some((concept) => WORDS.test(words(concept) ?? ''))
}

/** The code status as received: of flags, consents, observations and orders; several stand beside each other; null: not in copy. */
export function codeStatusOf(index: ResourceIndex, patient: FhirResource): string | null {
  const found = ['Flag', 'Consent', 'ServiceRequest', 'Observation'].flatMap((type) =>
    index
      .about(type, patient)
      .filter((one) => /^(?:active|on-hold|final|amended|corrected)$/.test(String(one['status'])))
      .filter(saysCodeStatus)
      .flatMap((one) => statusWords(one) ?? []),
  )
  return found.length > 0 ? [...new Set(found)].join(' / ') : null
}

/** An observation's value says it; a consent's categories and provision do; of the rest the code. */
function statusWords(one: FhirResource): string | null {
  const value =
    words(one['valueCodeableConcept']) ?? (typeof one['valueString'] === 'string' ? one['valueString'] : null)
  if (value !== null) return value
  const own = words(one['code'])
  if (own !== null) return own
  const categories = nodes(one['category']).flatMap((kind) => words(kind) ?? [])
  const type = node(one['provision'])['type']
  const said = [...categories, ...(typeof type === 'string' ? [type] : [])].join(': ')
  return said === '' ? 'CODE STATUS RECORDED, WORDS NOT IN COPY' : said
}
