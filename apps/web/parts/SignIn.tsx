import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent, type ReactElement } from 'react'
import { ACCOUNT_ROLES, sidesFor, type Side } from '@codedark/domain/people'
import { postJson, ReadFault, type LockView } from './api.ts'
import { DrillFrame } from './DrillFrame.tsx'
import type { SessionView } from './session.ts'

/** The page of an open data folder before somebody has signed in. */
export function SignIn(props: {
  readonly lock: LockView
  readonly nonce: string
  readonly what: string
  readonly side: Side
  readonly anybody: boolean
  /** Somebody was signed in, and the session has ended meanwhile. */
  readonly ended: boolean
}): ReactElement {
  const drill = props.lock.kind === 'drill'
  const [card, setCard] = useState(false)
  return (
    <div className="page">
      {drill && <DrillFrame nonce={props.nonce} />}
      <main tabIndex={-1}>
        <h1>{props.what}: sign in</h1>
        {props.ended && (
          <p role="status">Your session has ended. What you typed stays until somebody else signs in.</p>
        )}
        {!props.anybody && (
          <p className="error" role="alert">
            Nobody has an account on this server yet: <code>codedark people add</code> makes one.
          </p>
        )}
        {card ? <CardForm /> : <PasswordForm side={props.side} drill={drill} />}
        <p>
          <button type="button" className="plain" onClick={() => setCard(!card)}>
            {card ? 'Sign in with a user name' : 'I have a sealed role card'}
          </button>
        </p>
        {drill && !card && (
          <p style={{ maxWidth: '45rem' }}>
            DRILL: everybody has an account here. The user name is the role, such as{' '}
            <b>{props.side === 'command' ? 'incident-commander' : 'ward-lead'}</b>, and the password is{' '}
            <b>drill drill drill drill</b>.
          </p>
        )}
      </main>
    </div>
  )
}

interface Sending {
  readonly busy: boolean
  readonly error: string | null
  /** The server asks for the code of the second factor. */
  readonly code: boolean
}

function useSending(path: string): readonly [Sending, (body: unknown) => Promise<void>] {
  const queries = useQueryClient()
  const [state, setState] = useState<Sending>({ busy: false, error: null, code: false })
  const send = async (body: unknown): Promise<void> => {
    setState((before) => ({ ...before, busy: true }))
    try {
      const session = await postJson<SessionView>(path, body)
      queries.setQueryData(['/api/session'], session)
      await queries.invalidateQueries()
    } catch (fault) {
      const { message, place } = fault instanceof ReadFault ? fault : { message: String(fault), place: null }
      setState((before) => {
        const code = before.code || place === 'code'
        // The first time the code is asked for nothing went wrong.
        return { busy: false, error: code && !before.code ? null : `Not signed in: ${message}`, code }
      })
    }
  }
  return [state, send]
}

function PasswordForm({ side, drill }: { readonly side: Side; readonly drill: boolean }): ReactElement {
  const list = useId()
  const [{ busy, error, code: asksCode }, send] = useSending('/api/sign-in')
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (busy) return
    void send({ user: user.trim(), password, ...(code === '' ? {} : { code }) })
  }
  return (
    <form onSubmit={submit} style={{ maxWidth: '22rem', marginTop: '0.7rem' }}>
      <TextInput
        label="User name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        list={drill ? list : undefined}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      {drill && (
        <datalist id={list}>
          {ACCOUNT_ROLES.filter((role) => sidesFor([role]).includes(side)).map((role) => (
            <option key={role} value={role} />
          ))}
        </datalist>
      )}
      <TextInput
        label="Password"
        type="password"
        autoComplete="current-password"
        mt="0.7rem"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {asksCode && (
        <TextInput
          label="Code"
          description="The six digits of your phone, or a backup code"
          autoComplete="one-time-code"
          autoFocus
          mt="0.7rem"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      <Submit busy={busy} error={error} />
    </form>
  )
}

function CardForm(): ReactElement {
  const [{ busy, error }, send] = useSending('/api/role-card')
  const [code, setCode] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy) void send({ code })
  }
  return (
    <form onSubmit={submit} style={{ maxWidth: '22rem', marginTop: '0.7rem' }}>
      <TextInput
        label="Code of the card"
        description="Four groups of four. It works once, and the record says that it was opened."
        autoComplete="off"
        autoFocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Submit busy={busy} error={error} />
    </form>
  )
}

function Submit({ busy, error }: { readonly busy: boolean; readonly error: string | null }): ReactElement {
  return (
    <>
      <div className="row" style={{ margin: '0.8rem 0' }}>
        <Button type="submit">{busy ? 'Signing in …' : 'Sign in'}</Button>
      </div>
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </>
  )
}
