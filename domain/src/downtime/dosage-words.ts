import { node, nodes, plainNumber, quantity, text, texts, words } from './fhir-json.ts'
import type { DecimalSign, FhirResource } from './fhir-json.ts'

/** From here on a text speaks of the most that may be given, not of the dose. */
const MOST = /\b(?:max|hoogstens|ten hoogste|höchstens|au plus|au maximum|not more than|up to)/i
/** A number with a unit or a form: a text without one names no dose, however many times a day it says. */
const AMOUNT =
  /\d\s*(?:mg|g|gram|kg|µg|mcg|ug|ng|microgram|ml|mmol|ie|iu|ui|units?|eenhe|unités?|einheit|tabl|comp|caps|gél|drup|goutt|tropf|puff|sachet|amp|supp|pleister|patch|spuit|flacon|%)/iu

/**
 * The dose as the order's quantity, range or rate says it, else the whole instruction where it names an amount; null: not in
 * copy. The instruction stands on the sheet in any case.
 */
export function doseOf(dosage: FhirResource, sign: DecimalSign): string | null {
  const said = nodes(dosage['doseAndRate']).flatMap((part) => {
    const dose = withUnit(part['doseQuantity'], sign) ?? rangeOf(part['doseRange'], sign)
    const rate =
      quantity(part['rateQuantity'], sign) ??
      ratioOf(part['rateRatio'], sign) ??
      rangeOf(part['rateRange'], sign)
    const both = [dose, rate].filter((one) => one !== null).join(', rate ')
    return both === '' ? [] : [both]
  })
  if (said.length > 0) return said.join('; ')
  const whole = text(dosage['text'])
  return whole !== null && AMOUNT.test(whole.split(MOST)[0] ?? '') ? whole : null
}

/** A bare number is no dose: the sheet says so beside it. */
function withUnit(value: unknown, sign: DecimalSign): string | null {
  const said = quantity(value, sign)
  const bare = text(node(value)['unit']) === null && text(node(value)['code']) === null
  return said === null || !bare ? said : `${said} (unit not in copy)`
}

function rangeOf(range: unknown, sign: DecimalSign): string | null {
  const low = quantity(node(range)['low'], sign)
  const high = quantity(node(range)['high'], sign)
  if (low !== null && high !== null) return `${low} to ${high}`
  return low === null ? high && `up to ${high}` : `at least ${low}`
}

function ratioOf(ratio: unknown, sign: DecimalSign): string | null {
  const amount = quantity(node(ratio)['numerator'], sign)
  const over = quantity(node(ratio)['denominator'], sign)
  return amount === null || over === null ? null : `${amount} per ${over}`
}

const UNITS: Readonly<Record<string, string>> = {
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  wk: 'week',
  mo: 'month',
  a: 'year',
}
/** HL7 EventTiming, in words. */
const WHEN: Readonly<Record<string, string>> = {
  MORN: 'in the morning',
  NOON: 'at noon',
  AFT: 'in the afternoon',
  EVE: 'in the evening',
  NIGHT: 'at night',
  HS: 'before sleep',
  WAKE: 'on waking',
  C: 'with meals',
  CM: 'with breakfast',
  CD: 'with lunch',
  CV: 'with dinner',
  AC: 'before meals',
  ACM: 'before breakfast',
  ACD: 'before lunch',
  ACV: 'before dinner',
  PC: 'after meals',
  PCM: 'after breakfast',
  PCD: 'after lunch',
  PCV: 'after dinner',
}

/** How often, in words made from the structured timing or named by it; null: not in copy. */
export function frequencyOf(dosage: FhirResource, sign: DecimalSign): string | null {
  const timing = node(dosage['timing'])
  const repeat = node(timing['repeat'])
  const parts = [
    words(timing['code']),
    periodWords(repeat, sign),
    ...texts(repeat['when']).map((code) => WHEN[code] ?? `when: ${code}`),
    ...(typeof repeat['offset'] === 'number' ? [`${repeat['offset']} minutes from it`] : []),
    listed('on', texts(repeat['dayOfWeek'])),
    listed(
      'at',
      texts(repeat['timeOfDay']).map((time) => time.replace(/^(\d\d:\d\d):00$/, '$1')),
    ),
    spanWords('over', repeat['duration'], repeat['durationUnit'], sign),
    typeof repeat['count'] === 'number' ? `${repeat['count']} in all` : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : [...new Set(parts)].join(', ')
}

function listed(word: string, items: readonly string[]): string | null {
  return items.length === 0 ? null : `${word} ${items.join(', ')}`
}

function spanWords(word: string, amount: unknown, unit: unknown, sign: DecimalSign): string | null {
  if (typeof amount !== 'number') return null
  const named = UNITS[String(unit)] ?? text(unit) ?? ''
  return `${word} ${plainNumber(amount, sign)} ${named}${amount === 1 ? '' : 's'}`.trim()
}

function periodWords(repeat: FhirResource, sign: DecimalSign): string | null {
  const { frequency, frequencyMax, period, periodMax, periodUnit } = repeat
  const times = typeof frequency === 'number' ? frequency : 1
  const most = typeof frequencyMax === 'number' && frequencyMax !== times ? ` to ${frequencyMax}` : ''
  if (typeof period !== 'number') return typeof frequency === 'number' ? `${times}${most} ×` : null
  const unit = UNITS[String(periodUnit)] ?? text(periodUnit) ?? '(unit of time not in copy)'
  const long =
    typeof periodMax === 'number' && periodMax !== period ? ` to ${plainNumber(periodMax, sign)}` : ''
  const often = times === 1 && most === '' ? '' : `${times}${most} times `
  if (period === 1 && long === '') return often === '' ? `once per ${unit}` : `${often}per ${unit}`
  return `${often}every ${plainNumber(period, sign)}${long} ${unit}s`
}

/** The most that may be given, in words; null: not in copy. */
export function mostOf(dosage: FhirResource, sign: DecimalSign): string | null {
  const parts = [
    ratioOf(dosage['maxDosePerPeriod'], sign),
    quantity(dosage['maxDosePerAdministration'], sign),
    quantity(dosage['maxDosePerLifetime'], sign),
  ]
  const said = ['', ' at a time', ' in a lifetime'].flatMap((after, index) => {
    const part = parts[index] ?? null
    return part === null ? [] : [part + after]
  })
  return said.length === 0 ? null : `max ${said.join(', ')}`
}
