import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { changeFeed, limitTries, slowTries, undeclared } from '@codedark/http'
import { commandRoutes } from './app.ts'
import { COMMAND_RIGHTS } from './route-rights.ts'

test('every route of the board’s server declares the right it needs, and no declaration is without a route', () => {
  const app = new Hono()
  commandRoutes(app, {
    kind: 'drill',
    changes: changeFeed(),
    tries: limitTries(async () => undefined),
    signInTries: slowTries(async () => undefined),
    now: () => '',
    desk: () => null,
    accounts: () => null,
    tell: () => undefined,
    unlock: async () => ({ ok: false, fault: '' }),
  })
  assert.ok(app.routes.length > 20)
  assert.deepEqual(undeclared(app, COMMAND_RIGHTS), [])
})

test('only signing in, unlocking and whether it is locked are open to nobody in particular', () => {
  const open = Object.entries(COMMAND_RIGHTS).filter(([, needs]) => needs === 'nobody')
  assert.deepEqual(open.map(([route]) => route).sort(), [
    'GET /api/lock',
    'GET /api/session',
    'POST /api/role-card',
    'POST /api/sign-in',
    'POST /api/sign-out',
    'POST /api/unlock',
  ])
})
