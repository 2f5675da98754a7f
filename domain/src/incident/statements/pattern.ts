import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import { MAX_GAP_WORDS, MAX_PATTERN_CHARS } from './limits.ts'

/**
 * The wording of a claim, as words and not as a regular expression, so that a person can read it and none can make it run for
 * ever: `no ... (ransom|demand*)`, `<n> of <m> servers`. A word matches itself; `*` at its end any ending; `(a|b)` one of them;
 * `...` up to six words of the same sentence, or none; `<n>` a number.
 */
export type Pattern = readonly PatternPart[]

type PatternPart =
  | { readonly kind: 'words'; readonly words: readonly { readonly text: string; readonly open: boolean }[] }
  | { readonly kind: 'gap' }
  | { readonly kind: 'number'; readonly name: string }

/** A word of a text with its place, in characters. */
export interface Word {
  readonly plain: string
  readonly from: number
  readonly until: number
}

/** Where a pattern matched. */
export interface PatternMatch {
  /** The words that matched; those that a gap passed over are not among them. */
  readonly words: readonly Word[]
  readonly numbers: Readonly<Record<string, number>>
}

/** Reads a pattern; the fault says what is wrong with it. */
export function parsePattern(text: string): Result<Pattern, string> {
  if (text.length > MAX_PATTERN_CHARS) return failed(`at most ${MAX_PATTERN_CHARS} characters`)
  const parts: PatternPart[] = []
  for (const token of text.trim().split(/\s+/u)) {
    if (token === '...') parts.push({ kind: 'gap' })
    else if (/^<[a-z]>$/u.test(token)) parts.push({ kind: 'number', name: token.slice(1, -1) })
    else {
      const words = token.replace(/^\((.*)\)$/u, '$1').split('|')
      if (words.some((word) => !/^[\p{L}\p{N}]+\*?$/u.test(word))) return failed(`“${token}” is no word`)
      parts.push({
        kind: 'words',
        words: words.map((word) => ({ text: plainOf(word.replace('*', '')), open: word.endsWith('*') })),
      })
    }
  }
  const fixed = parts.filter(({ kind }) => kind !== 'gap').length
  if (fixed === 0 || parts.at(0)?.kind === 'gap' || parts.at(-1)?.kind === 'gap')
    return failed('a pattern begins and ends with a word')
  return ok(parts)
}

/** The words of a text: letters and digits, an apostrophe ends one; a number keeps its thousands. */
export function wordsOf(text: string): readonly Word[] {
  const found: Word[] = []
  for (const match of text.matchAll(/\p{N}{1,3}(?:[.  ,]\p{N}{3})+(?!\p{N})|[\p{L}\p{M}]+|\p{N}+/gu))
    found.push({ plain: plainOf(match[0]), from: match.index, until: match.index + match[0].length })
  return found
}

/** The first match of a pattern from a word on; null: none. */
export function matchPattern(pattern: Pattern, words: readonly Word[]): PatternMatch | null {
  for (let at = 0; at < words.length; at += 1) {
    const match = matchAt(pattern, words, at)
    if (match !== null) return match
  }
  return null
}

/** Each part keeps the earliest place it can have: gaps are short and parts few, so the work is bounded by their product. */
function matchAt(pattern: Pattern, words: readonly Word[], from: number): PatternMatch | null {
  let at = from
  let reach = 0
  const matched: Word[] = []
  const numbers: Record<string, number> = {}
  for (const part of pattern) {
    if (part.kind === 'gap') {
      reach = MAX_GAP_WORDS
      continue
    }
    const index = nextFit(part, words, { at, reach })
    const word = words[index]
    if (word === undefined) return null
    if (part.kind === 'number') numbers[part.name] = numberOf(word)
    matched.push(word)
    at = index + 1
    reach = 0
  }
  return { words: matched, numbers }
}

function nextFit(
  part: Exclude<PatternPart, { kind: 'gap' }>,
  words: readonly Word[],
  { at, reach }: { readonly at: number; readonly reach: number },
): number {
  for (let index = at; index <= at + reach; index += 1) {
    const word = words[index]
    if (word !== undefined && fits(part, word)) return index
  }
  return -1
}

function fits(part: Exclude<PatternPart, { kind: 'gap' }>, { plain }: Word): boolean {
  if (part.kind === 'number') return /^\p{N}/u.test(plain)
  return part.words.some(({ text, open }) => (open ? plain.startsWith(text) : plain === text))
}

const numberOf = ({ plain }: Word): number => Number(plain.replace(/\P{N}/gu, ''))

/** Small letters without accents, so that a text typed in haste still matches. */
function plainOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
}
