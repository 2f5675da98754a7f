import type { ReactElement } from 'react'
import type { LogLine } from '@codedark/domain/board'
import { whenOf } from '../parts/clock.ts'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { NotKnown } from '../parts/Unknown.tsx'

/** Entries of the log as rows, in the order given. */
export function LogEntries(props: {
  readonly lines: readonly LogLine[]
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { lines, now, zone } = props
  const list = useRows<HTMLTableSectionElement>()
  return (
    <table className="blocks log">
      <thead>
        <tr>
          <th>Entry</th>
          <th>Recorded</th>
          <th>What</th>
          <th>By</th>
        </tr>
      </thead>
      <tbody ref={list} data-rows>
        {lines.map((line) => (
          <Entry key={line.number} line={line} when={whenOf(line.at, now, zone)} />
        ))}
      </tbody>
    </table>
  )
}

function Entry({ line, when }: { readonly line: LogLine; readonly when: string }): ReactElement {
  return (
    <tr>
      <th scope="row" className="nowrap">
        #{line.number}
      </th>
      <td data-l="Recorded" className="nowrap">
        {when}
      </td>
      <td data-l="What">
        <Words line={line} /> <TextState line={line} />
      </td>
      <td data-l="By">{line.byName ?? line.by}</td>
    </tr>
  )
}

/** The words of an entry; the server's name in them is the link to its story, or stands after them. */
function Words({ line }: { readonly line: LogLine }): ReactElement {
  if (line.server === null) return <>{line.text}</>
  const at = line.text.indexOf(line.server)
  const [before, after] =
    at === -1 ? [`${line.text} `, ''] : [line.text.slice(0, at), line.text.slice(at + line.server.length)]
  return (
    <>
      {before}
      <a data-row tabIndex={-1} href={`/servers/${encodeURIComponent(line.server)}`} onClick={follow}>
        {line.server}
      </a>
      {after}
    </>
  )
}

function TextState({ line }: { readonly line: LogLine }): ReactElement | null {
  if (line.textState === 'missing') return <NotKnown>its text is missing: a fault</NotKnown>
  if (typeof line.textState === 'object') return <>text taken out by #{line.textState.takenOutBy}</>
  return null
}
