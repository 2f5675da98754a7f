import { parse } from 'yaml'
import { ALIASES_MAX, EXPANDED_MAX, RULE_CHARS_MAX } from './limits.ts'
import { compiled, refused, type Compiled } from './rule.ts'

/** What a hospital puts in for `%name%` in rules with `expand`: its administrators, its servers, … */
export type Placeholders = ReadonlyMap<string, readonly string[]>

/**
 * Reads a placeholder file: a YAML map of names, without their per cent signs, to a text or a list of texts. Faults: what is no
 * such map, as one sentence.
 */
export function parsePlaceholders(
  text: string,
): { readonly ok: true; readonly value: Placeholders } | { readonly ok: false; readonly reason: string } {
  if (text.length > RULE_CHARS_MAX)
    return { ok: false, reason: `the placeholder file has more than ${RULE_CHARS_MAX} characters` }
  let read: unknown
  try {
    read = parse(text, { maxAliasCount: ALIASES_MAX, logLevel: 'silent' })
  } catch (error) {
    return {
      ok: false,
      reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    }
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    return { ok: false, reason: 'the placeholder file is no map of names to values' }
  const found = new Map<string, readonly string[]>()
  for (const [name, value] of Object.entries(read)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    const texts = values.flatMap((one) =>
      typeof one === 'string' ? [one] : typeof one === 'number' ? [String(one)] : [],
    )
    if (texts.length !== values.length || texts.length === 0)
      return { ok: false, reason: `the placeholder ${name} is neither a text nor a list of texts` }
    found.set(name, texts)
  }
  return { ok: true, value: found }
}

/** Every value that the placeholders make of one; a value without any stays. One that is not known refuses the rule. */
export function expand(
  value: string | number | boolean,
  placeholders: Placeholders,
): Compiled<readonly (string | number | boolean)[]> {
  if (typeof value !== 'string') return compiled([value])
  let made = ['']
  for (const part of value.split(/(%[^%\s]+%)/)) {
    const name = /^%([^%\s]+)%$/.exec(part)?.[1]
    const values = name === undefined ? [part] : placeholders.get(name)
    if (values === undefined)
      return refused('placeholder', `the rule needs values for the placeholder ${part}, and none are given`)
    if (made.length * values.length > EXPANDED_MAX)
      return refused('too-large', `placeholders would make more than ${EXPANDED_MAX} values of ${value}`)
    made = made.flatMap((before) => values.map((one) => before + one))
  }
  return compiled(made)
}
