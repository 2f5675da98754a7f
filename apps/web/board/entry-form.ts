import { instantOf } from '../parts/clock.ts'

/** One thing that a form asks for. An instant is asked as a day and a time on the wall clock. */
export interface Field {
  readonly name: string
  readonly label: string
  readonly kind: 'text' | 'number' | 'words' | 'choice' | 'instant' | 'ticks' | 'second'
  readonly description?: string
  /** Of a choice or ticks, in order. */
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly optional?: boolean
}

/** What is typed, by name of the field; of an instant `name day` and `name time`, of a tick `name value`, of a second person `name user`. */
export type Typed = Readonly<Record<string, string>>

/** The body of the request; or what is wrong, as a sentence after 'Not recorded:'. */
export function bodyOf(
  fields: readonly Field[],
  typed: Typed,
  zone: string,
): Readonly<Record<string, unknown>> | string {
  const body: Record<string, unknown> = {}
  for (const field of fields) {
    const value = valueOf(field, typed, zone)
    if (value === null && field.optional !== true) return `${field.label.toLowerCase()}: ${missing(field)}.`
    if (value !== null) body[field.name] = value
  }
  return body
}

const missing = ({ kind }: Field): string =>
  kind === 'second'
    ? 'needs a user name and a password'
    : kind === 'instant'
      ? 'is no day and time'
      : kind === 'ticks'
        ? 'nothing is ticked'
        : kind === 'number'
          ? 'is no number'
          : 'is empty'

function valueOf({ name, kind, options = [] }: Field, typed: Typed, zone: string): unknown {
  if (kind === 'instant') return instantOf(typed[`${name} day`] ?? '', typed[`${name} time`] ?? '', zone)
  if (kind === 'ticks') {
    const ticked = options
      .filter(({ value }) => typed[`${name} ${value}`] === 'yes')
      .map(({ value }) => value)
    return ticked.length === 0 ? null : ticked
  }
  if (kind === 'second') {
    const user = (typed[`${name} user`] ?? '').trim()
    const password = typed[`${name} password`] ?? ''
    const code = (typed[`${name} code`] ?? '').trim()
    return user === '' || password === '' ? null : { user, password, ...(code === '' ? {} : { code }) }
  }
  const text = (typed[name] ?? '').trim()
  if (kind === 'number') return /^#?\d{1,9}$/u.test(text) ? Number(text.replace('#', '')) : null
  return text === '' ? null : text
}
