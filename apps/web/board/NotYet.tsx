import type { ReactElement } from 'react'
import type { BoardView } from '@codedark/domain/board'
import { follow } from '../parts/route.ts'
import { Unknown } from '../parts/Unknown.tsx'

/** What each question that has no answer yet is made of: a line to keep on paper, with its boxes to write in. */
const LINES: Readonly<
  Record<number, { readonly lines: readonly string[]; readonly boxes: readonly string[] }>
> = {
  7: {
    lines: [
      'Network, directory, names and time',
      'Backup: what is left, tested by whom',
      'First care to come back, and what it needs',
      'Wards: on screen again from, and who says so',
    ],
    boxes: ['What', 'For which care', 'Waits for', 'Decided by, when'],
  },
}

/** Where on the board something stands that helps with the question. */
const HELPS: Readonly<Record<number, { readonly path: string; readonly text: string }>> = {
  7: { path: '/care', text: 'What needs what, and what is at risk: page 2.' },
}

/** Page 7: the question stands, its answer is hatched, and on paper there are boxes to keep it by hand. */
export function NotYet({ board, number }: { readonly board: BoardView; readonly number: 7 }): ReactElement {
  const answer = board.answers.find((one) => one.number === number)
  const form = LINES[number]
  const help = HELPS[number]
  return (
    <>
      <h1>{answer?.question ?? 'Not known'}</h1>
      <Unknown>
        <p className="answer-text">
          <b>{answer?.answer.strong ?? 'Not known.'}</b> {answer?.answer.rest}
        </p>
        {help !== undefined && (
          <p>
            <a href={help.path} onClick={follow}>
              {help.text}
            </a>
          </p>
        )}
      </Unknown>
      <h2>To keep by hand until then</h2>
      <p className="label no-print">Print this page (P): the boxes are to write in.</p>
      <table className="by-hand blocks">
        <thead>
          <tr>
            <th>Not known here</th>
            {form?.boxes.map((box) => (
              <th key={box}>{box}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form?.lines.map((line) => (
            <tr key={line}>
              <th scope="row">{line}</th>
              {form.boxes.map((box) => (
                <td key={box} data-l={box} className="write-in">
                  <span
                    className="hatch no-print"
                    data-state="unknown"
                    data-hatched="true"
                    role="img"
                    aria-label="not known here"
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
