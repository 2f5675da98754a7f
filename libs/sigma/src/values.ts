import { RE2JS } from 're2js'
import { COMPARES, TIME_PARTS, type Compare } from './compare.ts'
import { encoded, widened, type Wide } from './encode.ts'
import { DASHED_MAX, REGEX_PROGRAM_MAX, REGEX_SOURCE_CHARS_MAX } from './limits.ts'
import { networkTest } from './network.ts'
import { ANY, parsePattern, type Part } from './pattern.ts'
import { compiled, refused, type Compiled } from './rule.ts'
import type { TextTest } from './tree.ts'

/** A rule's value after YAML. */
export type RawValue = string | number | boolean | null

const DASHES = ['-', '/', '–', '—', '―'] as const

/** The modifiers of one field, as written after its name. */
export interface Modifiers {
  readonly names: readonly string[]
  has(name: string): boolean
}

const KNOWN = new Set(
  'contains startswith endswith all exists cased neq windash re i m s base64 base64offset wide utf16le utf16be utf16 lt lte gt gte cidr fieldref expand minute hour day week month year'.split(
    ' ',
  ),
)

/** Reads the modifiers of a field; one that is not known refuses the rule. */
export function readModifiers(names: readonly string[]): Compiled<Modifiers> {
  for (const name of names)
    if (!KNOWN.has(name)) return refused('unknown-modifier', `the modifier ${name} is not known`)
  return compiled({ names, has: (name) => names.includes(name) })
}

/**
 * The tests of one value under these modifiers; the value holds where one does. `exists`, `fieldref`, `expand` and `null` are
 * looked after by the caller.
 */
export function valueTests(
  value: string | number | boolean,
  modifiers: Modifiers,
): Compiled<readonly TextTest[]> {
  if (modifiers.has('re')) return one(regexTest(String(value), modifiers))
  if (modifiers.has('cidr')) {
    const text = String(value)
    const test = networkTest(text)
    return test === null
      ? refused('bad-value', `${text} is no network`)
      : compiled([{ kind: 'network', text, test }])
  }
  const compare = COMPARES.find((name) => modifiers.has(name))
  const part = TIME_PARTS.find((name) => modifiers.has(name))
  if (part !== undefined || compare !== undefined) {
    const limit = limitOf(value, part ?? compare ?? '')
    if (!limit.ok) return limit
    const how: Compare = compare ?? 'eq'
    return compiled([
      part === undefined
        ? { kind: 'number', how, limit: limit.value }
        : { kind: 'time', part, how, limit: limit.value },
    ])
  }
  return stringTests(value, modifiers)
}

const one = (test: Compiled<TextTest>): Compiled<readonly TextTest[]> =>
  test.ok ? compiled([test.value]) : test

function limitOf(value: string | number | boolean, name: string): Compiled<number> {
  const limit = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value)
  return Number.isNaN(limit)
    ? refused('bad-value', `${name} needs a number, not ${String(value)}`)
    : compiled(limit)
}

function stringTests(value: string | number | boolean, modifiers: Modifiers): Compiled<readonly TextTest[]> {
  let patterns: (readonly Part[])[] = [typeof value === 'string' ? parsePattern(value) : [String(value)]]
  let wide: Wide = null
  for (const name of modifiers.names) {
    if (name === 'windash') {
      const forms = patterns.map(dashed)
      const many = forms.find((form) => form === null)
      if (many !== undefined)
        return refused('too-large', `windash would make more than ${DASHED_MAX} forms of ${String(value)}`)
      patterns = forms.flatMap((form) => form ?? [])
    } else if (name === 'wide' || name === 'utf16le') wide = 'utf16le'
    else if (name === 'utf16be' || name === 'utf16') wide = name
    else if (name === 'base64' || name === 'base64offset') {
      const made = encoded(patterns, name, wide)
      if ('code' in made) return { ok: false, problem: made }
      patterns = made
      wide = null
    } else if (name === 'contains') patterns = patterns.map((parts) => open(open(parts, 'start'), 'end'))
    else if (name === 'startswith') patterns = patterns.map((parts) => open(parts, 'end'))
    else if (name === 'endswith') patterns = patterns.map((parts) => open(parts, 'start'))
  }
  if (wide !== null) patterns = widened(patterns, wide)
  const cased = modifiers.has('cased')
  return compiled(patterns.map((parts) => ({ kind: 'text', parts, cased })))
}

/** Adds a `*` where there is none yet. */
function open(parts: readonly Part[], side: 'start' | 'end'): readonly Part[] {
  if (side === 'start') return parts[0] === ANY ? parts : [ANY, ...parts]
  return parts.at(-1) === ANY ? parts : [...parts, ANY]
}

/** Every form of the value with each of its option dashes as any of the dashes; null where these would be too many. */
function dashed(parts: readonly Part[]): readonly (readonly Part[])[] | null {
  let forms: (readonly Part[])[] = [[]]
  for (const part of parts) {
    const variants: readonly Part[] | null = typeof part === 'string' ? dashForms(part) : [part]
    if (variants === null || forms.length * variants.length > DASHED_MAX) return null
    forms = forms.flatMap((form) => variants.map((variant): readonly Part[] => [...form, variant]))
  }
  return forms
}

/** A dash begins an option where no word ends before it and one begins behind it. Source: pySigma, SigmaWindowsDashModifier. */
function dashForms(text: string): string[] | null {
  const places = [...text.matchAll(/(?<!\w)[-/–—―](?=\w)/g)].map((match) => match.index)
  if (DASHES.length ** places.length > DASHED_MAX) return null
  let forms = [text]
  for (const place of places)
    forms = forms.flatMap((form) => DASHES.map((dash) => form.slice(0, place) + dash + form.slice(place + 1)))
  return forms
}

/** Unanchored and case-sensitive unless `i`; linear time by re2js, so every value is searched whole. */
function regexTest(source: string, modifiers: Modifiers): Compiled<TextTest> {
  if (source.length > REGEX_SOURCE_CHARS_MAX)
    return refused('too-large', `a regular expression has more than ${REGEX_SOURCE_CHARS_MAX} characters`)
  let flags = 0
  if (modifiers.has('i')) flags |= RE2JS.CASE_INSENSITIVE
  if (modifiers.has('m')) flags |= RE2JS.MULTILINE
  if (modifiers.has('s')) flags |= RE2JS.DOTALL
  try {
    const regex = RE2JS.compile(source, flags)
    if (regex.programSize() > REGEX_PROGRAM_MAX)
      return refused('too-large', `a regular expression has more than ${REGEX_PROGRAM_MAX} steps`)
    return compiled({ kind: 'regex', source, flags, test: (text) => regex.test(text) })
  } catch (error) {
    return refused(
      'bad-regex',
      `the regular expression ${source} is refused: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
