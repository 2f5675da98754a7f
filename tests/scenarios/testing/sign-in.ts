import assert from 'node:assert/strict'
import { request } from 'node:http'
import { cookieHeader, newId } from '@codedark/accounts'
import { carePeople } from '@codedark/care'
import { commandPeople, DRILL_PASSWORD } from '@codedark/command'
import type { AccountRole, Side } from '@codedark/domain/people'

/** What a request to sign in came to. */
export interface SignInAnswer {
  readonly status: number
  readonly body: unknown
  /** The Cookie header of the requests that follow; empty: nobody is signed in. */
  readonly cookie: string
}

/** POSTs to a server as its own page does, and takes the cookies. */
export async function post(
  url: string,
  path: string,
  body: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<SignInAnswer> {
  const { port, host } = new URL(url)
  const headers = { host, origin: url, ...more }
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, method: 'POST', headers, agent: false },
      (incoming) => {
        let text = ''
        incoming.on('data', (part) => (text += String(part)))
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            body: JSON.parse(text) as unknown,
            cookie: cookieHeader(incoming.headers['set-cookie'] ?? []),
          }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(JSON.stringify(body))
  })
}

const cookies = new Map<string, Promise<string>>()

/** The Cookie header of an account of a server: a drill's published one unless a password is given. Each signs in once. */
export async function signedInAs(url: string, user: string, password = DRILL_PASSWORD): Promise<string> {
  const key = `${url} ${user}`
  const known = cookies.get(key) ?? enter(url, user, password)
  cookies.set(key, known)
  return known
}

async function enter(url: string, user: string, password: string): Promise<string> {
  const answer = await post(url, '/api/sign-in', { user, password })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.cookie
}

/** The password of accounts that `addAccount` makes. */
export const TEST_PASSWORD = 'correct horse battery staple'

/** Makes an account without a second factor in a real folder, as the command line does. */
export async function addAccount(
  data: string,
  passphrase: string,
  side: Side,
  user: string,
  roles: readonly AccountRole[],
): Promise<void> {
  const people =
    side === 'command' ? await commandPeople(data, passphrase) : await carePeople(data, passphrase)
  assert.ok(people.ok, JSON.stringify(people))
  const account = { id: newId('acc'), user, name: user, roles, password: TEST_PASSWORD, secondFactor: null }
  const added = await people.value.accounts.add(account)
  people.value.close()
  assert.ok(added.ok, JSON.stringify(added))
}
