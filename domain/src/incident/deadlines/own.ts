import { isObject } from '../field-checks.ts'
import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import { DEADLINE_ID } from './fields.ts'
import { MAX_CONTENTS, MAX_LEADS, MAX_OWN_DEADLINES, MAX_PERIOD, MAX_WORDS_CHARS } from './limits.ts'
import { DEADLINE_RULES } from './rules.ts'
import type { DeadlineRule } from './rules.ts'

/** Why a file is no list of own deadlines: the place, dotted, and what it must be. */
export interface OwnFault {
  readonly place: string
  readonly expected: string
}

/**
 * Reads a hospital's own deadlines: a JSON list of `{id, title, to, period: {unit, count} | null, leadMinutes, contents}`. They run
 * from the awareness. Strict: an unknown field, a second use of an id or an id of a shipped rule is a fault.
 */
export function parseOwnDeadlines(input: unknown): Result<readonly DeadlineRule[], OwnFault> {
  if (!Array.isArray(input) || input.length > MAX_OWN_DEADLINES)
    return failed({ place: 'file', expected: `a list of at most ${MAX_OWN_DEADLINES}` })
  const rules: DeadlineRule[] = []
  const ids = new Set(DEADLINE_RULES.map(({ id }) => id))
  for (const [index, value] of input.entries()) {
    const one = ownRule(value, `${index}`)
    if (!one.ok) return one
    if (ids.has(one.value.id)) return failed({ place: `${index}.id`, expected: 'an id that is not taken' })
    ids.add(one.value.id)
    rules.push(one.value)
  }
  return ok(rules)
}

const KEYS = ['id', 'title', 'to', 'period', 'leadMinutes', 'contents']

function ownRule(value: unknown, place: string): Result<DeadlineRule, OwnFault> {
  if (!isObject(value)) return failed({ place, expected: 'an object' })
  const extra = Object.keys(value).find((key) => !KEYS.includes(key))
  if (extra !== undefined) return failed({ place: `${place}.${extra}`, expected: 'no such field' })
  const { id, title, to, leadMinutes, contents } = value
  if (typeof id !== 'string' || !DEADLINE_ID.test(id))
    return failed({ place: `${place}.id`, expected: 'small letters, digits and hyphens' })
  if (!isWords(title)) return failed({ place: `${place}.title`, expected: 'a line of text' })
  if (!isWords(to)) return failed({ place: `${place}.to`, expected: 'a line of text' })
  const period = periodOf(value['period'])
  if (period === undefined)
    return failed({
      place: `${place}.period`,
      expected: 'null, or a unit (minutes, hours, months) with a count',
    })
  if (!isListOf(leadMinutes, MAX_LEADS, (one) => Number.isInteger(one) && Number(one) > 0))
    return failed({
      place: `${place}.leadMinutes`,
      expected: `at most ${MAX_LEADS} whole numbers of minutes`,
    })
  if (!isListOf(contents, MAX_CONTENTS, isWords))
    return failed({ place: `${place}.contents`, expected: `at most ${MAX_CONTENTS} lines of text` })
  return ok({
    ...{ id, title, to, period, law: 'own', ref: 'set by the hospital' },
    ...{ validFrom: '0001-01-01', validUntil: null, start: { event: 'awareness' }, applies: 'always' },
    leadMinutes: leadMinutes.map(Number),
    contents: contents.map((text) => ({ text: String(text), fill: null })),
    caution: null,
  })
}

const isWords = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  value.length <= MAX_WORDS_CHARS &&
  !/\p{Cc}/u.test(value)

const isListOf = (
  value: unknown,
  limit: number,
  is: (one: unknown) => boolean,
): value is readonly unknown[] => Array.isArray(value) && value.length <= limit && value.every(is)

function periodOf(value: unknown): DeadlineRule['period'] | undefined {
  if (value === null) return null
  if (!isObject(value)) return undefined
  const { unit, count } = value
  const whole = typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= MAX_PERIOD
  return whole && (unit === 'minutes' || unit === 'hours' || unit === 'months') ? { unit, count } : undefined
}

/** The words of own deadlines as they lie beside the log. */
export const writeOwnWords = (rules: readonly DeadlineRule[]): string =>
  JSON.stringify(
    rules.map(({ id, title, to, period, leadMinutes, contents }) => ({
      ...{ id, title, to, period, leadMinutes },
      contents: contents.map(({ text }) => text),
    })),
  )

/** Own deadlines with the words that lie beside the log; without them where the text is gone. */
export function withOwnWords(rules: readonly DeadlineRule[], text: string | null): readonly DeadlineRule[] {
  const parsed = text === null ? null : parseOwnDeadlines(parseJson(text))
  const words = new Map(parsed?.ok === true ? parsed.value.map((rule) => [rule.id, rule]) : [])
  return rules.map((rule) => {
    const told = rule.law === 'own' ? words.get(rule.id) : undefined
    return told === undefined ? rule : { ...rule, title: told.title, to: told.to, contents: told.contents }
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
