import {
  buildAllergies,
  buildResults,
  dietWords,
  flagWords,
  listOf,
  pendingWords,
  problemWords,
} from './build-clinical.ts'
import { buildDoses } from './build-doses.ts'
import { buildOrders, personWords } from './build-orders.ts'
import { placeName, placesOfStay } from './build-places.ts'
import { codeStatusOf } from './code-status.ts'
import type { FaultList } from './copy-fault.ts'
import { codes, instant, keyOf, node, nodes, quantity, text, texts, words } from './fhir-json.ts'
import type { DecimalSign, FhirResource } from './fhir-json.ts'
import { EARLIEST_YEAR, LATEST_YEAR } from './limits.ts'
import type { FeedTimes, Inpatient } from './model.ts'
import type { ResourceIndex } from './resource-index.ts'

/** What every inpatient of a copy is built with. */
export interface CopySetting {
  readonly index: ResourceIndex
  readonly times: FeedTimes
  readonly sign: DecimalSign
  readonly faults: FaultList
}

/** One patient with a stay in progress. */
export function buildInpatient(setting: CopySetting, patient: FhirResource, stay: FhirResource): Inpatient {
  const { index, times, sign, faults } = setting
  const places = placesOfStay(index, stay, patient, faults)
  const results = (category: string): Inpatient['results'] =>
    times.results === null ? [] : buildResults(index, patient, category, { asOf: times.results, sign })
  const doses = buildDoses(index, patient, sign, faults)
  const ordered =
    times.orders === null
      ? { orders: [], endedEarlier: 0 }
      : buildOrders({ index, patient, stay, times, sign, faults }, doses)
  const reasons = nodes(stay['reasonCode']).flatMap((one) => words(one) ?? [])
  const problems = listOf(index, 'Condition', patient, problemWords)
  return {
    ...identity(setting, patient),
    stayNumber: text(nodes(stay['identifier'])[0]?.['value']),
    ward: places.ward === undefined ? null : String(places.ward['id']),
    bed: places.bed === undefined ? null : String(places.bed['id']),
    site: places.site === undefined ? null : placeName(places.site),
    doctor: doctorOf(index, stay),
    admittedAt: instant(node(stay['period'])['start']),
    weight: weightOf(index, patient, sign),
    allergies: buildAllergies(index, patient, times.allergies),
    medications: ordered.orders,
    problems:
      reasons.length === 0
        ? problems
        : [...reasons.map((one) => `Reason for stay: ${one}`), ...(problems ?? [])],
    codeStatus: codeStatusOf(index, patient),
    alerts: listOf(index, 'Flag', patient, flagWords),
    diet: listOf(index, 'NutritionOrder', patient, dietWords),
    results: results('laboratory'),
    vitals: results('vital-signs'),
    pending: listOf(index, 'ServiceRequest', patient, pendingWords),
    looseDoses: doses.loose,
    endedEarlier: ordered.endedEarlier,
    formerNumbers: formerNumbers(index, patient),
    warnings: [],
  }
}

type Identity = Pick<
  Inpatient,
  | 'id'
  | 'number'
  | 'familyName'
  | 'givenNames'
  | 'nameText'
  | 'otherNames'
  | 'bornOn'
  | 'sex'
  | 'deceased'
  | 'language'
  | 'contacts'
>

/** Who somebody is, as the record has it. */
export function identity({ index, faults }: CopySetting, patient: FhirResource): Identity {
  const sexes: Readonly<Record<string, Inpatient['sex']>> = { female: 'F', male: 'M', other: 'other' }
  const languages = nodes(patient['communication'])
  const language = languages.find((one) => one['preferred'] === true) ?? languages[0]
  const bornOn = text(patient['birthDate'])
  const year = Number(bornOn?.slice(0, 4))
  if (bornOn !== null && !(year >= EARLIEST_YEAR && year <= LATEST_YEAR))
    faults.add(
      'date-not-plausible',
      keyOf(patient),
      `birthDate from the year ${EARLIEST_YEAR}`,
      String(patient['id']),
    )
  return {
    id: String(patient['id']),
    number: numberOf(patient) ?? 'NUMBER NOT IN COPY',
    ...namesOf(patient),
    bornOn,
    sex: sexes[String(patient['gender'])] ?? 'unknown',
    deceased: patient['deceasedBoolean'] === true || text(patient['deceasedDateTime']) !== null,
    language: words(language?.['language']),
    contacts: contactsOf(index, patient),
  }
}

