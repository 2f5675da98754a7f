import type { PatientView } from '@codedark/domain/downtime'
import { cleanInline } from './clean-text.ts'
import { RIGHT_TO_LEFT } from './fonts.ts'
import type { Identity } from './frame.ts'

/** Longest value in a heading: a name of 200 characters is whole. A longer one is cut with a visible mark. */
const MAX_HEADING = 300

/** Who the patient is, for the head of every sheet about one: name, birth date and number on all of them. */
export function identityOf(view: PatientView): Identity {
  const { patient, ward } = view
  const age = view.ageYears === null ? 'age not known' : `${view.ageYears} y`
  const said = (text: string | null): string => (text === null ? 'not in copy' : short(cleanInline(text)))
  const sex = patient.sex === 'unknown' ? 'sex unknown' : patient.sex
  return {
    ...nameLines(patient),
    rows: [
      [
        ['Born', `${said(patient.bornOn)} (${age}, ${sex})`],
        ['Patient no.', said(patient.number)],
        ['Stay', said(patient.stayNumber)],
      ],
      [
        ['Ward', ward === null ? 'not in copy' : said(ward.name)],
        ['Bed', said(view.bed)],
        ['Weight', said(patient.weight)],
      ],
      ...(patient.deceased ? [[['Recorded as', 'DECEASED'] as const]] : []),
    ],
    alerts: [
      ...(view.nameAlert.length === 0
        ? []
        : [`NAME ALERT, also on this ward: ${short(view.nameAlert.map(cleanInline).join('; '))}`]),
      ...patient.warnings.map(cleanInline),
    ],
    barcode: patient.number,
  }
}

/** The name in Latin letters first and large; one that the record has in no Latin letters never stands alone as the title. */
export function nameLines({
  familyName,
  givenNames,
  nameText,
  otherNames,
  formerNumbers,
}: PatientView['patient']): Pick<Identity, 'title' | 'others'> {
  const others = [
    ...(givenNames === '' ? ['no given name in this copy'] : []),
    ...(nameText === null ? [] : [`recorded as: ${cleanInline(nameText)}`]),
    ...otherNames.map(cleanInline),
    ...(formerNumbers.length === 0 ? [] : [`formerly no. ${formerNumbers.map(cleanInline).join(', ')}`]),
  ].map(short)
  const whole = cleanInline(`${familyName.toUpperCase()}${givenNames === '' ? '' : `, ${givenNames}`}`)
  if (!RIGHT_TO_LEFT.test(whole)) return { title: short(whole), others }
  return {
    title: 'NAME IN ANOTHER SCRIPT ONLY: compare the number',
    others: [short(cleanInline(`${familyName} ${givenNames}`)), ...others],
  }
}

/** A text for a heading, cut with a visible mark where it is longer than any name. */
export function short(text: string): string {
  const characters = [...text]
  return characters.length <= MAX_HEADING ? text : `${characters.slice(0, MAX_HEADING).join('')} [CUT]`
}
