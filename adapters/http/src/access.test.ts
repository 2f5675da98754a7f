import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hono } from 'hono'
import type { AccountsPort, AccountRole, SignedIn } from '@codedark/domain/people'
import { guardRoutes, signedIn, undeclared, type RouteRights } from './access.ts'

const RIGHTS: RouteRights = {
  'GET /api/open': 'nobody',
  'GET /api/mine': 'somebody',
  'GET /api/findings/:id': ['evidence.read'],
  'GET /api/board': ['situation.read', 'wall.read'],
}

/** Accounts of which the cookie is the role. */
const byCookie: AccountsPort = {
  any: () => true,
  signIn: async () => ({ ok: false, fault: { code: 'wrong' } }),
  openCard: async () => ({ ok: false, fault: { code: 'card-unknown' } }),
  confirm: async () => ({ ok: false, fault: { code: 'wrong' } }),
  sessionOf: async (cookie): Promise<SignedIn | null> =>
    cookie === ''
      ? null
      : { account: 'acc-1', name: cookie, roles: [cookie as AccountRole], card: false, since: '' },
  signOut: async () => [],
}

function server(accounts: AccountsPort | null = byCookie, side: 'command' | 'care' = 'command'): Hono {
  const app = new Hono()
  app.use('/api/*', guardRoutes({ side, rights: RIGHTS, accounts: () => accounts }))
  app.get('/api/open', (context) => context.json({}))
  app.get('/api/mine', (context) => context.json({ name: signedIn(context).name }))
  app.get('/api/findings/:id', (context) => context.json({}))
  app.get('/api/board', (context) => context.json({}))
  app.post('/api/board', (context) => context.json({}))
  app.get('/api/forgotten', (context) => context.json({}))
  app.get('*', (context) => context.text('a page'))
  return app
}

async function status(path: string, cookie = '', app = server(), method = 'GET'): Promise<number> {
  return (await app.request(path, { method, headers: { cookie } })).status
}

describe('the guard of routes', () => {
  test('answers nobody but where nobody is asked for', async () => {
    assert.equal(await status('/api/open'), 200)
    for (const path of ['/api/mine', '/api/board', '/api/findings/1'])
      assert.equal(await status(path), 401, path)
    assert.equal(await status('/'), 200, 'pages hold nothing')
  })

  test('answers who has one of the rights, and refuses who has none', async () => {
    assert.equal(await status('/api/board', 'wall-screen'), 200)
    assert.equal(await status('/api/findings/1', 'wall-screen'), 403)
    assert.equal(await status('/api/findings/1', 'investigator'), 200)
    assert.equal(await status('/api/mine', 'witness'), 200)
    assert.equal(await status('/api/findings/1', 'investigator', server(byCookie, 'care')), 403)
  })

  test('refuses a route that declares no right, whoever asks, and by whatever method', async () => {
    assert.equal(await status('/api/forgotten', 'incident-commander'), 403)
    assert.equal(await status('/api/board', 'incident-commander', server(), 'POST'), 403)
    assert.equal(await status('/api/findings/1', 'wall-screen', server(), 'HEAD'), 403)
    assert.equal(await status('/api/findings%2f1', 'wall-screen'), 200, 'no such route: the page set answers')
    assert.equal(await status('/api//findings/1', 'wall-screen'), 200, 'no such route: the page set answers')
    assert.deepEqual(undeclared(server(), RIGHTS), [
      'no right: POST /api/board',
      'no right: GET /api/forgotten',
    ])
    assert.deepEqual(
      undeclared(server(), { ...RIGHTS, 'GET /api/gone': 'somebody' }).at(-1),
      'no route: GET /api/gone',
    )
  })

  test('answers nothing of a locked folder but where nobody is asked for', async () => {
    assert.equal(await status('/api/open', 'dpo', server(null)), 200)
    assert.equal(await status('/api/board', 'dpo', server(null)), 423)
  })
})
