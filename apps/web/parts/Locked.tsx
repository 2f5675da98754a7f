import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import { postJson, type LockView } from './api.ts'
import { DrillFrame } from './DrillFrame.tsx'

/** The page of a locked data folder: nothing of it can be shown; the passphrase opens it. */
export function Locked(props: {
  readonly lock: LockView
  readonly nonce: string
  readonly what: string
  readonly holds: string
}): ReactElement {
  const { lock } = props
  return (
    <div className="page">
      {lock.kind === 'drill' && <DrillFrame nonce={props.nonce} />}
      <main tabIndex={-1}>
        <h1>{lock.first ? `${props.what}: choose a passphrase` : `${props.what}: locked`}</h1>
        <p style={{ maxWidth: '45rem' }}>
          {lock.first
            ? 'Nothing is in this data folder yet. The passphrase is asked once per start. Without it nothing that is recorded here can be read again, by nobody.'
            : props.holds}
        </p>
        <Unlock first={lock.first} />
      </main>
    </div>
  )
}

function Unlock({ first }: { readonly first: boolean }): ReactElement {
  const queries = useQueryClient()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [waiting, setWaiting] = useState(false)
  const send = async (): Promise<void> => {
    if (passphrase === '') return setError('Not opened: no passphrase was typed.')
    if (first && passphrase !== again) return setError('Not opened: the two passphrases differ.')
    setWaiting(true)
    try {
      await postJson('/api/unlock', { passphrase })
      await queries.invalidateQueries()
    } catch (fault) {
      setError(`Not opened: ${(fault as Error).message}`)
    }
    setWaiting(false)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send()
  }
  return (
    <form onSubmit={submit} style={{ maxWidth: '22rem', marginTop: '0.7rem' }}>
      <TextInput
        label="Passphrase"
        type="password"
        autoComplete="off"
        autoFocus
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      {first && (
        <TextInput
          label="The same again"
          type="password"
          autoComplete="off"
          mt="0.7rem"
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
      )}
      <div className="row" style={{ margin: '0.8rem 0' }}>
        <Button type="submit">{waiting ? 'Opening …' : 'Open'}</Button>
      </div>
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </form>
  )
}
