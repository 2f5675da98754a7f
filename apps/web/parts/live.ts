import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { heard, listened, serverNow, type Contact } from './contact.ts'

/** How often the page looks at its clock, in milliseconds. */
const TICK_MS = 1_000

/** How long after a broken change stream it is opened anew, in milliseconds. */
const AGAIN_MS = 3_000

/** Follows the server's changes: each one makes every view be read anew. Says whether the server is still heard. */
export function useChanges(open: boolean): Contact {
  const queries = useQueryClient()
  const [contact, setContact] = useState<Contact>(() => heard(Date.now()))
  useEffect(() => {
    if (!open) return
    let source: EventSource | null = null
    let again: ReturnType<typeof setTimeout> | undefined
    let lost = false
    const hear = (): void => {
      if (lost) void queries.invalidateQueries()
      lost = false
      setContact(heard(Date.now()))
    }
    const listen = (): void => {
      source = new EventSource('/api/changes')
      source.addEventListener('alive', hear)
      source.addEventListener('changed', () => {
        hear()
        void queries.invalidateQueries()
      })
      source.addEventListener('error', () => {
        lost = true
        setContact((before) => listened(before, Date.now(), true))
        source?.close()
        again = setTimeout(listen, AGAIN_MS)
      })
    }
    listen()
    const timer = setInterval(() => {
      setContact((before) => {
        const after = listened(before, Date.now(), false)
        lost = after.lost
        return after
      })
    }, TICK_MS)
    return () => {
      source?.close()
      clearTimeout(again)
      clearInterval(timer)
    }
  }, [open, queries])
  return contact
}

/** The server's clock, moving by the minute; it stands still at the last contact while there is none. UTC ISO 8601. */
export function useServerClock(saidNow: string | null, contact: Contact): string {
  const [shown, setShown] = useState(saidNow ?? '1970-01-01T00:00:00.000Z')
  const { lost, lastHeardMs } = contact
  // The pair belongs together: made anew only when the server says a new time, or the clock would jump when contact is lost.
  const said = useRef({ of: saidNow, now: shown, heardMs: 0 })
  useEffect(() => {
    if (said.current.of !== saidNow || said.current.heardMs === 0)
      said.current = { of: saidNow, now: saidNow ?? new Date().toISOString(), heardMs: Date.now() }
    const show = (): void =>
      setShown(serverNow(said.current, lost ? Math.max(lastHeardMs, said.current.heardMs) : Date.now()))
    show()
    const timer = setInterval(show, TICK_MS * 5)
    return () => clearInterval(timer)
  }, [saidNow, lost, lastHeardMs])
  return shown
}
