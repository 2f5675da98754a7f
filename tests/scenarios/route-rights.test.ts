import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  DRILL_PASSPHRASE,
  initDataFolder,
  openCommand,
  openIncident,
  serveCommand,
  type Serving,
} from '@codedark/command'
import { ACCOUNT_ROLES, rightsOf, type AccountRole, type Right } from '@codedark/domain/people'
import { COMMAND_RIGHTS } from '../../apps/command/src/server/route-rights.ts'
import { FORM_RIGHTS } from '../../apps/web/board/page-rights.ts'
import { signedInAs } from './testing/sign-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-route-rights-'))
const data = join(folder, 'drill')
const running: { board?: Serving } = {}
const url = (): string => running.board?.url ?? assert.fail('not served')

/** Roles that have an account on the board's server. */
const ROLES = ACCOUNT_ROLES.filter((role) => rightsOf([role], 'command').size > 0)

/** Every route that needs a right. */
const ROUTES = Object.entries(COMMAND_RIGHTS).flatMap(([route, needs]) =>
  typeof needs === 'string' ? [] : [{ route, needs }],
)

before(async () => {
  const pages = join(folder, 'pages')
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), '<title>pages</title>')
  assert.ok(initDataFolder(data, 'drill', DRILL_PASSPHRASE).ok)
  const opened = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  assert.ok(openIncident(opened.value, 'Invented hospital').ok)
  opened.value.close()
  const served = await serveCommand({ data, port: 0, pages, onBug: (error) => assert.fail(String(error)) })
  assert.ok(served.ok, JSON.stringify(served))
  running.board = served.value
})
after(async () => {
  await running.board?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the server answers to a route with nothing in it: whoever has the right gets as far as to be told what is missing. */
async function statusOf(route: string, cookie: string): Promise<number> {
  const [method = 'GET', declared = '/'] = route.split(' ')
  const path = declared.replaceAll(/:[a-z]+/gu, 'nothing')
  const { port, host } = new URL(url())
  const headers = { host, origin: url(), ...(cookie === '' ? {} : { cookie }) }
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (incoming) => {
      resolve(incoming.statusCode ?? 0)
      incoming.destroy()
    })
    outgoing.on('error', reject)
    outgoing.end(method === 'POST' ? '{}' : undefined)
  })
}

const may = (role: AccountRole, needs: readonly Right[]): boolean =>
  needs.some((right) => rightsOf([role], 'command').has(right))

describe('what the board’s server answers to each role on each route', () => {
  test('nobody in particular is answered on no route that needs a right', async () => {
    for (const { route } of ROUTES) assert.equal(await statusOf(route, ''), 401, route)
  })

  for (const role of ROLES)
    test(`${role}: 403 on exactly the routes that its rights do not cover`, async () => {
      const cookie = await signedInAs(url(), role)
      const faults: string[] = []
      for (const { route, needs } of ROUTES) {
        const status = await statusOf(route, cookie)
        if ((status !== 403) !== may(role, needs))
          faults.push(`${route} ${status}, needs ${needs.join(' or ')}`)
        if (status === 401 || status >= 500) faults.push(`${route} ${status}`)
      }
      assert.deepEqual(faults, [])
    })

  test('the table means something: each role is refused somewhere, and each route by some role', () => {
    assert.ok(ROUTES.length > 60 && ROLES.length > 20)
    for (const role of ROLES)
      assert.ok(
        ROUTES.some(({ needs }) => !may(role, needs)),
        role,
      )
    for (const { route, needs } of ROUTES)
      assert.ok(
        ROLES.some((role) => !may(role, needs)),
        route,
      )
  })

  test('the board offers a form to exactly those whom the server lets send it', () => {
    for (const [path, right] of Object.entries(FORM_RIGHTS)) {
      const needs = COMMAND_RIGHTS[`POST ${path}`]
      assert.ok(needs !== undefined && typeof needs !== 'string', path)
      for (const role of ROLES)
        assert.equal(rightsOf([role], 'command').has(right), may(role, needs), `${path} ${role}`)
    }
  })
})
