import './board.css'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState, type ReactElement } from 'react'
import type { BoardView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import type { Contact } from '../parts/contact.ts'
import { ContactStrip, Gate, HatchKey } from '../parts/Frame.tsx'
import type { KeyAction } from '../parts/keys.ts'
import { useServerClock } from '../parts/live.ts'
import { moveRow, useKeys } from '../parts/page-keys.ts'
import { start } from '../parts/Root.tsx'
import { goTo, idAfter, useAddress } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { Care } from './Care.tsx'
import { Head, Nav, PAGES } from './Head.tsx'
import { Hit } from './Hit.tsx'
import { Log } from './Log.tsx'
import { Record } from './Record.tsx'
import { Situation } from './Situation.tsx'
import { Story } from './Story.tsx'

const SERVER = 'the board’s server'

function Board({ contact }: { readonly contact: Contact }): ReactElement {
  const board = useQuery({ queryKey: ['/api/board'], queryFn: () => getJson<BoardView>('/api/board') })
  const address = useAddress()
  const now = useServerClock(board.data?.header.now ?? null, contact)
  const header = board.data?.header
  const path = address.pathname
  const zone = header?.timeZone ?? 'UTC'
  const [recording, setRecording] = useState(false)
  const close = useCallback(() => setRecording(false), [])
  const act = useCallback((action: KeyAction): boolean => {
    if (action.kind === 'next') return moveRow(1)
    if (action.kind === 'previous') return moveRow(-1)
    if (action.kind === 'print') window.print()
    else if (action.kind === 'record') setRecording(true)
    else if (action.kind === 'log') goTo('/log')
    else if (action.kind === 'find') document.querySelector<HTMLInputElement>('input[type="search"]')?.focus()
    else if (action.kind === 'page') goTo(PAGES[action.digit]?.path ?? '/')
    else return false
    return true
  }, [])
  useKeys(act)
  useEffect(() => {
    document.title = `${header?.kind === 'drill' ? 'DRILL · ' : ''}${header?.hospital ?? 'Codedark'}`
  }, [header])
  return (
    <>
      {header !== undefined && <Head header={header} now={now} frozen={contact.lost} />}
      <Nav path={path} onRecord={() => setRecording(true)} />
      <ContactStrip now={now} contact={contact} server={SERVER} zone={zone} />
      <main id="main" tabIndex={-1}>
        {board.data === undefined ? (
          <NotRead what="The board" error={board.error} />
        ) : (
          <>
            {board.error !== null && <NotRead what="The newest state of the board" error={board.error} />}
            <Page path={path} board={board.data} now={now} frozen={contact.lost} />
          </>
        )}
      </main>
      {recording && header !== undefined && <Record now={now} zone={zone} onClose={close} />}
      <footer>
        <HatchKey words="we do not know." />
      </footer>
    </>
  )
}

function Page(props: {
  readonly path: string
  readonly board: BoardView
  readonly now: string
  readonly frozen: boolean
}): ReactElement {
  if (props.path === '/') return <Situation {...props} />
  if (props.path === '/care') return <Care now={props.now} />
  if (props.path === '/log') return <Log now={props.now} />
  if (props.path === '/hit') return <Hit now={props.now} />
  const server = idAfter('/servers/', props.path)
  if (server !== null) return <Story id={server} now={props.now} />
  const answer = props.board.answers.find(({ number }) => PAGES[number]?.path === props.path)
  return (
    <>
      <h1>{answer?.question ?? 'There is no such page'}</h1>
      <Unknown>
        <p>
          {answer === undefined
            ? 'The address leads to nothing.'
            : `${answer.answer.strong} ${answer.answer.rest}`}
        </p>
      </Unknown>
    </>
  )
}

start(
  <Gate what="The board" holds="The record is locked. Packets on paper hold. The passphrase opens the board.">
    {(contact) => <Board contact={contact} />}
  </Gate>,
)
