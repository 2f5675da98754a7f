import { Button } from '@mantine/core'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { CareView, WhatIfView } from '@codedark/domain/board'
import { postJson } from '../parts/api.ts'
import { Mark } from '../parts/Mark.tsx'
import { NotKnown } from '../parts/Unknown.tsx'
import { careWords } from './answer-words.ts'

/** 'If we pull this plug': a server, or a service with all its servers. Reckoned on what is held now; nothing is recorded. */
export function WhatIf(props: {
  readonly plugs: CareView['plugs']
  readonly whatIf: WhatIfView | null
  readonly onAnswer: (answer: WhatIfView | null) => void
}): ReactElement {
  const { plugs, whatIf, onAnswer } = props
  const [words, setWords] = useState('')
  const [error, setError] = useState<string | null>(null)
  const ask = async (): Promise<void> => {
    setError(null)
    onAnswer(null)
    const wanted = words.trim().toLowerCase()
    const plug = plugs.find(({ label }) => label.toLowerCase() === wanted)
    if (plug === undefined) return setError(`“${words.trim()}” is no service or server of the list.`)
    try {
      onAnswer(await postJson<WhatIfView>('/api/what-if', { off: plug.servers }))
    } catch (fault) {
      setError((fault as Error).message)
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void ask()
  }
  const clear = (): void => {
    setWords('')
    setError(null)
    onAnswer(null)
  }
  return (
    <section className="what-if">
      <h2>If we pull this plug</h2>
      <form onSubmit={submit} className="no-print">
        <label htmlFor="plug">
          <b>Server or service</b>
        </label>
        <input
          id="plug"
          className="find"
          list="plugs"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <datalist id="plugs">
          {plugs.map(({ label }) => (
            <option key={label} value={label} />
          ))}
        </datalist>
        <div className="row">
          <Button type="submit">Reckon</Button>
          <Button variant="default" onClick={clear}>
            Clear
          </Button>
        </div>
      </form>
      {error !== null && (
        <p role="alert">
          <NotKnown>Not reckoned:</NotKnown> {error}
        </p>
      )}
      {whatIf !== null && <Outcome whatIf={whatIf} />}
    </section>
  )
}

function Outcome({ whatIf }: { readonly whatIf: WhatIfView }): ReactElement {
  const { notReckoned } = whatIf
  return (
    <>
      <p role="status" className="answer-text">
        <b>{whatIf.sentence.strong}</b> {whatIf.sentence.rest}
      </p>
      <ul className="list">
        {whatIf.changes.map((change) => (
          <li key={`${change.care} ${change.site}`}>
            <b>{change.care}</b>, {change.site}: {careWords(change.before)}{' '}
            <b>then {careWords(change.after)}</b>. {change.because}
          </li>
        ))}
        {notReckoned.length > 0 && (
          <li data-state="unknown">
            <Mark name="blind" /> <b>{notReckoned.length} not known now, so not known then:</b>{' '}
            {notReckoned.map(({ care, site }) => `${care} (${site})`).join(', ')}.
          </li>
        )}
      </ul>
    </>
  )
}
