import './wards.css'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState, type ReactElement } from 'react'
import type { CareStatus, HospitalView } from '@codedark/domain/downtime'
import { getJson } from '../parts/api.ts'
import type { Contact } from '../parts/contact.ts'
import { ContactStrip, Gate, HatchKey } from '../parts/Frame.tsx'
import type { KeyAction } from '../parts/keys.ts'
import { useServerClock } from '../parts/live.ts'
import { keysAreOn, moveRow, switchKeys, useKeys } from '../parts/page-keys.ts'
import { start } from '../parts/Root.tsx'
import { follow, goTo, idAfter, useAddress } from '../parts/route.ts'
import { useWho } from '../parts/session.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { Block, Calls } from './Calls.tsx'
import { Census } from './Census.tsx'
import { CopyHead } from './CopyHead.tsx'
import { Find, FindLine } from './Find.tsx'
import { Patient } from './Patient.tsx'
import { Planned } from './Planned.tsx'
import { WardList } from './WardList.tsx'

function Wards({ contact }: { readonly contact: Contact }): ReactElement {
  const hospital = useQuery({
    queryKey: ['/api/hospital'],
    queryFn: () => getJson<HospitalView>('/api/hospital'),
  })
  const header = hospital.data?.header
  const address = useAddress()
  const path = address.pathname
  const query = path === '/find' ? (address.searchParams.get('q') ?? '') : ''
  const now = useServerClock(header?.now ?? null, contact)
  const act = useCallback((action: KeyAction): boolean => {
    if (action.kind === 'next') return moveRow(1)
    if (action.kind === 'previous') return moveRow(-1)
    if (action.kind === 'print') window.print()
    else if (action.kind === 'find') document.getElementById('find')?.focus()
    else if (action.kind === 'up') goTo(document.querySelector('[data-up]')?.getAttribute('href') ?? '/')
    else return false
    return true
  }, [])
  useKeys(act)
  useEffect(() => {
    document.title = `${header?.kind === 'drill' ? 'DRILL · ' : ''}DOWNTIME COPY`
  }, [header])
  const status = useQuery({
    queryKey: ['/api/status'],
    queryFn: () => getJson<CareStatus>('/api/status'),
  })
  return (
    <>
      {header !== undefined && <CopyHead header={header} now={now} frozen={contact.lost} />}
      <ContactStrip now={now} contact={contact} server="the ward server" zone={header?.timeZone ?? 'UTC'} />
      <Troubles status={status.data} whole={path === '/'} />
      <PageLine path={path} query={query} />
      <main id="main" tabIndex={-1}>
        {path.startsWith('/calls') ? (
          <CallPages path={path} />
        ) : hospital.data === undefined ? (
          <NotRead what="The downtime copy" error={hospital.error} />
        ) : (
          <>
            {hospital.error !== null && <NotRead what="The newest copy" error={hospital.error} />}
            <Page
              path={path}
              query={query}
              day={address.searchParams.get('day') ?? 'next'}
              hospital={hospital.data}
              now={now}
            />
          </>
        )}
      </main>
      <footer>
        <b>DOWNTIME COPY</b>
        <HatchKey words="the copy does not know. Ask, look." />
        <KeyHelp />
      </footer>
    </>
  )
}

const PAGES = [
  ['/', 'All wards', 'wards.read'],
  ['/planned', 'Theatre and clinics', 'patients.read'],
  ['/calls', 'Call lists', 'calls.make'],
] as const

/** Call lists need no other right: whoever only phones sees no ward. */
function CallPages({ path }: { readonly path: string }): ReactElement {
  const block = idAfter('/calls/', path)
  return block === null ? <Calls /> : <Block code={block} />
}

/** The pages that are always one step away, and the line to find somebody. */
function PageLine({ path, query }: { readonly path: string; readonly query: string }): ReactElement {
  const { rights } = useWho()
  return (
    <nav className="pages" aria-label="Pages">
      <ul>
        {PAGES.filter(([, , right]) => rights.includes(right)).map(([href, words]) => (
          <li key={href}>
            <a href={href} onClick={follow} aria-current={path === href ? 'page' : undefined}>
              {words}
            </a>
          </li>
        ))}
      </ul>
      {rights.includes('patients.read') && <FindLine key={query} query={query} />}
    </nav>
  )
}

/** What does not work. That there is one copy only stands in the header of every page; why, on the first. */
function Troubles(props: {
  readonly status: CareStatus | undefined
  readonly whole: boolean
}): ReactElement | null {
  const troubles = (props.status?.troubles ?? []).filter(
    (trouble) => props.whole || !trouble.startsWith('One copy only'),
  )
  if (troubles.length === 0) return null
  return (
    <div className="strip" role="status">
      {troubles.map((trouble) => (
        <p key={trouble}>
          <b>{trouble}</b>
        </p>
      ))}
    </div>
  )
}

/** The single keys of these pages, and the switch for them. */
function KeyHelp(): ReactElement {
  const [on, setOn] = useState(keysAreOn)
  return (
    <span className="no-print">
      {on ? (
        <>
          Keys: <kbd>/</kbd> find, <kbd>↑</kbd> <kbd>↓</kbd> rows, <kbd>Enter</kbd> open, <kbd>Backspace</kbd>{' '}
          back, <kbd>P</kbd> print.
        </>
      ) : (
        'Single keys are off.'
      )}{' '}
      <button
        type="button"
        onClick={() => {
          switchKeys(!on)
          setOn(!on)
        }}
      >
        {on ? 'Switch them off' : 'Switch them on'}
      </button>
    </span>
  )
}

function Page(props: {
  readonly path: string
  readonly query: string
  readonly day: string
  readonly hospital: HospitalView
  readonly now: string
}): ReactElement {
  if (props.path === '/') return <WardList hospital={props.hospital} now={props.now} />
  if (props.path === '/find') return <Find query={props.query} />
  if (props.path === '/planned') return <Planned day={props.day} now={props.now} />
  const ward = idAfter('/wards/', props.path)
  if (ward !== null) return <Census id={ward} now={props.now} />
  const patient = idAfter('/patients/', props.path)
  if (patient !== null) return <Patient id={patient} now={props.now} />
  return (
    <Unknown heading="There is no such page">
      <p>The address leads to nothing.</p>
    </Unknown>
  )
}

start(
  <Gate what="The ward pages" side="care" holds="The downtime copy is locked. Packets on paper hold.">
    {(contact) => <Wards contact={contact} />}
  </Gate>,
)
