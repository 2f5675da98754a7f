import type { ReactElement } from 'react'
import type { SaidOrTested } from '@codedark/domain/board'
import type { Answer } from '@codedark/domain/triage'
import { Mark } from '../parts/Mark.tsx'
import { answerWords } from './answer-words.ts'

/** An answer: mark and word. */
export function AnswerMark(props: { readonly answer: Answer; readonly seen: boolean }): ReactElement {
  const { mark, word } = answerWords(props.answer, props.seen)
  return (
    <span className="nowrap" data-state={mark === 'blind' ? 'unknown' : props.answer}>
      <Mark name={mark} /> {word}
    </span>
  )
}

/** What was said or tested of a server's network or power; hatched where nobody said anything. */
export function Said(props: { readonly what: string; readonly said: SaidOrTested }): ReactElement {
  const { confidence, state } = props.said
  if (state === 'unknown' || (confidence !== 'said' && confidence !== 'tested')) {
    return (
      <span data-state="unknown">
        <span className="nowrap">
          <Mark name="blind" /> {props.what === '' ? 'not' : props.what}
        </span>{' '}
        {props.what === '' ? 'known' : 'not known'}
      </span>
    )
  }
  return (
    <span data-state={confidence}>
      <span className="nowrap">
        <Mark name={confidence} /> {props.what === '' ? confidence : props.what}
      </span>{' '}
      {props.what === '' ? state : `${confidence} ${state}`}
    </span>
  )
}
