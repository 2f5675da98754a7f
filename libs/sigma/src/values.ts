import { RE2JS } from 're2js'
import { REGEX_CHARS_MAX } from './limits.ts'
import { ANY, literalOf, parsePattern, patternTest, type Part } from './pattern.ts'
import { compiled, refused, type Compiled, type Problem } from './rule.ts'

/** A rule's value after YAML. */
export type RawValue = string | number | boolean | null

/** A test of one text of a field. */
export type TextTest = (text: string) => boolean

const DASHES = ['-', '/', '–', '—', '―'] as const

/** The modifiers of one field, as written after its name. */
export interface Modifiers {
  readonly names: readonly string[]
  has(name: string): boolean
}

const KNOWN = new Set(
  'contains startswith endswith all exists cased neq windash re i m s base64 base64offset wide utf16le utf16be utf16 lt lte gt gte cidr fieldref minute hour day week month year'.split(
    ' ',
  ),
)

/** Reads the modifiers of a field; one that is not known, and `expand`, refuse the rule. */
export function readModifiers(names: readonly string[]): Compiled<Modifiers> {
  for (const name of names) {
    if (name === 'expand')
      return refused('placeholder', 'the rule needs placeholders (expand), which are not supported yet')
    if (!KNOWN.has(name)) return refused('unknown-modifier', `the modifier ${name} is not known`)
  }
  return compiled({ names, has: (name) => names.includes(name) })
}

/** The test of one value under these modifiers; `exists`, `fieldref` and `null` are looked after by the caller. */
export function valueTest(value: string | number | boolean, modifiers: Modifiers): Compiled<TextTest> {
  if (modifiers.has('re')) return regexTest(String(value), modifiers)
  if (modifiers.has('cidr')) return cidrTest(String(value))
  for (const name of ['lt', 'lte', 'gt', 'gte'] as const)
    if (modifiers.has(name)) return numberTest(name, value)
  for (const name of ['minute', 'hour', 'day', 'week', 'month', 'year'] as const) {
    if (modifiers.has(name)) return timeTest(name, value)
  }
  return stringTest(value, modifiers)
}

function stringTest(value: string | number | boolean, modifiers: Modifiers): Compiled<TextTest> {
  let patterns: (readonly Part[])[] = [typeof value === 'string' ? parsePattern(value) : [String(value)]]
  let wide: 'utf16le' | 'utf16be' | 'utf16' | null = null
  for (const name of modifiers.names) {
    if (name === 'windash') patterns = patterns.flatMap(dashed)
    else if (name === 'wide' || name === 'utf16le') wide = 'utf16le'
    else if (name === 'utf16be' || name === 'utf16') wide = name
    else if (name === 'base64' || name === 'base64offset') {
      const encoded = encode(patterns, name, wide)
      if ('code' in encoded) return { ok: false, problem: encoded }
      patterns = encoded
    } else if (name === 'contains') patterns = patterns.map((parts) => open(open(parts, 'start'), 'end'))
    else if (name === 'startswith') patterns = patterns.map((parts) => open(parts, 'end'))
    else if (name === 'endswith') patterns = patterns.map((parts) => open(parts, 'start'))
  }
  const tests = patterns.map((parts) => patternTest(parts, modifiers.has('cased')))
  const [only] = tests
  return compiled(
    tests.length === 1 && only !== undefined ? only : (text) => tests.some((test) => test(text)),
  )
}

/** Adds a `*` where there is none yet. */
function open(parts: readonly Part[], side: 'start' | 'end'): readonly Part[] {
  if (side === 'start') return parts[0] === ANY ? parts : [ANY, ...parts]
  return parts.at(-1) === ANY ? parts : [...parts, ANY]
}

/** Every form of the value with each of its option dashes as any of the dashes (pySigma: at `\B[-/]\b`). */
function dashed(parts: readonly Part[]): readonly (readonly Part[])[] {
  let forms: (readonly Part[])[] = [[]]
  for (const part of parts) {
    const variants: readonly Part[] = typeof part === 'string' ? dashForms(part) : [part]
    forms = forms.flatMap((form) => variants.map((variant): readonly Part[] => [...form, variant]))
  }
  return forms
}

function dashForms(text: string): string[] {
  const places = [...text.matchAll(/\B[-/]\b/g)].map((match) => match.index)
  let forms = [text]
  // More than six options in one value would make 15,625 forms: the rest stay as written.
  for (const place of places.slice(0, 6)) {
    forms = forms.flatMap((form) => DASHES.map((dash) => form.slice(0, place) + dash + form.slice(place + 1)))
  }
  return forms
}

function encode(
  patterns: readonly (readonly Part[])[],
  how: 'base64' | 'base64offset',
  wide: string | null,
): (readonly Part[])[] | Problem {
  const found: (readonly Part[])[] = []
  for (const parts of patterns) {
    const text = literalOf(parts)
    if (text === null)
      return { code: 'bad-value', reason: `${how} cannot be applied to a value with wildcards` }
    const bytes = bytesOf(text, wide)
    if (how === 'base64') found.push([base64(bytes)])
    else {
      for (let offset = 0; offset < 3; offset += 1) {
        const shifted = [...Array.from({ length: offset }, () => 0x20), ...bytes]
        const start = [0, 2, 3][offset] ?? 0
        const cut = [0, 3, 2][shifted.length % 3] ?? 0
        const whole = base64(shifted)
        found.push([whole.slice(start, cut === 0 ? whole.length : whole.length - cut)])
      }
    }
  }
  return found
}

