import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  DRILL_PASSPHRASE,
  initDataFolder,
  openCommand,
  openIncident,
  readEstateFolder,
  serveCommand,
  takeEstate,
  type Serving,
} from '@codedark/command'
import type { DiversionView } from '@codedark/domain/board'
import { parseCareStanding } from '@codedark/domain/handover'
import { post, signedInAs } from './testing/sign-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-diversion-'))
let serving: Serving | undefined
after(async () => {
  await serving?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** One care of one site, which one server of which nothing is known makes possible. */
function lists(): string {
  const to = join(folder, 'lists')
  mkdirSync(to)
  const write = (file: string, lines: readonly string[]): void =>
    writeFileSync(join(to, file), `${lines.join('\n')}\n`)
  write('servers.csv', [
    'name,aliases,service,site,role,ip,os,virtual',
    'srv-a,,ris,North,ris,10.0.0.1,Linux,no',
  ])
  write('services.csv', [
    'service,name,tier,care_rank,members,needs,restore_minutes_per_server',
    'ris,Imaging requests,1,1,1,1,60',
  ])
  write('depends.csv', ['parent,type,child'])
  write('care.csv', [
    'care,site,service,need,workaround,phone',
    'Imaging,North,ris,hard,requests on paper,4160',
  ])
  return to
}

async function read(path: string): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  assert.ok(serving)
  const { port, host } = new URL(serving.url)
  const cookie = await signedInAs(serving.url, 'medical-director')
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, headers: { host, cookie }, agent: false },
      (incoming) => {
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, bytes: Buffer.concat(parts) }))
      },
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
}
const view = async (): Promise<DiversionView> =>
  JSON.parse((await read('/api/diversion')).bytes.toString('utf8')) as DiversionView

test('asked by one, confirmed by the dispatcher’s name, on paper and as a table; wards are told how care stands', async () => {
  const data = join(folder, 'data')
  assert.ok(initDataFolder(data, 'drill', DRILL_PASSPHRASE).ok)
  const opened = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  assert.ok(openIncident(opened.value, 'Invented hospital').ok)
  const estate = readEstateFolder(lists())
  assert.ok(estate.ok && estate.value.faults.length === 0, JSON.stringify(estate))
  const imported = takeEstate(opened.value, estate.value)
  opened.value.close()
  assert.ok(imported.ok, JSON.stringify(imported))
  const pages = join(folder, 'pages')
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), '<title>board</title>')
  const served = await serveCommand({ data, port: 0, pages, onBug: (error) => assert.fail(String(error)) })
  assert.ok(served.ok, JSON.stringify(served))
  serving = served.value

  const standing = parseCareStanding(JSON.parse(readFileSync(join(data, 'care-standing.json'), 'utf8')))
  assert.ok(standing.ok)
  assert.deepEqual(
    standing.value.care.map(({ care, site, state }) => [care, site, state]),
    [['Imaging', 'North', 'unknown']],
  )

  const first = await view()
  assert.deepEqual([first.sites, first.counts['not-declared']], [['North'], first.cells.length])
  const cookie = await signedInAs(serving.url, 'medical-director')
  const now = new Date().toISOString()
  const reviewAt = new Date(Date.now() + 3_600_000).toISOString()
  const where = { site: 'North', service: 'ambulances' }
  const ask = { ...where, wanted: 'elsewhere', statedBy: '=Dr. A', statedAt: now, reviewAt }
  const asked = await post(serving.url, '/api/diversion/asks', ask, { cookie })
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  assert.equal((await view()).counts.asked, 1)
  const { entry } = asked.body as { entry: number }
  const confirmation = { ...where, asked: entry, dispatcher: 'D. Ispatcher', confirmedAt: now, reviewAt }
  const early = await post(
    serving.url,
    '/api/diversion/confirmations',
    { ...confirmation, asked: entry + 1 },
    { cookie },
  )
  assert.notEqual(early.status, 201)
  const done = await post(serving.url, '/api/diversion/confirmations', confirmation, { cookie })
  assert.equal(done.status, 201, JSON.stringify(done.body))
  assert.equal((await view()).counts.confirmed, 1)

  const nurse = await signedInAs(serving.url, 'ward-lead')
  assert.equal((await post(serving.url, '/api/diversion/asks', ask, { cookie: nurse })).status, 403)
  assert.equal((await read('/api/diversion/sheets/North')).bytes.subarray(0, 5).toString(), '%PDF-')
  assert.equal((await read('/api/diversion/sheets/South')).status, 404)
  const csv = (await read('/api/diversion.csv')).bytes.toString('utf8')
  assert.match(csv, /^North,ambulances,ambulances of 112,confirmed,elsewhere,"'=Dr\. A",/mu)
})
