import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { StatementRow, StatementsView } from '@codedark/domain/board'
import { STATEMENT_LANGUAGES, type StatementCheck, type StatementLanguage } from '@codedark/domain/incident'
import { getJson, postJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useAt, viewAt } from '../parts/route.ts'
import { NotRead } from '../parts/Unknown.tsx'
import { EntryForm } from './EntryForm.tsx'
import { KnowsLinks } from './KnowsLinks.tsx'
import { Card } from './Card.tsx'
import { CheckedDraft } from './CheckedDraft.tsx'
import { ANSWER_MARKS, type Checked, type Choice } from './statement-marks.ts'

interface When {
  readonly now: string
  readonly zone: string
}

/** Statements to the public: a draft, what the record says of each claim in it, release; and what was released before. */
export function Statements({ now }: { readonly now: string }): ReactElement {
  const at = useAt()
  const past = at !== null
  const path = viewAt('/api/statements', at)
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<StatementsView>(path) })
  if (read.data === undefined) return <NotRead what="The statements" error={read.error} />
  const view = read.data
  const when = { now, zone: view.header.timeZone }
  return (
    <>
      <KnowsLinks here="/statements" />
      <h1>What do we say in public?</h1>
      {read.error !== null && <NotRead what="The newest state of the statements" error={read.error} />}
      {view.claimsNote !== null && <p role="alert">{view.claimsNote}</p>}
      <div className="split">
        <div>
          {!past && <Drafting view={view} when={when} />}
          <h2>Statements so far</h2>
          {view.statements.length === 0 && <p>No statement is recorded.</p>}
          {view.statements.map((row) => (
            <Statement key={row.statement} row={row} when={when} />
          ))}
        </div>
        {!past && <Card {...when} />}
      </div>
    </>
  )
}

const NO_CHOICE: Choice = { dropped: [], added: [] }

/** The draft that is being written, and its last check. What was typed stays whatever the server says. */
function Drafting({ view, when }: { readonly view: StatementsView; readonly when: When }): ReactElement {
  const [text, setText] = useState('')
  const [language, setLanguage] = useState<StatementLanguage>('fr')
  const [checked, setChecked] = useState<Checked | null>(null)
  const [error, setError] = useState<string | null>(null)
  const ask = async (draft: string, choice: Choice): Promise<void> => {
    try {
      const check = await postJson<StatementCheck>('/api/statements/checks', {
        text: draft,
        language,
        choice,
      })
      setChecked({ text: draft.trim(), language, check, choice })
      setError(null)
    } catch (fault) {
      setError((fault as Error).message)
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void ask(text, NO_CHOICE)
  }
  const stale = checked !== null && (checked.text !== text.trim() || checked.language !== language)
  return (
    <>
      <form onSubmit={submit} className="no-print">
        <Textarea
          label="Draft"
          description="As it would go out. A check records nothing. No patient names here"
          autosize={false}
          rows={5}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="row">
          <NativeSelect
            label="Language of the draft"
            data={[...STATEMENT_LANGUAGES]}
            value={language}
            onChange={(event) =>
              setLanguage(STATEMENT_LANGUAGES.find((one) => one === event.currentTarget.value) ?? 'fr')
            }
          />
          <Button type="submit">Check against the record</Button>
        </div>
        {error !== null && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
      </form>
      {checked !== null && !stale && (
        <CheckedDraft
          checked={checked}
          kinds={view.kinds}
          onChoice={(choice) => void ask(checked.text, choice)}
          onUse={(sentence) => {
            setText(sentence)
            void ask(sentence, NO_CHOICE)
          }}
          {...when}
        />
      )}
      {stale && <p>The draft was changed: check it again.</p>}
    </>
  )
}

const STANDINGS: Readonly<
  Record<StatementRow['standing'], { readonly mark: string; readonly word: string }>
> = {
  draft: { mark: 'said', word: 'draft, not released' },
  released: { mark: 'decided', word: 'released' },
  contradicted: { mark: 'contradicted', word: 'released, and contradicted by what we hold' },
  'taken-back': { mark: 'decided', word: 'taken back' },
}

function Statement({ row, when }: { readonly row: StatementRow; readonly when: When }): ReactElement {
  const { mark, word } = STANDINGS[row.standing]
  const { release, contradictions, takenBack } = row
  const told = (at: string): string => whenOf(at, when.now, when.zone)
  return (
    <section className="statement" data-state={row.standing}>
      <p>
        <b>{row.statement}</b> ({row.language}) <Mark name={mark} /> <b>{word}</b> #{row.entry}
      </p>
      <blockquote lang={row.language}>{row.text ?? '[text not there]'}</blockquote>
      {release !== null && (
        <p>
          Released {told(release.at)}, approved by {release.approvedBy} #{release.entry}. The record at that
          minute:{' '}
          {release.claims.map(({ claim, name, answer }) => (
            <span key={claim}>
              <Mark name={ANSWER_MARKS[answer].mark} /> “{name}” {ANSWER_MARKS[answer].word}.{' '}
            </span>
          ))}
          {release.unchecked > 0 && `${release.unchecked} sentences not checked by us. `}
          {release.reason !== null && (
            <>
              Reason: <b>{release.reason}</b>
            </>
          )}
        </p>
      )}
      {contradictions.map((one) => (
        <div key={one.entry}>
          <p>
            <Mark name="contradicted" /> Since {told(one.at)} contradicted:{' '}
            {one.claims.map(({ name }) => `“${name}”`).join(', ')} #{one.entry}. Notice raised.
          </p>
          <ul>
            {one.because.map((line) => (
              <li key={line.text}>{line.text}</li>
            ))}
          </ul>
        </div>
      ))}
      {takenBack !== null && (
        <p>
          Taken back {told(takenBack.at)} by {takenBack.by}: {takenBack.reason}
        </p>
      )}
      {release !== null && takenBack === null && (
        <EntryForm
          title={`Take ${row.statement} back`}
          path="/api/statements/withdrawals"
          fixed={{ statement: row.statement }}
          fields={[
            { name: 'takenBackBy', label: 'Taken back by', kind: 'text' },
            { name: 'reason', label: 'Reason', kind: 'words' },
          ]}
          {...when}
        />
      )}
    </section>
  )
}
