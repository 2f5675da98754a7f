import type { StatementCheck, StatementLanguage } from '@codedark/domain/incident'

/** A draft with its check, as of the moment it was made. */
export interface Checked {
  readonly text: string
  readonly language: StatementLanguage
  readonly check: StatementCheck
  readonly choice: Choice
}

/** Claims that a person took out of the proposals, and added. */
export interface Choice {
  readonly dropped: readonly string[]
  readonly added: readonly { readonly claim: string; readonly sentence: number }[]
}

/** Mark and word of each answer. */
export const ANSWER_MARKS = {
  supported: { mark: 'supported', word: 'supported' },
  contradicted: { mark: 'contradicted', word: 'contradicted' },
  'not-known': { mark: 'blind', word: 'not known' },
} as const

/** A piece of a draft: plain text, or words that a claim was found by. */
export interface DraftPiece {
  readonly from: number
  readonly text: string
  readonly answer: keyof typeof ANSWER_MARKS | 'unchecked' | null
  /** Whether a mark stands before it: the first words of a claim, the first of a sentence that is not checked. */
  readonly first: boolean
}

/** From worst to best: where two claims share words, the worse shows. */
const RANK = { contradicted: 0, 'not-known': 1, supported: 2 } as const

/** A draft cut into pieces, so that each claim is marked where it stands and a sentence nobody checked is marked whole. */
export function draftPieces(
  text: string,
  check: Pick<StatementCheck, 'claims' | 'sentences'>,
): readonly DraftPiece[] {
  const spans = [
    ...check.sentences
      .filter(({ checked }) => checked === 'unchecked')
      .map(({ from, until }) => ({ from, until, answer: 'unchecked' as const, first: true })),
    ...check.claims
      .toSorted((a, b) => RANK[a.answer] - RANK[b.answer])
      .flatMap(({ shownBy, answer }) => {
        const marks = shownBy?.marks ?? []
        const [start, end] = [marks[0], marks.at(-1)]
        return start === undefined || end === undefined
          ? []
          : [{ from: start.from, until: end.until, answer, first: true }]
      }),
  ]
  const taken: typeof spans = []
  for (const span of spans)
    if (!taken.some(({ from, until }) => span.from < until && from < span.until)) taken.push(span)
  taken.sort((a, b) => a.from - b.from)
  const pieces: DraftPiece[] = []
  let at = 0
  for (const { from, until, answer } of taken) {
    if (from > at) pieces.push({ from: at, text: text.slice(at, from), answer: null, first: false })
    pieces.push({ from, text: text.slice(from, until), answer, first: true })
    at = until
  }
  if (at < text.length) pieces.push({ from: at, text: text.slice(at), answer: null, first: false })
  return pieces
}

/** What can be said in place of the draft: each sentence once, in the order of the claims. */
export const sayInstead = ({ claims }: Pick<StatementCheck, 'claims'>): string =>
  [...new Set(claims.flatMap(({ say }) => say ?? []))].join(' ')
