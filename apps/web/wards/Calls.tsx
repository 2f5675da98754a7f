import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { BlockView, CallRow, CallsView } from '@codedark/domain/downtime'
import { getJson, postJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { follow } from '../parts/route.ts'
import { useMay } from '../parts/session.ts'
import { NotKnown, NotRead } from '../parts/Unknown.tsx'

/** Sends a form; says what came of it, and reads all anew. */
function useAct(): {
  readonly said: string | null
  readonly act: (path: string, body: unknown) => Promise<void>
} {
  const queries = useQueryClient()
  const [said, setSaid] = useState<string | null>(null)
  const act = async (path: string, body: unknown): Promise<void> => {
    try {
      await postJson(path, body)
      setSaid('Kept.')
    } catch (fault) {
      setSaid(`Not kept: ${(fault as Error).message}`)
    }
    await queries.invalidateQueries()
  }
  return { said, act }
}

/** All call lists: blocks of 20, with whom they are, and who waits. */
export function Calls(): ReactElement {
  const read = useQuery({ queryKey: ['/api/calls'], queryFn: () => getJson<CallsView>('/api/calls') })
  const mayMake = useMay('planned.write')
  if (read.data === undefined) return <NotRead what="The call lists" error={read.error} />
  const { blocks, waiting, not } = read.data
  return (
    <>
      <h1>Call lists</h1>
      <p>
        In no block yet: <b>{waiting.postpone}</b> to be put off, <b>{waiting.keep}</b> to be kept.
      </p>
      {mayMake && <MakeForm />}
      <table className="blocks">
        <thead>
          <tr>
            <th>Block</th>
            <th>Says</th>
            <th>With</th>
            <th>People</th>
            <th>Done</th>
            <th>Tried</th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((one) => (
            <tr key={one.block}>
              <th scope="row">
                <a data-row href={`/calls/${one.block}`} onClick={follow}>
                  {one.block}
                </a>
              </th>
              <td data-l="Says">{one.script === 'keep' ? 'it stands' : 'put off'}</td>
              <td data-l="With">{one.caller ?? <b>nobody yet</b>}</td>
              <td data-l="People">{one.calls}</td>
              <td data-l="Done">{one.ended}</td>
              <td data-l="Tried">{one.tried}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {not.length > 0 && (
        <section>
          <h2>Not by phone</h2>
          <ul className="list">
            {not.map(({ patient, name, why, ward }) => (
              <li key={patient}>
                <b>{name}</b>{' '}
                {why === 'inpatient'
                  ? `lies on ${ward ?? ''}: told there`
                  : why === 'deceased'
                    ? 'has died: do not phone'
                    : 'no number in the copy: a letter, a neighbour, the general practitioner'}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function MakeForm(): ReactElement {
  const { said, act } = useAct()
  const [script, setScript] = useState('postpone')
  const [callBack, setCallBack] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void act('/api/calls/blocks', { script, callBack })
  }
  return (
    <form className="say no-print" onSubmit={submit}>
      <NativeSelect
        label="Blocks of 20 of those who"
        data={[
          { value: 'postpone', label: 'must not come' },
          { value: 'keep', label: 'come as planned' },
        ]}
        value={script}
        onChange={(event) => setScript(event.currentTarget.value)}
      />
      <TextInput
        label="Number to call back"
        value={callBack}
        autoComplete="off"
        onChange={(event) => setCallBack(event.currentTarget.value)}
      />
      <Button type="submit">Make blocks</Button>
      <span role="status">{said}</span>
    </form>
  )
}

/** One block: whom to phone, what to say, what came of it. */
export function Block({ code }: { readonly code: string }): ReactElement {
  const path = `/api/calls/${encodeURIComponent(code)}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<BlockView>(path) })
  const { said, act } = useAct()
  if (read.data === undefined) return <NotRead what="The block" error={read.error} />
  const { line, rows, callBack, header } = read.data
  return (
    <>
      <h1>
        Call list {line.block}: {line.script === 'keep' ? 'it stands, come' : 'put off, do not come'}
      </h1>
      <p>
        <a href="/calls" data-up onClick={follow}>
          All call lists
        </a>{' '}
        <a href={`${path}/sheet`} download>
          This block on paper (PDF)
        </a>
      </p>
      <p>
        {line.caller === null ? <b>Nobody has taken it. </b> : `With ${line.caller}. `}
        {line.ended} of {line.calls} done. Voicemail, or somebody else: only “please call back {callBack}”.
      </p>
      {line.caller === null && (
        <Button className="no-print" onClick={() => void act(`${path}/take`, {})}>
          I phone this block
        </Button>
      )}{' '}
      <span role="status">{said}</span>
      {rows.map((row) => (
        <CallCard
          key={row.patient}
          row={row}
          path={path}
          now={header.now}
          zone={header.timeZone}
          taken={line.caller !== null}
        />
      ))}
    </>
  )
}

interface CardProps {
  readonly row: CallRow
  readonly path: string
  readonly now: string
  readonly zone: string
  readonly taken: boolean
}

function CallCard({ row, path, now, zone, taken }: CardProps): ReactElement {
  return (
    <section className="box" data-call={row.patient}>
      <h2>
        {row.number}. {row.name ?? <NotKnown>not in the copy any more: ask</NotKnown>} {row.bornOn}{' '}
        {row.record}
      </h2>
      <p>
        <b>{row.phones.join(' · ')}</b> {row.language ?? <NotKnown>language not known</NotKnown>}
        {row.interpreter && <b> INTERPRETER</b>}
      </p>
      <p>{row.what.map(({ what, startAt }) => `${what}, ${whenOf(startAt, now, zone)}`).join('; ')}</p>
      {row.doNotPhone === null ? (
        <>
          <p>Say: {row.say}</p>
          <p>Voicemail: {row.voicemail}</p>
        </>
      ) : (
        <p className="alert">{row.doNotPhone}</p>
      )}
      {row.attempts.map((one) => (
        <p key={`${one.calledAt} ${one.caller} ${one.outcome}`}>
          {whenOf(one.calledAt, now, zone)} {one.caller}: <b>{one.outcome}</b>
          {one.fromPaper && ' (from paper)'} {one.note}
        </p>
      ))}
      {row.twice && <p className="alert">REACHED TWICE</p>}
      {row.ended ? (
        <p>Done: nobody phones again.</p>
      ) : (
        taken && row.doNotPhone === null && <CallForm row={row} path={path} />
      )}
    </section>
  )
}

const OUTCOMES = ['reached', 'relative-told', 'refused', 'voicemail', 'no-answer', 'wrong-number']

function CallForm({ row, path }: { readonly row: CallRow; readonly path: string }): ReactElement {
  const { said, act } = useAct()
  const [outcome, setOutcome] = useState('reached')
  const [note, setNote] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const body = { patient: row.patient, outcome, interpreter: row.interpreter, paper: null }
    void act(`${path}/call`, { ...body, note: note.trim() === '' ? null : note.trim() })
  }
  return (
    <form className="say no-print" onSubmit={submit}>
      <NativeSelect
        label="What came of it"
        data={OUTCOMES}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value)}
      />
      <TextInput
        label="Note (if any)"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit">Note it</Button>
      <span role="status">{said}</span>
    </form>
  )
}
