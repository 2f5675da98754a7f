import type { ContactLanguage } from '../../people/index.ts'
import type { ItemKind } from '../evidence/kinds.ts'
import type { Notice } from './state.ts'
import { MESSAGE_WORDS } from './message-words.ts'

/** What a message to one person is made from. */
export interface MessageFacts {
  readonly kind: 'real' | 'drill'
  readonly language: ContactLanguage
  /** What the item shows; null: the notice is about no item. */
  readonly item: ItemKind | null
  /** What this person's acknowledgement names. */
  readonly code: string
  readonly outside: boolean
  /** Who in the hospital is to be called, and where; null: nobody who has a number. */
  readonly call: { readonly name: string; readonly number: string } | null
}

/**
 * What a person of the hospital is told: the sort of thing and its number, never what was found, where or by whom. A person
 * outside is told whom to call and nothing else; null: nobody can be named, so nothing can be said to them.
 */
export function noticeMessage(
  notice: Notice,
  facts: MessageFacts,
): { readonly subject: string; readonly body: string } | null {
  const words = MESSAGE_WORDS[facts.language]
  const drill = facts.kind === 'drill' ? words.drill : ''
  if (facts.outside) {
    if (facts.call === null) return null
    const said = `${drill}${words.outside(facts.call.name, facts.call.number)}`
    return { subject: said, body: said }
  }
  const { cause, subject } = notice
  const about =
    subject.kind === 'evidence'
      ? words.kinds[facts.item ?? 'sighting']
      : subject.kind === 'statement'
        ? words.statement
        : words.deadline
  const because =
    cause === 'lowered' || cause === 'closed' || cause === 'kind-changed' ? `; ${words.causes[cause]}` : ''
  const first = `${drill}${words.inside(notice.notice, `${about}${because}`, subject.id)}`
  return { subject: first, body: `${first} ${words.answer(facts.code)} ${words.come}` }
}

/** Letters and digits of a code: none that a tired eye or a telephone mistakes (no I, L, O, U, 0, 1). */
export const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Characters of a code: 30 to the 8th, and only a known number may try. */
export const CODE_CHARS = 8

/** The code that a person's message carries: made from keyed bytes, at least `CODE_CHARS` of them. */
export function codeFrom(bytes: Uint8Array): string {
  return [...bytes.subarray(0, CODE_CHARS)].map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('')
}

/** The code in an answer: `ACK 7KQ2M9XR`, whatever case, with or without spaces in it; null: the text is no answer. */
export function readAck(text: string): string | null {
  const plain = text.normalize('NFKC').toUpperCase().trim()
  const after = /^ACK[\s:.-]*([A-Z0-9\s-]{8,20})[.!]?$/u.exec(plain)?.[1]
  const code = after?.replace(/[\s-]/gu, '') ?? ''
  return code.length === CODE_CHARS && [...code].every((letter) => CODE_LETTERS.includes(letter))
    ? code
    : null
}
