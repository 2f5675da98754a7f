import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { PageHeader } from '@codedark/domain/board'
import { timeOf, whenOf } from '../parts/clock.ts'
import { follow } from '../parts/route.ts'
import { useWho } from '../parts/session.ts'
import { Clock, OneCopy } from '../parts/Status.tsx'
import { You } from '../parts/You.tsx'
import { rightOfPage } from './page-rights.ts'
import { PAGES, pageOf } from './pages.ts'

/** The header line of every page of the board. */
export function Head(props: {
  readonly header: PageHeader
  readonly now: string
  readonly frozen: boolean
}): ReactElement {
  const { header, now } = props
  const zone = header.timeZone
  return (
    <header className="head">
      <b>{header.hospital}</b>
      <span className={header.kind === 'drill' ? 'is-drill' : ''}>
        {header.incident ?? (header.kind === 'drill' ? 'DRILL, no incident opened' : 'No incident opened')}
      </span>
      {header.lastEntry !== null && (
        <span>
          Last entry <b>{whenOf(header.lastEntry.at, now, zone)}</b> #{header.lastEntry.number}
        </span>
      )}
      {header.oneCopyOnlySince !== null && <OneCopy since={whenOf(header.oneCopyOnlySince, now, zone)} />}
      <Outside header={header} now={now} />
      <You />
      <Clock time={timeOf(now, zone)} frozen={props.frozen} />
    </header>
  )
}

/** What people outside IT hold of the record: what came after it could be changed and nobody would see it. */
function Outside(props: { readonly header: PageHeader; readonly now: string }): ReactElement | null {
  const { witness, timeZone } = props.header
  if (witness === undefined || witness === null) return null
  const { witnessed, uncoveredSince, alarm } = witness
  if (alarm !== null) return <b className="one-copy">{alarm}</b>
  if (uncoveredSince !== null)
    return <span>Nobody outside holds a checkpoint since {whenOf(uncoveredSince, props.now, timeZone)}</span>
  if (witnessed === null) return null
  return (
    <span>
      Witnessed up to #{witnessed.entry} by {witnessed.by} at {whenOf(witnessed.at, props.now, timeZone)}
    </span>
  )
}

/** The seven questions and the log, with their keys. */
export function Nav(props: { readonly path: string; readonly onRecord: () => void }): ReactElement {
  const { rights } = useWho()
  const links = [
    ...PAGES.map((page, digit) => ({ ...page, key: String(digit) })),
    { path: '/command', name: 'Command', key: 'C' },
    { path: '/log', name: 'Log', key: 'L' },
    { path: '/people', name: 'Accounts', key: '' },
  ].filter(({ path }) => {
    const needs = rightOfPage(path)
    return needs === null || rights.includes(needs)
  })
  const here = props.path === '/report' ? '/command' : (pageOf(props.path)?.path ?? props.path)
  return (
    <nav className="pages" aria-label="Pages">
      <ul>
        {links.map((page) => (
          <li key={page.path}>
            <a href={page.path} onClick={follow} aria-current={here === page.path ? 'page' : undefined}>
              {page.key !== '' && <kbd>{page.key}</kbd>} {page.name}
            </a>
          </li>
        ))}
      </ul>
      {rights.includes('facts.write') && (
        <Button className="do" onClick={props.onRecord}>
          Record what I saw <kbd className="on-ink">N</kbd>
        </Button>
      )}
    </nav>
  )
}
