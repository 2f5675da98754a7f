/** An id, a service or a ward name; what a column of a list can reasonably hold. */
export const MAX_ID_CHARS = 100

/** Why something is no event; `field` is the place, dotted. */
export interface FieldFault {
  readonly code: 'not-an-object' | 'unknown-type' | 'unknown-field' | 'bad-field'
  readonly field: string
  readonly expected: string
}

/** What a field of an event must be. */
export interface Check {
  readonly accepts: (value: unknown) => boolean
  readonly expected: string
  readonly optional?: true
}

/** A check of one value; `expected` is said when it does not hold. */
export const check = (expected: string, accepts: Check['accepts']): Check => ({ accepts, expected })
/** A text of this form. */
export const pattern = (expected: string, form: RegExp): Check =>
  check(expected, (value) => typeof value === 'string' && form.test(value))
/** One of these values. */
export const oneOf = (values: readonly unknown[]): Check =>
  check(values.join(' | '), (value) => values.includes(value))
/** The field may be absent. */
export const optional = (inner: Check): Check => ({ ...inner, optional: true })
/** The value may be null. */
export const orNull = (inner: Check): Check =>
  check(`${inner.expected} or null`, (value) => value === null || inner.accepts(value))
/** A list of at most `limit` values. */
export const listOf = (inner: Check, limit: number): Check =>
  check(`a list of at most ${limit}: ${inner.expected}`, (value) => {
    return Array.isArray(value) && value.length <= limit && value.every((item) => inner.accepts(item))
  })
/** An object with just these fields. */
export const object = (fields: Readonly<Record<string, Check>>): Check =>
  check(`an object of ${Object.keys(fields).join(', ')}`, (value) => firstFault(value, fields) === null)

/** A whole number from 0. */
export const COUNT = check(
  'a whole number from 0',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
)
/** True or false. */
export const FLAG = check('true or false', (value) => typeof value === 'boolean')
/** A UTC instant. */
export const INSTANT = check('a UTC instant', isInstant)
/** SHA-256 in lower-case hex. */
export const HASH = pattern('SHA-256 in lower-case hex', /^[0-9a-f]{64}$/u)
/** 128 bits in lower-case hex. */
export const RANDOM_ID = pattern('128 bits in lower-case hex', /^[0-9a-f]{32}$/u)
/** An id as lists hold them. */
export const ID = check(`an id of at most ${MAX_ID_CHARS} characters`, isId)

/** Whether a text is an id as lists hold them: printable, no longer than the limit. */
export function isId(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= MAX_ID_CHARS &&
    value === value.trim() &&
    !/[\p{C}\p{Zl}\p{Zp}]/u.test(value)
  )
}

/** Whether a text is a UTC instant of ISO 8601 that exists. */
export function isInstant(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/u.test(value) &&
    !Number.isNaN(Date.parse(value))
  )
}

/** The first field that is not as it must be; null: all are. */
export function firstFault(value: unknown, fields: Readonly<Record<string, Check>>): FieldFault | null {
  if (!isObject(value)) return { code: 'not-an-object', field: '', expected: 'an object' }
  for (const field in value)
    if (!Object.hasOwn(fields, field)) return { code: 'unknown-field', field, expected: 'no such field' }
  for (const field in fields) {
    const wanted = fields[field]
    const held = value[field]
    if (wanted === undefined || (held === undefined && wanted.optional === true)) continue
    if (!wanted.accepts(held)) return { code: 'bad-field', field, expected: wanted.expected }
  }
  return null
}

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
