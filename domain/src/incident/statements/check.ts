import type { ClaimAnswer, ClaimKind } from './claims.ts'
import type { StatementFacts } from './facts.ts'
import type { StatementLanguage } from './languages.ts'
import type { CheckLine } from './outcome.ts'
import { checkRule } from './rules.ts'
import { sayNow, spokespersonCard } from './say.ts'
import { sentencesOf, splitDraft } from './split.ts'
import type { DraftSentence, ProposedClaim } from './split.ts'
import { wordsOf } from './pattern.ts'

/** A claim as a person has it in a draft. */
export interface ClaimToCheck {
  readonly claim: string
  readonly sentence: number
  /** Null: a person added it, the wording did not show it. */
  readonly shownBy: Pick<ProposedClaim, 'marks' | 'words'> | null
  readonly numbers: Readonly<Record<string, number>>
}

/** A claim with what the record says of it. */
export interface CheckedClaim extends ClaimToCheck {
  readonly name: string
  readonly answer: ClaimAnswer
  readonly because: readonly CheckLine[]
  readonly notLooked: readonly CheckLine[]
  /** What can be said now in the draft's language; null where a hole stays open. */
  readonly say: string | null
}

/** A sentence with how far it was checked. */
export interface CheckedSentence extends DraftSentence {
  /** `ours`: word for word what can be said now. `partly`: only its marked words were. `unchecked`: no rule knows it. */
  readonly checked: 'ours' | 'partly' | 'unchecked'
}

/** A draft held against the record at one moment. */
export interface StatementCheck {
  readonly at: string
  readonly language: StatementLanguage
  readonly sentences: readonly CheckedSentence[]
  readonly claims: readonly CheckedClaim[]
  /** Claims that the wording shows and a person took out. */
  readonly dropped: readonly string[]
}

/** What of the claims a person decided: null takes every proposal as it is. */
export interface ClaimChoice {
  /** Proposals to leave out, as `sentence:claim`. */
  readonly dropped: readonly string[]
  /** Claims that the wording does not show. */
  readonly added: readonly {
    readonly claim: string
    readonly sentence: number
    readonly numbers?: Readonly<Record<string, number>> | undefined
  }[]
}

/** Nothing was dropped, nothing added. */
export const NO_CHOICE: ClaimChoice = { dropped: [], added: [] }

/** The name of a claim in a sentence. */
export const claimKey = ({
  claim,
  sentence,
}: {
  readonly claim: string
  readonly sentence: number
}): string => `${sentence}:${claim}`

/**
 * Holds a draft against the facts. A sentence is *ours* only while it is word for word what can be said at this moment; any
 * other sentence is checked as far as its claims go, and where none is known it is not checked.
 */
export function checkDraft(
  draft: { readonly text: string; readonly language: StatementLanguage; readonly choice: ClaimChoice },
  facts: StatementFacts,
  kinds: readonly ClaimKind[],
): StatementCheck {
  const { text, language, choice } = draft
  const split = splitDraft(text, language, kinds)
  const ours = sayableNow(facts, kinds, language)
  const isOurs = (index: number): boolean => ours.has(plain(split.sentences[index]?.text ?? ''))
  const wanted: ClaimToCheck[] = split.claims
    .filter((one) => !choice.dropped.includes(claimKey(one)) && !isOurs(one.sentence))
    .map(({ claim, sentence, marks, words, numbers }) => ({
      claim,
      sentence,
      shownBy: { marks, words },
      numbers,
    }))
  for (const { claim, sentence, numbers = {} } of choice.added)
    if (!wanted.some((one) => claimKey(one) === claimKey({ claim, sentence })))
      wanted.push({ claim, sentence, shownBy: null, numbers })
  const claims = wanted.flatMap((one) => checkedClaim(one, { facts, kinds, language }))
  const has = new Set(claims.map(({ sentence }) => sentence))
  return {
    at: facts.now,
    language,
    sentences: split.sentences.map((sentence, index) => ({
      ...sentence,
      checked: isOurs(index) ? 'ours' : has.has(index) ? 'partly' : 'unchecked',
    })),
    claims,
    dropped: split.claims.map(claimKey).filter((key) => choice.dropped.includes(key)),
  }
}

function checkedClaim(
  one: ClaimToCheck,
  given: {
    readonly facts: StatementFacts
    readonly kinds: readonly ClaimKind[]
    readonly language: StatementLanguage
  },
): readonly CheckedClaim[] {
  const kind = given.kinds.find(({ id }) => id === one.claim)
  if (kind === undefined) return []
  const outcome = checkRule(kind.rule, given.facts, one.numbers)
  const { answer, because, notLooked } = outcome
  const say = sayNow(kind, outcome, given.language)
  const name = kind.name[given.language]
  return [{ ...one, name, answer, because, notLooked, say: say.includes('{') ? null : say }]
}

/** Every sentence of ours that is true now, as plain words. */
function sayableNow(
  facts: StatementFacts,
  kinds: readonly ClaimKind[],
  language: StatementLanguage,
): ReadonlySet<string> {
  const { canSay, notKnownYet } = spokespersonCard(facts, kinds, language)
  return new Set(
    [...canSay, ...notKnownYet].flatMap((text) => sentencesOf(text).map((one) => plain(one.text))),
  )
}

const plain = (text: string): string =>
  wordsOf(text)
    .map((word) => word.plain)
    .join(' ')

/** The worst of a check: contradicted, then not known or not checked, then supported. */
export function worstOf(check: Pick<StatementCheck, 'claims' | 'sentences'>): ClaimAnswer {
  if (check.claims.some(({ answer }) => answer === 'contradicted')) return 'contradicted'
  const open =
    check.claims.some(({ answer }) => answer === 'not-known') ||
    check.sentences.some(({ checked }) => checked === 'unchecked')
  return open ? 'not-known' : 'supported'
}
