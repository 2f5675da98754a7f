import { SIGNED_OUT } from './session.ts'

/** A request that was not answered as asked; the message is a whole sentence. */
export class ReadFault extends Error {
  /** HTTP status; 0 where there was no answer at all. */
  readonly status: number
  /** Which field of a form the sentence is about. */
  readonly place: string | null

  constructor(message: string, status: number, place: string | null) {
    super(message)
    this.status = status
    this.place = place
  }
}

/** What the server answers to GET /api/lock. */
export interface LockView {
  readonly locked: boolean
  readonly kind: 'real' | 'drill'
  /** True before a passphrase was ever chosen. */
  readonly first: boolean
}

type Headers = Readonly<Record<string, string>>

/** GET of a JSON view, with what time it was here when it came. Rejects with a `ReadFault`. */
export const getJson = async <View>(path: string, headers: Headers = {}): Promise<View> =>
  ask<View>(path, { headers })

/** POST of a JSON body. Rejects with a `ReadFault`. */
export const postJson = async <View>(path: string, body: unknown, headers: Headers = {}): Promise<View> =>
  ask<View>(path, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

async function ask<View>(path: string, init: RequestInit): Promise<View> {
  let response: Response
  try {
    response = await fetch(path, init)
  } catch {
    throw new ReadFault('the server does not answer.', 0, null)
  }
  const body: unknown = await response.json().catch(() => null)
  if (response.ok && body !== null) return body as View
  if (response.status === 401 && !path.startsWith('/api/sign-in') && !path.startsWith('/api/role-card'))
    window.dispatchEvent(new Event(SIGNED_OUT))
  const said = body as { error?: unknown; place?: unknown } | null
  const message = typeof said?.error === 'string' ? said.error : `the server answered ${response.status}.`
  throw new ReadFault(message, response.status, typeof said?.place === 'string' ? said.place : null)
}