function bytesOf(text: string, wide: string | null): number[] {
  if (wide === null) return utf8(text)
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  const little = units.flatMap((unit) => [unit & 0xff, unit >> 8])
  if (wide === 'utf16le') return little
  if (wide === 'utf16be') return units.flatMap((unit) => [unit >> 8, unit & 0xff])
  return [0xff, 0xfe, ...little]
}

function utf8(text: string): number[] {
  const encoded = encodeURIComponent(text.toWellFormed())
  return [...encoded.matchAll(/%([0-9A-F]{2})|(.)/g)].map((match) =>
    match[1] === undefined ? (match[2] ?? '').charCodeAt(0) : Number.parseInt(match[1], 16),
  )
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function base64(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3)
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const digit = (shift: number): string => ALPHABET.charAt((word >> shift) & 63)
    text += digit(18) + digit(12) + (b === undefined ? '=' : digit(6)) + (c === undefined ? '=' : digit(0))
  }
  return text
}

/** Unanchored and case-sensitive; linear time by re2js, on at most `REGEX_CHARS_MAX` characters. */
function regexTest(source: string, modifiers: Modifiers): Compiled<TextTest> {
  let flags = 0
  if (modifiers.has('i')) flags |= RE2JS.CASE_INSENSITIVE
  if (modifiers.has('m')) flags |= RE2JS.MULTILINE
  if (modifiers.has('s')) flags |= RE2JS.DOTALL
  try {
    const regex = RE2JS.compile(source, flags)
    return compiled((text) =>
      regex.test(text.length > REGEX_CHARS_MAX ? text.slice(0, REGEX_CHARS_MAX) : text),
    )
  } catch (error) {
    return refused(
      'bad-regex',
      `the regular expression ${source} is refused: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function numberTest(how: 'lt' | 'lte' | 'gt' | 'gte', value: string | number | boolean): Compiled<TextTest> {
  const limit = Number(value)
  if (Number.isNaN(limit) || value === '')
    return refused('bad-value', `${how} needs a number, not ${String(value)}`)
  return compiled((text) => {
    const have = text.trim() === '' ? Number.NaN : Number(text)
    if (how === 'lt') return have < limit
    if (how === 'lte') return have <= limit
    return how === 'gt' ? have > limit : have >= limit
  })
}

function timeTest(
  part: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year',
  value: string | number | boolean,
): Compiled<TextTest> {
  const want = Number(value)
  if (!Number.isInteger(want))
    return refused('bad-value', `${part} needs a whole number, not ${String(value)}`)
  return compiled((text) => {
    const at = new Date(text)
    if (Number.isNaN(at.getTime())) return false
    const year = at.getUTCFullYear()
    const dayOfYear = (Date.UTC(year, at.getUTCMonth(), at.getUTCDate()) - Date.UTC(year, 0, 1)) / 86_400_000
    const have = {
      minute: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      day: at.getUTCDate(),
      week: Math.floor(dayOfYear / 7) + 1,
      month: at.getUTCMonth() + 1,
      year,
    }
    return have[part] === want
  })
}

function cidrTest(text: string): Compiled<TextTest> {
  const [address = '', width = ''] = text.split('/')
  const want = addressOf(address)
  const bits = Number(width)
  if (want === null || !/^\d+$/.test(width) || bits > want.bits)
    return refused('bad-value', `${text} is no network`)
  const shift = BigInt(want.bits - bits)
  return compiled((have) => {
    const one = addressOf(have)
    return one !== null && one.bits === want.bits && one.value >> shift === want.value >> shift
  })
}

/** An IPv4 or IPv6 address as a number; an IPv4 address written as `::ffff:a.b.c.d` is that IPv4 address. */
export function addressOf(text: string): { readonly bits: 32 | 128; readonly value: bigint } | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text.trim())?.[1] ?? text.trim()
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(mapped)) {
    const bytes = mapped.split('.').map(Number)
    return bytes.some((byte) => byte > 255)
      ? null
      : { bits: 32, value: bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) }
  }
  if (!/^[0-9a-f:]+$/i.test(mapped) || !mapped.includes(':')) return null
  const halves = mapped.split('::')
  if (halves.length > 2) return null
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const have = groups.reduce((sum, half) => sum + half.length, 0)
  if (halves.length === 1 ? have !== 8 : have > 7) return null
  const all = [...(groups[0] ?? []), ...Array.from({ length: 8 - have }, () => '0'), ...(groups[1] ?? [])]
  if (all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null
  return {
    bits: 128,
    value: all.reduce((sum, group) => (sum << 16n) | BigInt(Number.parseInt(group, 16)), 0n),
  }
}
