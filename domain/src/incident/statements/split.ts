import type { ClaimKind } from './claims.ts'
import type { StatementLanguage } from './languages.ts'
import { matchPattern, parsePattern, wordsOf } from './pattern.ts'
import type { Pattern, Word } from './pattern.ts'

/** A claim that the wording of a draft shows: a proposal, which a person confirms. */
export interface ProposedClaim {
  readonly claim: string
  /** Index of the sentence, from 0. */
  readonly sentence: number
  /** Places of the words that showed it, in characters of the draft. */
  readonly marks: readonly { readonly from: number; readonly until: number }[]
  /** Those words. */
  readonly words: readonly string[]
  readonly numbers: Readonly<Record<string, number>>
}

/** A sentence of a draft with its place. */
export interface DraftSentence {
  readonly text: string
  readonly from: number
  readonly until: number
}

/** A draft, taken apart. */
export interface SplitDraft {
  readonly sentences: readonly DraftSentence[]
  readonly claims: readonly ProposedClaim[]
}

/** Claims of which the more particular one, further up, takes the words of the other. */
const TAKES_OVER: readonly (readonly [string, string])[] = [
  ['servers-at-least', 'servers-exactly'],
  ['records-not-accessible', 'records-accessible'],
]

/** Takes a draft apart by the wording of its language. What no wording shows is not thereby fine: see `uncheckedSentences`. */
export function splitDraft(
  text: string,
  language: StatementLanguage,
  kinds: readonly ClaimKind[],
): SplitDraft {
  const patterns = kinds.map((kind) => ({ claim: kind.id, patterns: patternsOf(kind, language) }))
  const sentences = sentencesOf(text)
  const claims = sentences.flatMap(({ text: sentence, from }, index) => {
    const words = wordsOf(sentence)
    const found = patterns.flatMap((kind) => {
      const match = kind.patterns.map((one) => matchPattern(one, words)).find((one) => one !== null)
      return match === undefined || match === null ? [] : [proposal(kind.claim, match, { text, index, from })]
    })
    const has = new Set(found.map(({ claim }) => claim))
    return found.filter(({ claim }) => !TAKES_OVER.some(([over, under]) => under === claim && has.has(over)))
  })
  return { sentences, claims }
}

/** Wording is checked when it is set; what still is no pattern shows nothing. */
const patternsOf = ({ wording }: ClaimKind, language: StatementLanguage): readonly Pattern[] =>
  wording[language].flatMap((text) => {
    const pattern = parsePattern(text)
    return pattern.ok ? [pattern.value] : []
  })

function proposal(
  claim: string,
  match: { readonly words: readonly Word[]; readonly numbers: Readonly<Record<string, number>> },
  { text, index, from }: { readonly text: string; readonly index: number; readonly from: number },
): ProposedClaim {
  const marks = match.words.map((word) => ({ from: from + word.from, until: from + word.until }))
  return {
    ...{ claim, sentence: index, marks, numbers: match.numbers },
    words: marks.map((mark) => text.slice(mark.from, mark.until)),
  }
}

/** The sentences of a text: ended by . ! ? ; or a line break; a point within a number ends none. */
export function sentencesOf(text: string): readonly DraftSentence[] {
  const found: DraftSentence[] = []
  for (const match of text.matchAll(/[^.!?;\n]+(?:\.(?=\p{N})[^.!?;\n]*)*[.!?;]*/gu)) {
    const trimmed = match[0].trim()
    if (!/[\p{L}\p{N}]/u.test(trimmed)) continue
    const from = match.index + match[0].indexOf(trimmed)
    found.push({ text: trimmed, from, until: from + trimmed.length })
  }
  return found
}
