import { censusPatient } from './census.ts'
import type { CopySource } from './copy-source.ts'
import { MAX_FOUND } from './limits.ts'
import { localClock } from './local-clock.ts'
import type { Inpatient } from './model.ts'
import type { FindView } from './views.ts'

/** What a search looks through of one patient: folded, parts apart by spaces. */
interface Searched {
  readonly patient: Inpatient
  readonly words: string
  /** Numbers as a scanner reads them from a wristband. */
  readonly numbers: ReadonlySet<string>
}

/** Made once for a patient, at the first search: one who moves or comes in later is prepared alone. */
const searched = new WeakMap<Inpatient, Searched>()

/**
 * Patients with every word of the query in a name (any script, with or without accents), a number (parts too, former ones too) or the
 * birth date (as 1950-03-07, 7/3/1950, 07.03.1950, 07031950, 7 March 1950 in four languages). A number that is whole, typed or
 * scanned, stands first. An empty query finds nobody.
 */
export function findPatients({ copy, header, since }: CopySource, query: string): FindView {
  const asked = query.trim().replace(SCANNER_PREFIX, '')
  const wanted = fold(asked).split(' ').filter(Boolean)
  const everybody =
    since === undefined ? copy.patients : [...copy.patients, ...since.left.map((one) => one.patient)]
  const found =
    wanted.length === 0
      ? []
      : everybody.map(searchedOf).filter(({ words }) => wanted.every((one) => words.includes(one)))
  const whole = fold(asked)
  const ordered = [
    ...found.filter(({ numbers }) => numbers.has(whole)),
    ...found.filter(({ numbers }) => !numbers.has(whole)),
  ]
  const today = localClock(header.timeZone).dayOf(Date.parse(header.now))
  const wards = new Map(copy.wards.map((one) => [one.id, one]))
  const shown = ordered.slice(0, MAX_FOUND)
  const places = new Set(shown.map(({ patient }) => patient.ward))
  const near = Map.groupBy(
    copy.patients.filter((one) => places.has(one.ward)),
    (one) => one.ward,
  )
  const rows = shown.map(({ patient }) => {
    const ward = patient.ward === null ? undefined : wards.get(patient.ward)
    const said = censusPatient(patient, near.get(patient.ward) ?? [], today, since)
    const bed = ward?.beds.find((one) => one.id === patient.bed)?.name ?? null
    return { ...said, ward: patient.ward, wardName: ward?.name ?? null, bed }
  })
  return { header, query, rows, more: found.length > MAX_FOUND }
}

/** What some scanners put before the content to say which code it was (ISO/IEC 15424). */
const SCANNER_PREFIX = /^\][A-Za-z]\d/u

function searchedOf(patient: Inpatient): Searched {
  const known = searched.get(patient)
  if (known !== undefined) return known
  const { familyName, givenNames, nameText, otherNames, number, stayNumber, formerNumbers, bornOn } = patient
  const names = fold([familyName, givenNames, nameText ?? '', ...otherNames].join(' '))
  const numbers = [number, stayNumber ?? '', ...formerNumbers].map(fold).filter((one) => one !== '')
  const apart = names.replaceAll(PUNCTUATION, ' ')
  const joined = names.replaceAll(PUNCTUATION, '')
  const words = [names, ...(apart === names ? [] : [apart, joined]), ...numbers]
  words.push(...numbers.map((one) => one.replaceAll(/[^\p{L}\p{N}]/gu, '')), ...birthWords(bornOn))
  const made = { patient, words: words.join(' '), numbers: new Set(numbers) }
  searched.set(patient, made)
  return made
}

const PUNCTUATION = /['.-]/gu

const MONTHS = [
  'january janvier januari januar',
  'february fevrier februari februar',
  'march mars maart marz maerz',
  'april avril',
  'may mai mei',
  'june juin juni',
  'july juillet juli',
  'august aout augustus',
  'september septembre',
  'october octobre oktober',
  'november novembre',
  'december decembre dezember',
] as const

/** A birth date in the ways in which people write one. Of a part of a date (1950-03) only that. */
function birthWords(bornOn: string | null): readonly string[] {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(bornOn ?? '')
  if (parts === null) return bornOn === null ? [] : [bornOn]
  const [, year = '', month = '', day = ''] = parts
  const [d, m] = [Number(day), Number(month)]
  const named = MONTHS[m - 1] ?? ''
  return [
    `${year}-${month}-${day} ${year}${month}${day} ${day}${month}${year} ${day}/${month}/${year} ${day}.${month}.${year}`,
    `${day}-${month}-${year} ${d}/${m}/${year} ${d}.${m}.${year} ${d}-${m}-${year} ${named}`,
  ]
}

/** Letters that are no letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', '’': "'" },
}
const PLAIN = /^[\x20-\x7E]*$/u

function fold(words: string): string {
  if (PLAIN.test(words)) return words.toLowerCase().replaceAll(/ {2,}/gu, ' ')
  return words
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßøæœłđðþı’]/gu, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/\s+/gu, ' ')
}
