import './board.css'
import './wall.css'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState, type ReactElement } from 'react'
import type { BoardView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import type { Contact } from '../parts/contact.ts'
import { ContactStrip, Gate } from '../parts/Frame.tsx'
import type { KeyAction } from '../parts/keys.ts'
import { useServerClock } from '../parts/live.ts'
import { moveRow, useKeys } from '../parts/page-keys.ts'
import { start } from '../parts/Root.tsx'
import { useMay, useWho } from '../parts/session.ts'
import { goTo, idAfter, useAddress, useAt, viewAt } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { Care } from './Care.tsx'
import { Diversion } from './Diversion.tsx'
import { Cut } from './Cut.tsx'
import { Context } from './Context.tsx'
import { DeadlineDraftPage } from './DeadlineDraftPage.tsx'
import { Deadlines } from './Deadlines.tsx'
import { Evidence, EvidenceItem } from './Evidence.tsx'
import { Finding } from './Finding.tsx'
import { Foot } from './Foot.tsx'
import type { FormKind } from './forms.ts'
import { Head, Nav } from './Head.tsx'
import { Hit } from './Hit.tsx'
import { Keys } from './Keys.tsx'
import { Knows } from './Knows.tsx'
import { Link } from './Link.tsx'
import { Log } from './Log.tsx'
import { NotYours } from './NotYours.tsx'
import { NotYet } from './NotYet.tsx'
import { Notes } from './Notes.tsx'
import { rightOfPage } from './page-rights.ts'
import { PAGES, titleOf } from './pages.ts'
import { Record } from './Record.tsx'
import { NoPast, Past } from './Past.tsx'
import { hasPast } from './past-pages.ts'
import { People } from './People.tsx'
import { Rescue } from './Rescue.tsx'
import { Report } from './Report.tsx'
import { Situation } from './Situation.tsx'
import { Searches } from './Searches.tsx'
import { Statements } from './Statements.tsx'
import { Staff } from './Staff.tsx'
import { Story } from './Story.tsx'
import { Wards } from './Wards.tsx'

const SERVER = 'the board’s server'

interface Recording {
  readonly form: FormKind
  readonly server: string
}

function Board({ contact }: { readonly contact: Contact }): ReactElement {
  const at = useAt()
  const board = useQuery({ queryKey: ['/api/board'], queryFn: () => getJson<BoardView>('/api/board') })
  const address = useAddress()
  const now = useServerClock(board.data?.header.now ?? null, contact)
  const header = board.data?.header
  const path = address.pathname
  const zone = header?.timeZone ?? 'UTC'
  const [recording, setRecording] = useState<Recording | null>(null)
  const you = useWho().name
  const [map, setMap] = useState(false)
  const [wall, setWall] = useWall(address.searchParams.has('wall'))
  const close = useCallback(() => setRecording(null), [])
  const mayRecord = useMay('facts.write') && at === null
  const record = useCallback(
    (form: FormKind, server: string) => mayRecord && setRecording({ form, server }),
    [mayRecord],
  )
  const recordHere = useCallback(() => record('sighting', idAfter('/servers/', path) ?? ''), [path, record])
  useKeys(
    useCallback(
      (action: KeyAction): boolean => {
        if (action.kind === 'map') setMap((before) => (path === '/hit' ? !before : true))
        if (action.kind === 'map' && path !== '/hit') goTo('/hit')
        if (action.kind === 'wall') setWall((before) => !before)
        if (action.kind === 'record') recordHere()
        return ['map', 'wall', 'record'].includes(action.kind) || actAnywhere(action)
      },
      [path, recordHere, setWall],
    ),
  )
  useTitle(header, path, at)
  return (
    <>
      <ContactStrip now={now} contact={contact} server={SERVER} zone={zone} />
      {header !== undefined && <Head header={header} now={now} frozen={contact.lost} />}
      {!wall && <Nav path={path} onRecord={recordHere} />}
      <main id="main" tabIndex={-1} className={at === null ? '' : 'in-past'}>
        {board.data === undefined ? (
          <NotRead what="The board" error={board.error} />
        ) : (
          <Shown
            {...{ path, now, wall, map, at, onRecord: record, frozen: contact.lost }}
            board={board.data}
            error={board.error}
          />
        )}
      </main>
      {recording !== null && header !== undefined && (
        <Record {...recording} {...{ now, zone, lost: contact.lost }} onClose={close} />
      )}
      {!wall && <Foot note={header?.copyNote ?? null} at={at} {...{ now, zone, you }} />}
    </>
  )
}

/** What stands in the browser's title: that it is a drill, that it is the past, the page, the hospital. */
function useTitle(header: BoardView['header'] | undefined, path: string, at: string | null): void {
  useEffect(() => {
    document.title = `${at === null ? '' : 'PAST · '}${header?.kind === 'drill' ? 'DRILL · ' : ''}${titleOf(path)} · ${header?.hospital ?? 'Codedark'}`
  }, [header, path, at])
}

/** The page, of now or as it stood: then under a band that says so, and with a clock that stands. */
function Shown(
  props: PageProps & { readonly at: string | null; readonly error: Error | null },
): ReactElement {
  const { at, error, path, board } = props
  const pastPath = viewAt('/api/board', at)
  const past = useQuery({
    queryKey: [pastPath],
    queryFn: () => getJson<BoardView>(pastPath),
    enabled: at !== null,
  })
  return (
    <>
      {error !== null && <NotRead what="The newest state of the board" error={error} />}
      {at !== null && path !== '/log' && path !== '/report' && <Past at={at} zone={board.header.timeZone} />}
      {at !== null && past.data === undefined ? (
        <NotRead what="The board as it stood" error={past.error} />
      ) : (
        <Page
          {...props}
          now={at ?? props.now}
          board={at === null ? board : (past.data ?? board)}
          frozen={props.frozen || at !== null}
        />
      )}
    </>
  )
}

/** The wall is asked for by `?wall` or key W, never guessed from the width: nobody can know the distance. */
function useWall(asked: boolean): readonly [boolean, (change: (before: boolean) => boolean) => void] {
  const [wall, setWall] = useState(asked)
  useEffect(() => {
    document.documentElement.classList.toggle('wall', wall)
  }, [wall])
  return [wall, setWall]
}

/** Keys that do the same on every page. */
function actAnywhere(action: KeyAction): boolean {
  if (action.kind === 'next') return moveRow(1)
  if (action.kind === 'previous') return moveRow(-1)
  if (action.kind === 'print') window.print()
  else if (action.kind === 'log') goTo('/log')
  else if (action.kind === 'command') goTo('/command')
  else if (action.kind === 'keys') goTo('/keys')
  else if (action.kind === 'page') goTo(PAGES[action.digit]?.path ?? '/')
  else if (action.kind === 'find') {
    const field = document.querySelector<HTMLInputElement>('main input[type="search"]')
    if (field === null) goTo('/hit')
    else field.focus()
  } else return false
  return true
}

interface PageProps {
  readonly path: string
  readonly board: BoardView
  readonly now: string
  readonly frozen: boolean
  readonly wall: boolean
  readonly map: boolean
  readonly onRecord: (form: FormKind, server: string) => void
}

function Page(props: PageProps): ReactElement {
  const { path, board, now, wall } = props
  const needs = rightOfPage(path)
  const { rights } = useWho()
  const at = useAt()
  if (needs !== null && !rights.includes(needs)) return <NotYours path={path} needs={needs} />
  if (at !== null && !hasPast(path)) return <NoPast title={titleOf(path)} />
  switch (path) {
    case '/':
      return <Situation {...{ board, now, wall, frozen: props.frozen }} />
    case '/hit':
      return <Hit now={now} map={props.map} wall={wall} />
    case '/rescue':
      return <Rescue now={now} />
    case '/notes':
      return <Notes now={now} />
    case '/care':
      return <Care now={now} />
    case '/wards':
      return <Wards board={board} now={now} />
    case '/elsewhere':
      return <Diversion now={now} />
    case '/knows':
      return <Knows {...{ now, frozen: props.frozen }} />
    case '/evidence':
      return <Evidence {...{ now, frozen: props.frozen }} />
    case '/cut':
      return <Cut now={now} />
    case '/back':
      return <NotYet board={board} number={7} />
    case '/statements':
      return <Statements now={now} />
    case '/searches':
      return <Searches now={now} />
    case '/deadlines':
      return <Deadlines now={now} frozen={props.frozen} />
    case '/log':
      return <Log now={now} />
    case '/command':
      return <Staff now={now} />
    case '/report':
      return <Report now={now} zone={board.header.timeZone} />
    case '/people':
      return <People now={now} />
    case '/keys':
      return <Keys />
    default:
      return <Single {...props} />
  }
}

/** Pages of one thing: a server, its context, a finding. */
function Single({ path, now, onRecord, frozen }: PageProps): ReactElement {
  const item = idAfter('/evidence/', path)
  if (item !== null) return <EvidenceItem id={item} {...{ now, frozen }} />
  const context = /^\/servers\/([^/]+)\/context$/.exec(path)
  const server = idAfter('/servers/', context === null ? path : `/servers/${context[1] ?? ''}`)
  if (server !== null && context !== null) return <Context server={server} now={now} />
  if (server !== null) return <Story id={server} now={now} onRecord={onRecord} />
  const deadline = idAfter('/deadlines/', path)
  if (deadline !== null) return <DeadlineDraftPage id={deadline} />
  const link = idAfter('/links/', path)
  if (link !== null) return <Link id={link} now={now} />
  const finding = idAfter('/findings/', path)
  if (finding !== null) return <Finding id={finding} now={now} />
  return (
    <>
      <h1>There is no such page</h1>
      <Unknown>
        <p>The address leads to nothing.</p>
      </Unknown>
    </>
  )
}

start(
  <Gate
    what="The board"
    side="command"
    holds="The record is locked. Packets on paper hold. The passphrase opens the board."
  >
    {(contact) => <Board contact={contact} />}
  </Gate>,
)
