import type { LogSource, SigmaRule } from './rule.ts'

const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const

/** What a refusal says of the document beside its place. */
export interface Head {
  readonly id?: string
  readonly title?: string
}

/** Whether a value of YAML is a map. */
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text, or undefined for all else. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Id and title, where they are texts. */
export function headOf(value: unknown): Head {
  if (!isMap(value)) return {}
  const id = textOf(value['id'])
  const title = textOf(value['title'])
  return { ...(id === undefined ? {} : { id }), ...(title === undefined ? {} : { title }) }
}

/** A level of the specification, or undefined. */
export const levelOf = (value: unknown): SigmaRule['level'] => LEVELS.find((one) => one === value)

/** The tags that are texts. */
export const tagsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((tag): tag is string => typeof tag === 'string') : []

/** One condition or several; null for what is none. */
export function conditionOf(value: unknown): readonly string[] | null {
  const conditions: unknown = typeof value === 'string' ? [value] : value
  return Array.isArray(conditions) && conditions.length > 0 && conditions.every(isText) ? conditions : null
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** The parts of a log source, in lower case. */
export function logSourceOf(value: unknown): LogSource {
  if (!isMap(value)) return {}
  const part = (name: string): string | undefined => textOf(value[name])?.toLowerCase()
  const product = part('product')
  const category = part('category')
  const service = part('service')
  return {
    ...(product === undefined ? {} : { product }),
    ...(category === undefined ? {} : { category }),
    ...(service === undefined ? {} : { service }),
  }
}
