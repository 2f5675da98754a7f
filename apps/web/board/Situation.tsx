import type { ReactElement } from 'react'
import type { BoardView, QuestionAnswer } from '@codedark/domain/board'
import { Bar } from '../parts/Bar.tsx'
import { dueOf, isNew, timeOf, whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { follow } from '../parts/route.ts'
import { New } from '../parts/Status.tsx'
import { PAGES } from './Head.tsx'

/** Page 0: the seven answers, what waits for a decision, the last entries. */
export function Situation(props: {
  readonly board: BoardView
  readonly now: string
  readonly frozen: boolean
}): ReactElement {
  const { board, now } = props
  const zone = board.header.timeZone
  return (
    <div className="cols">
      <div>
        <h1 className="only-read">Situation</h1>
        {board.answers.map((answer) => (
          <AnswerRow key={answer.number} answer={answer} now={now} zone={zone} />
        ))}
      </div>
      <div className="side">
        <section>
          <div className="side-head">
            <h2>Decide now</h2>
            <b>{board.decideNow.length}</b>
          </div>
          {board.decideNow.length === 0 && <p>Nothing waits for a decision that we know of.</p>}
          <ul className="list">
            {board.decideNow.map((item) => (
              <li key={`${item.href} ${item.text}`}>
                <Mark name="decide" />{' '}
                <a href={item.href} onClick={follow}>
                  {item.text}
                </a>{' '}
                <span className="label">{item.who}</span>{' '}
                {item.byAt !== null && <b className="nowrap">{dueOf(item.byAt, now, zone, props.frozen)}</b>}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <div className="side-head">
            <h2>Last entries</h2>
            <b>{board.recent.length}</b>
          </div>
          {board.recent.length === 0 && <p>Nothing is recorded yet.</p>}
          <ul className="list">
            {board.recent.map((line) => (
              <li key={line.number}>
                <b>{whenOf(line.at, now, zone)}</b> {line.text} <span className="label">#{line.number}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
}

function AnswerRow(props: {
  readonly answer: QuestionAnswer
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { answer, now, zone } = props
  // A question without a way to answer it is hatched whole, whatever its parts say.
  const bar = answer.answerable ? answer.bar : []
  return (
    <section className="answer">
      <b className="answer-number">{answer.number}</b>
      <div>
        <h2 className="answer-question">
          <a href={PAGES[answer.number].path} onClick={follow}>
            {answer.question}
          </a>{' '}
          {isNew(answer.changedAt, now) && <New time={timeOf(answer.changedAt, zone)} />}
        </h2>
        <p className="answer-text">
          <b>{answer.answer.strong}</b> {answer.answer.rest}
        </p>
      </div>
      <div>
        <Bar parts={bar} width={190} height={14} />
        <p>{answer.besideBar}</p>
      </div>
    </section>
  )
}
