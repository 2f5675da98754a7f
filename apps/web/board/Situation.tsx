import type { ReactElement } from 'react'
import type { BoardView, QuestionAnswer } from '@codedark/domain/board'
import { Bar } from '../parts/Bar.tsx'
import { dueOf, isNew, timeOf, whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { follow } from '../parts/route.ts'
import { Changed, New } from '../parts/Status.tsx'
import { PAGES } from './pages.ts'

/** How many decisions the wall shows. */
const WALL_DECISIONS = 3
/** How many the page shows before it folds the rest: the seven answers and they fit one screen. */
const PAGE_DECISIONS = 5
/** How many of the last entries the page shows; all are in the log. */
const PAGE_ENTRIES = 5

interface SituationProps {
  readonly board: BoardView
  readonly now: string
  readonly frozen: boolean
  readonly wall: boolean
}

/** Page 0: the seven answers, what waits for a decision, the last entries. The wall shows answers and three decisions. */
export function Situation(props: SituationProps): ReactElement {
  const { board, now, wall } = props
  const zone = board.header.timeZone
  const fresh = board.answers.filter(({ changedAt }) => isNew(changedAt, now))
  return (
    <div className={wall ? 'wall-page' : 'cols'}>
      <div>
        <h1 className="only-read">Situation</h1>
        <Changed words={fresh.length === 0 ? '' : `New: ${fresh.map(({ short }) => short).join(', ')}`} />
        {board.answers.map((answer) => (
          <AnswerRow key={answer.number} answer={answer} now={now} zone={zone} wall={wall} />
        ))}
      </div>
      {wall ? (
        <section className="wall-decide">
          <h2>
            Decide now <span className="count">{board.decideNow.length}</span>
          </h2>
          <Decisions {...props} most={WALL_DECISIONS} />
        </section>
      ) : (
        <div className="side">
          <section>
            <div className="side-head">
              <h2>Decide now</h2>
              <b>{board.decideNow.length}</b>
            </div>
            <Decisions {...props} most={PAGE_DECISIONS} />
            <MoreDecisions {...props} />
          </section>
          <Recent board={board} now={now} />
        </div>
      )}
    </div>
  )
}

function Decisions(props: SituationProps & { readonly most: number }): ReactElement {
  const { board } = props
  if (board.decideNow.length === 0) return <p>Nothing waits for a decision that we know of.</p>
  return <DecisionList {...props} items={board.decideNow.slice(0, props.most)} />
}

/** What is due after those, closed until it is asked for; paper says how many. */
function MoreDecisions(props: SituationProps): ReactElement | null {
  const rest = props.board.decideNow.slice(PAGE_DECISIONS)
  if (rest.length === 0) return null
  return (
    <details className="more">
      <summary>and {rest.length} more that wait</summary>
      <DecisionList {...props} items={rest} />
    </details>
  )
}

function DecisionList(props: SituationProps & { readonly items: BoardView['decideNow'] }): ReactElement {
  const { board, now, items } = props
  const zone = board.header.timeZone
  return (
    <ul className="list">
      {items.map((item) => (
        <li key={`${item.href} ${item.text}`} className="decision">
          <Mark name="decide" />
          <span>
            <a href={item.href} onClick={follow}>
              {item.text}
            </a>{' '}
            <span className="label">{item.who}</span>
          </span>
          {item.byAt !== null && <b className="nowrap">{dueOf(item.byAt, now, zone, props.frozen)}</b>}
        </li>
      ))}
    </ul>
  )
}

function Recent({ board, now }: { readonly board: BoardView; readonly now: string }): ReactElement {
  return (
    <section>
      <div className="side-head">
        <h2>Last entries</h2>
        <b>{board.header.lastEntry === null ? '0' : `to #${board.header.lastEntry.number}`}</b>
      </div>
      {board.recent.length === 0 && <p>Nothing is recorded yet. The first entry opens the incident.</p>}
      <ul className="list">
        {board.recent.slice(0, PAGE_ENTRIES).map((line) => (
          <li key={line.number} className="recent">
            <b>{whenOf(line.at, now, board.header.timeZone)}</b>
            <span>
              {line.text} <span className="label">#{line.number}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function AnswerRow(props: {
  readonly answer: QuestionAnswer
  readonly now: string
  readonly zone: string
  readonly wall: boolean
}): ReactElement {
  const { answer, now, zone, wall } = props
  // A question without a way to answer it is hatched whole, whatever its parts say.
  const bar = answer.answerable ? answer.bar : []
  const fresh = isNew(answer.changedAt, now) && <New time={timeOf(answer.changedAt, zone)} />
  const link = (
    <a href={PAGES[answer.number].path} onClick={follow}>
      {wall ? answer.short : answer.question}
    </a>
  )
  const text = (
    <p className="answer-text">
      <b>{answer.answer.strong}</b> {answer.answer.rest}
    </p>
  )
  return (
    <section className="answer" data-state={answer.answerable ? 'known' : 'unknown'}>
      <b className="answer-number">{answer.number}</b>
      {wall ? (
        <>
          <h2 className="answer-short">
            {link} <br /> {fresh}
          </h2>
          {text}
        </>
      ) : (
        <div>
          <h2 className="answer-question">
            {link} {fresh}
          </h2>
          {text}
        </div>
      )}
      <div className="answer-bar">
        <Bar parts={bar} width={190} height={14} />
        <p>{answer.besideBar}</p>
      </div>
    </section>
  )
}
