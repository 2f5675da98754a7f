import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { changeFeed, limitTries, slowTries, undeclared } from '@codedark/http'
import { careRoutes } from './app.ts'
import { CARE_RIGHTS } from './route-rights.ts'

test('every route of the ward pages’ server declares the right it needs, and no declaration is without a route', () => {
  const app = new Hono()
  careRoutes(app, {
    kind: 'drill',
    changes: changeFeed(),
    tries: limitTries(async () => undefined),
    signInTries: slowTries(async () => undefined),
    now: () => '',
    desk: () => null,
    accounts: () => null,
    unlock: async () => ({ ok: false, fault: '' }),
  })
  assert.ok(app.routes.length > 10)
  assert.deepEqual(undeclared(app, CARE_RIGHTS), [])
})

test('only signing in, unlocking and whether it is locked are open to nobody in particular', () => {
  const open = Object.entries(CARE_RIGHTS).filter(([, needs]) => needs === 'nobody')
  assert.deepEqual(open.map(([route]) => route).sort(), [
    'GET /api/lock',
    'GET /api/session',
    'POST /api/role-card',
    'POST /api/sign-in',
    'POST /api/sign-out',
    'POST /api/unlock',
  ])
})
