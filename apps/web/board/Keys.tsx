import { Button } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { Mark } from '../parts/Mark.tsx'
import { keysAreOn, switchKeys } from '../parts/page-keys.ts'

const KEYS: readonly (readonly [string, string])[] = [
  ['0 to 7', 'the pages; on any keyboard the keys of the digit row'],
  ['L', 'the log'],
  ['C', 'command: who does what'],
  ['N', 'record what I saw'],
  ['/', 'find'],
  ['J K', 'next and previous row; arrows inside a list'],
  ['Enter', 'open the row'],
  ['M', 'page 1 as a map of all servers, and back'],
  ['W', 'the wall: for a projector, and back'],
  ['P', 'print this page'],
  ['Esc', 'close a panel in which nothing is typed'],
  ['?', 'this page'],
]

const MEANINGS: readonly (readonly [string, string])[] = [
  ['blind', 'not known: we have not looked, or could not see'],
  ['hit', 'hit, by log: known bad'],
  ['hit-seen', 'hit, seen by a named person'],
  ['suspect', 'suspect: something found, not enough; of care: limited'],
  ['no-sign', 'no sign in what was searched; never a proof'],
  ['said', 'said, not confirmed'],
  ['said-person', 'told by a person, not confirmed'],
  ['tested', 'tested, confirmed, handed over'],
  ['stale', 'known until the bar, not since'],
  ['paper', 'works on paper'],
  ['decide', 'somebody must decide'],
  ['decided', 'decided'],
  ['one-copy', 'the second copy of the record is missing'],
  ['context', 'context: moves no verdict; on a row: new within 30 minutes'],
]

/** Key ?: the keys, a switch for them (WCAG 2.1.4), and what the marks mean. */
export function Keys(): ReactElement {
  const [on, setOn] = useState(keysAreOn)
  const turn = (): void => {
    switchKeys(!on)
    setOn(!on)
  }
  return (
    <>
      <h1>Keys and marks</h1>
      <p role="status">
        <b>{on ? 'Single keys are on' : 'Single keys are off'}</b> in this browser.{' '}
        {on ? 'They never work while you type in a field.' : 'All pages are reached by their links.'}
      </p>
      <p className="no-print">
        <Button variant="default" onClick={turn}>
          {on ? 'Switch single keys off' : 'Switch single keys on'}
        </Button>
      </p>
      <div className="two">
        <dl className="meanings">
          {KEYS.map(([key, words]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <dl className="meanings">
          {MEANINGS.map(([mark, words]) => (
            <div key={mark}>
              <dt>
                <Mark name={mark} />
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  )
}
