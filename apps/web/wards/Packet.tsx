import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { PacketLine } from '@codedark/domain/downtime'
import { postJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'

/** The packet of a ward: the last one as a link, and a form that writes a new one. */
export function Packet(props: {
  readonly ward: string
  readonly packet: PacketLine | null
  /** The generation that the page shows. */
  readonly generation: number | null
  /** Paper is the record: no order is written any more, only charts. */
  readonly paper: boolean
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { packet, now, zone } = props
  return (
    <div className="packet">
      {packet === null ? (
        <span>No packet written.</span>
      ) : (
        <span>
          <a href={packet.href} download>
            Packet written {whenOf(packet.at, now, zone)}, {packet.sheets} sheets, {packet.firstSerial} to{' '}
            {packet.lastSerial}
          </a>
          {packet.generation !== props.generation && <b> It is of an older copy.</b>}
        </span>
      )}
      <Write ward={props.ward} replaces={packet} paper={props.paper} />
    </div>
  )
}

interface Said {
  readonly busy: boolean
  readonly said: string | null
  /** Where what was written lies. */
  readonly href: string | null
}

function Write(props: {
  readonly ward: string
  readonly replaces: PacketLine | null
  readonly paper: boolean
}): ReactElement {
  const what = props.paper ? 'Write blank charts (no orders)' : 'Write the packet'
  const queries = useQueryClient()
  const [state, setState] = useState<Said>({ busy: false, said: null, href: null })
  const write = async (): Promise<void> => {
    setState({ busy: true, said: 'Writing …', href: null })
    try {
      const path = `/api/wards/${encodeURIComponent(props.ward)}/packet`
      const done = await postJson<{ sheets: number; firstSerial: string; href: string }>(path, {})
      const replaced = props.replaces === null ? '' : ` It replaces ${props.replaces.firstSerial}.`
      setState({
        busy: false,
        said: `Written: ${done.sheets} sheets from ${done.firstSerial}. Not printed yet, not handed over.${replaced}`,
        href: done.href,
      })
      await queries.invalidateQueries()
    } catch (fault) {
      setState({ busy: false, said: `Not written: ${(fault as Error).message}`, href: null })
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // A second press while the first is on its way would write a second packet.
    if (!state.busy) void write()
  }
  return (
    <form className="no-print" onSubmit={submit}>
      <Button type="submit">{state.busy ? 'Writing …' : what}</Button> <span role="status">{state.said}</span>{' '}
      {state.href !== null && (
        <a href={state.href} download>
          Fetch it
        </a>
      )}
    </form>
  )
}
