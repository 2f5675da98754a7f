import type { Random } from '../random.ts'
import { drugsOf } from './formulary.ts'
import type { Drug } from './formulary.ts'
import { inventGiven } from './given.ts'
import type { Amount, DrillOrder, DrillTiming, DrillWard, RecordLanguage } from './model.ts'
import { addMinutes, COPY_AT } from './times.ts'
import { patternOf } from './timing.ts'

/** What orders are invented for. */
export interface OrderScene {
  readonly ward: DrillWard
  readonly admittedAt: string
  readonly doctors: readonly string[]
}

/** How many drugs patients of a ward have. */
const COUNTS: Readonly<Record<DrillWard['kind'], readonly [number, number]>> = {
  adult: [4, 14],
  intensive: [9, 17],
  emergency: [1, 6],
  recovery: [4, 9],
  maternity: [1, 5],
  newborn: [0, 2],
  child: [1, 5],
  old: [7, 18],
  cancer: [6, 14],
  palliative: [5, 12],
}
const PUMPS = new Set(['rate', 'icu', 'birth'])
const WORDS = {
  nl: {
    ifNeeded: 'ZO NODIG',
    most: 'max',
    every: 'per 24 u',
    pain: 'pijn',
    nausea: 'misselijkheid',
    pump: 'continu',
  },
  fr: {
    ifNeeded: 'SI BESOIN',
    most: 'max',
    every: 'par 24 h',
    pain: 'douleur',
    nausea: 'nausée',
    pump: 'en continu',
  },
} as const

/** The orders of one patient, each drug once. */
export function inventOrders(scene: OrderScene, random: Random): readonly DrillOrder[] {
  const [least, most] = COUNTS[scene.ward.kind]
  return inventSomeOrders(scene, random.between(least, most), random)
}

/** As many orders as there are drugs for, at most `count`. */
export function inventSomeOrders(scene: OrderScene, count: number, random: Random): readonly DrillOrder[] {
  const drugs = random.shuffle(drugsOf(scene.ward.kind)).slice(0, count)
  return drugs.map((drug, index) => inventOrder(drug, scene, random.split(`order ${index}`)))
}

/** One order: most are active, some are on hold, ended, broken or without a dose. */
export function inventOrder(drug: Drug, scene: OrderScene, random: Random): DrillOrder {
  const { language } = scene.ward
  const pattern = random.pick(drug.patterns)
  const value = random.pick(drug.doses)
  const made = timingOf(pattern, { drug, value, language, random })
  const noDose = made.timing.kind === 'words' || random.chance(0.03)
  const dose = noDose || made.timing.kind === 'rate' || drug.unit === '' ? null : { value, unit: drug.unit }
  const said = dose === null ? '' : `${amountWords(dose, language)} `
  const fate = random.next()
  const status: DrillOrder['status'] =
    fate < 0.05 ? 'stopped' : fate < 0.08 ? 'on-hold' : fate < 0.09 ? 'entered-in-error' : 'active'
  const span = Date.parse(COPY_AT) - Date.parse(scene.admittedAt)
  const startAt = addMinutes(scene.admittedAt, (span / 60_000) * random.next() * 0.8)
  const stopAt = status === 'stopped' ? stoppedAt(startAt, random) : null
  const order: Omit<DrillOrder, 'given'> = {
    drug: drug.name[language],
    atc: drug.atc === '' ? null : drug.atc,
    status,
    timing: made.timing,
    dose,
    route: drug.route,
    text: random.chance(0.03) ? null : `${said}${drug.route} ${made.words}`,
    startAt,
    stopAt,
    prescriber: random.pick(scene.doctors),
  }
  return { ...order, given: inventGiven(order, random.split('given')) }
}

function stoppedAt(startAt: string, random: Random): string {
  const minutes = Math.min(random.between(60, 1380), (Date.parse(COPY_AT) - Date.parse(startAt)) / 60_000 - 5)
  return addMinutes(COPY_AT, -Math.max(minutes, 1))
}

function timingOf(
  pattern: string,
  { drug, value, language, random }: { drug: Drug; value: number; language: RecordLanguage; random: Random },
): { readonly timing: DrillTiming; readonly words: string } {
  const words = WORDS[language]
  if (PUMPS.has(pattern)) {
    const rate = { value, unit: 'mL/h' }
    return { timing: { kind: 'rate', rate }, words: `${amountWords(rate, language)} ${words.pump}` }
  }
  if (pattern === 'prn') {
    const most = value * random.between(2, 6)
    const reason = drug.atc.startsWith('A0') ? words.nausea : words.pain
    const max = random.chance(0.15) ? null : { value: most, unit: drug.unit }
    const limit = max === null ? '' : `, ${words.most} ${amountWords(max, language)} ${words.every}`
    return { timing: { kind: 'as-needed', reason, max }, words: `${words.ifNeeded} (${reason})${limit}` }
  }
  const found = patternOf(pattern, random.between(0, 2))
  if (found === null) throw new RangeError(`the formulary names no pattern ${pattern}`)
  return { timing: found.timing, words: found.words[language] }
}

/** An amount as the site writes it: decimal comma, units in full where the sign is easily misread. */
export function amountWords({ value, unit }: Amount, language: RecordLanguage): string {
  const full: Readonly<Record<string, string>> =
    language === 'nl'
      ? { E: 'eenheden', µg: 'microgram' }
      : { E: 'unités', µg: 'microgrammes', pleister: 'patch', druppel: 'goutte', tablet: 'comprimé' }
  return `${String(value).replace('.', ',')} ${full[unit] ?? unit}`.trim()
}
