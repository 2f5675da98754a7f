import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  DRILL_PASSPHRASE,
  initDataFolder,
  openCommand,
  openIncident,
  serveCommand,
  type Serving,
} from '@codedark/command'
import type { LogView, ServersView } from '@codedark/domain/board'
import { signedInAs } from './testing/sign-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-board-'))
const pages = join(folder, 'pages')
const open: Serving[] = []
after(async () => {
  await Promise.all(open.map((serving) => serving.close()))
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  readonly status: number
  readonly body: unknown
}

async function ask(
  serving: Serving,
  path: string,
  write?: { body: unknown; origin?: string },
): Promise<Answer> {
  const { port, host } = new URL(serving.url)
  const cookie = serving.locked ? '' : await signedInAs(serving.url, 'incident-commander')
  const headers = { host, cookie, ...(write === undefined ? {} : { origin: write.origin ?? serving.url }) }
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, method: write === undefined ? 'GET' : 'POST', headers, agent: false },
      (incoming) => {
        let text = ''
        incoming.on('data', (part) => (text += String(part)))
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, body: JSON.parse(text) as unknown }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(write === undefined ? undefined : JSON.stringify(write.body))
  })
}

async function served(name: string, kind: 'real' | 'drill', passphrase: string): Promise<Serving> {
  const data = join(folder, name)
  assert.ok(initDataFolder(data, kind, passphrase).ok)
  const opened = openCommand(data, passphrase)
  assert.ok(opened.ok)
  assert.ok(openIncident(opened.value, 'Invented hospital').ok)
  opened.value.close()
  return serve(data)
}

async function serve(data: string): Promise<Serving> {
  rmSync(pages, { recursive: true, force: true })
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), '<title>board</title>')
  const serving = await serveCommand({ data, port: 0, pages, onBug: (error) => assert.fail(String(error)) })
  assert.ok(serving.ok, JSON.stringify(serving))
  open.push(serving.value)
  return serving.value
}

const sighting = {
  server: 'srv-a',
  kind: 'recovery-screen',
  seenBy: 'A. Invented, ward clerk',
  seenAt: '2021-01-17T21:12:00+01:00',
}

test('a real folder is locked until its passphrase; nothing answers before', async () => {
  const serving = await served('real', 'real', 'a long passphrase')
  assert.deepEqual((await ask(serving, '/api/lock')).body, { locked: true, kind: 'real' })
  for (const path of ['/api/board', '/api/servers', '/api/care', '/api/log'])
    assert.equal((await ask(serving, path)).status, 423, path)
  assert.equal((await ask(serving, '/api/sightings', { body: sighting })).status, 423)
  assert.equal((await ask(serving, '/api/unlock', { body: { passphrase: 'another one' } })).status, 403)
  assert.equal((await ask(serving, '/api/unlock', { body: { passphrase: 'a long passphrase' } })).status, 200)
  assert.equal((await ask(serving, '/api/board')).status, 401)
})

test('a sighting is an entry before it is acknowledged, makes its server hit, and is there after a new start', async () => {
  const serving = await served('drill', 'drill', DRILL_PASSPHRASE)
  const written = await ask(serving, '/api/sightings', { body: sighting })
  assert.deepEqual(written, { status: 201, body: { entry: 3 } })
  const view = (await ask(serving, '/api/servers')).body as ServersView
  assert.equal(view.header.kind, 'drill')
  assert.deepEqual(
    view.rows.map(({ id, verdict, seenByPerson, intrusion }) => ({ id, verdict, seenByPerson, intrusion })),
    [{ id: 'srv-a', verdict: 'hit', seenByPerson: true, intrusion: 'blind' }],
  )
  await serving.close()
  open.splice(open.indexOf(serving), 1)
  const again = await serve(join(folder, 'drill'))
  const log = (await ask(again, '/api/log')).body as LogView
  assert.equal(log.size, 5, 'with two sign-ins')
  assert.ok(log.lines.some(({ text }) => text.includes('A. Invented, ward clerk')))
})

test('what is not well formed, or comes from another page, is refused with a sentence and recorded nowhere', async () => {
  const serving = await served('refused', 'drill', DRILL_PASSPHRASE)
  const foreign = await ask(serving, '/api/sightings', {
    body: sighting,
    origin: 'http://care.localhost:7318',
  })
  assert.equal(foreign.status, 403)
  const early = await ask(serving, '/api/sightings', { body: { ...sighting, seenAt: 'yesterday' } })
  assert.equal(early.status, 400)
  assert.equal((early.body as { place: string }).place, 'seenAt')
  assert.equal((await ask(serving, '/api/connections', { body: { ...sighting } })).status, 400)
  assert.equal((await ask(serving, '/api/servers/nobody')).status, 404)
  assert.equal(((await ask(serving, '/api/log')).body as LogView).size, 2)
})
