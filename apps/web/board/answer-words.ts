import type { Answer } from '@codedark/domain/triage'
import type { MarkName } from '../parts/marks.ts'

/** Mark and word of an answer about a server; a word that this page does not know is not known. */
export function answerWords(
  answer: Answer,
  seenByPerson: boolean,
): { readonly mark: MarkName; readonly word: string } {
  if (answer === 'hit') return { mark: seenByPerson ? 'hit-seen' : 'hit', word: 'hit' }
  if (answer === 'suspect') return { mark: 'suspect', word: 'suspect' }
  if (answer === 'no-sign') return { mark: 'no-sign', word: 'no sign' }
  return { mark: 'blind', word: 'not known' }
}

/** The word of a state of care. */
export const careWords = (state: string): string => (state === 'unknown' ? 'not known' : state)