function numberOf(patient: FhirResource): string | null {
  const numbers = nodes(patient['identifier']).filter((one) => one['use'] !== 'old')
  const number = numbers.find((one) => codes(one['type']).includes('MR')) ?? numbers[0]
  return text(number?.['value'])
}

/** The official name, else the usual one; never an old one before another. All others stand beside it. */
function namesOf(
  patient: FhirResource,
): Pick<Inpatient, 'familyName' | 'givenNames' | 'nameText' | 'otherNames'> {
  const names = nodes(patient['name'])
  const current = names.filter((one) => one['use'] !== 'old' && one['use'] !== 'maiden')
  const name =
    current.find((one) => one['use'] === 'official') ??
    current.find((one) => one['use'] === 'usual') ??
    current[0] ??
    names[0] ??
    {}
  const family = text(name['family'])
  const given = texts(name['given']).join(' ')
  const whole = text(name['text'])
  const said = new Set([
    `${given} ${family ?? ''}`.trim(),
    `${family ?? ''} ${given}`.trim(),
    `${family ?? ''}, ${given}`,
  ])
  const others = names.filter((one) => one !== name).flatMap((one) => otherName(one) ?? [])
  return {
    familyName: family ?? whole ?? 'NAME NOT IN COPY',
    givenNames: given,
    nameText: family === null || whole === null || said.has(whole) ? null : whole,
    otherNames: [...new Set(others)],
  }
}

function otherName(name: FhirResource): string | null {
  const joined = [text(name['family']), ...texts(name['given'])].filter((part) => part !== null).join(' ')
  const said = joined === '' ? text(name['text']) : joined
  if (said === null) return null
  const use = text(name['use'])
  return use === 'old' || use === 'maiden' || use === 'nickname' ? `${said} (${use})` : said
}

function formerNumbers(index: ResourceIndex, patient: FhirResource): readonly string[] {
  const others = index.ofType('Patient').filter((one) => one !== patient && 'link' in one)
  return others.filter((one) => index.survivor(one) === patient).flatMap((one) => numberOf(one) ?? [])
}

/** Contacts of the patient, related persons and the general practitioner; null: the copy holds nothing of the kind. */
function contactsOf(index: ResourceIndex, patient: FhirResource): readonly string[] | null {
  const own = nodes(patient['contact']).map(contactWords)
  const related = listOf(index, 'RelatedPerson', patient, contactWords)
  const doctors = nodes(patient['generalPractitioner']).flatMap((one) => {
    const said = text(one['display']) ?? personWords(index.resolve(one))
    return said === null ? [] : [`general practitioner ${said}`]
  })
  const all = [...own, ...(related ?? []), ...doctors]
  return all.length === 0 && related === null && patient['contact'] === undefined ? null : all
}

function contactWords(contact: FhirResource): string {
  // One name in Patient.contact, a list of names in RelatedPerson.
  const [name = node(contact['name'])] = nodes(contact['name'])
  const parts = [text(name['text']) ?? [...texts(name['given']), text(name['family']) ?? ''].join(' ').trim()]
  const relations = nodes(contact['relationship']).map(words)
  const phones = nodes(contact['telecom']).map((one) => text(one['value']))
  const said = [...parts, ...relations, ...phones].filter((part) => part !== null && part !== '')
  return said.length === 0 ? 'CONTACT WITHOUT WORDS' : said.join(' ')
}

function doctorOf(index: ResourceIndex, stay: FhirResource): string | null {
  const parts = nodes(stay['participant'])
  const attending = parts.find((one) => nodes(one['type']).some((type) => codes(type).includes('ATND')))
  const who = (attending ?? parts[0])?.['individual']
  return text(node(who)['display']) ?? personWords(index.resolve(who))
}

/** The last weight with its date, by LOINC or by name; null: not in copy. */
function weightOf(index: ResourceIndex, patient: FhirResource, sign: DecimalSign): string | null {
  const known = ['29463-7', '3141-9', '3142-7', '8335-2']
  const found = index
    .about('Observation', patient)
    .filter(
      (one) =>
        codes(one['code']).some((code) => known.includes(code)) ||
        /^body weight/i.test(words(one['code']) ?? ''),
    )
    .filter((one) => /^(final|amended|corrected|preliminary)$/.test(String(one['status'])))
    .map((one) => ({ at: text(one['effectiveDateTime']) ?? '', said: quantity(one['valueQuantity'], sign) }))
    .filter(({ said }) => said !== null)
    .sort((one, other) => (Date.parse(one.at) < Date.parse(other.at) ? 1 : -1))[0]
  if (found === undefined) return null
  return found.at === '' ? `${found.said} (date not in copy)` : `${found.said} (${found.at.slice(0, 10)})`
}
