import { codes, node, text } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'

/** Types that the copy takes whole: who and where. */
export const FRAME_TYPES: ReadonlySet<string> = new Set([
  ...['Patient', 'Encounter', 'Location', 'Practitioner', 'PractitionerRole', 'Medication'],
])
/** Types about a patient that sheets are set from; of other types nothing is kept. */
export const ABOUT_PATIENTS: ReadonlySet<string> = new Set([
  ...[
    'AllergyIntolerance',
    'MedicationRequest',
    'MedicationAdministration',
    'Observation',
    'Condition',
    'Flag',
  ],
  ...['Consent', 'ServiceRequest', 'NutritionOrder', 'RelatedPerson'],
])

const INPATIENT = new Set(['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER', 'SS'])
/** Known classes that need no sheet. */
const ELSEWHERE = new Set(['AMB', 'FLD', 'HH', 'VR', 'PRENC', 'PHLEB'])
/** Somebody with one of these is in the house, or is expected back in the bed. */
const OPEN = new Set(['in-progress', 'onleave', 'arrived', 'triaged'])

/** Whether an Encounter keeps a patient in the copy. Emergency counts: they lie there tonight. */
export function isStayOfInpatient(stay: FhirResource): 'yes' | 'no' | 'class-not-known' {
  if (!OPEN.has(String(stay['status']))) return 'no'
  const code = text(node(stay['class'])['code']) ?? codes(stay['class'])[0] ?? ''
  if (INPATIENT.has(code)) return 'yes'
  return ELSEWHERE.has(code) ? 'no' : 'class-not-known'
}
