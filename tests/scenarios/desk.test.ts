import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  DRILL_PASSPHRASE,
  DRILL_PASSWORD,
  initDataFolder,
  openCommand,
  openIncident,
  readEstateFolder,
  runTriage,
  serveCommand,
  takeEstate,
  takeTriage,
  triageInputOf,
  type OpenedCommand,
  type Serving,
} from '@codedark/command'
import type {
  BoardView,
  FindingsView,
  FindingView,
  LogView,
  NotesView,
  RecordView,
  ServersView,
  ServerStory,
} from '@codedark/domain/board'
import { BITLOCKER, SECURITY, SYSTEM } from '@codedark/domain/triage'
import { writeEvtx, type EvtxRecordInput } from '@codedark/evtx'
import { signedInAs } from './testing/sign-in.ts'
import { heldFile, holdFile } from '../../apps/command/src/desk/held.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-desk-'))
const data = join(folder, 'data')
const serving: { now: Serving | null } = { now: null }
const notes: string[] = []

after(async () => {
  await serving.now?.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (minutes: number): string => new Date(Date.UTC(2021, 0, 17, 18, minutes)).toISOString()

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** Records of ordinary services, a minute apart, and at minute 30 what a test puts there. */
function log(computer: string, channel: string, special: Partial<EvtxRecordInput> = {}): Uint8Array {
  const record = (minute: number): EvtxRecordInput => ({
    recordId: 5000 + minute,
    time: at(minute),
    provider: {
      name: channel === SECURITY ? 'Microsoft-Windows-Security-Auditing' : 'Service Control Manager',
    },
    eventId: channel === SECURITY ? 4624 : 7036,
    channel,
    computer,
    data: [['param1', `minute ${minute}`]],
    ...(minute === 30 ? special : {}),
  })
  return writeEvtx(Array.from({ length: 121 }, (_, minute) => record(minute)))
}

const psexec: Partial<EvtxRecordInput> = {
  eventId: 7045,
  data: [
    ['ServiceName', 'PSEXESVC'],
    ['ImagePath', '%SystemRoot%\\PSEXESVC.exe'],
    ['ServiceType', 'user mode service'],
    ['StartType', 'demand start'],
    ['AccountName', 'LocalSystem'],
  ],
}

/** A rule that moves nothing: what it finds is context. */
const ORDINARY = `title: A service changed its state
id: 7a5b7d0e-2f67-4a38-9a53-0c9f5c1f7a11
status: test
description: Ordinary.
author: this test
level: low
logsource:
  product: windows
  service: system
detection:
  selection:
    EventID: 7036
  condition: selection
`

function writeFiles(): void {
  const servers = ['srv-a', 'srv-b', 'srv-c'].map((id) => `${id},app,active,A,mail,,Windows Server 2019,yes,`)
  write(
    'estate/servers.csv',
    ['name,role,status,site,service,ip,os,virtual,aliases', ...servers, ''].join('\n'),
  )
  write(
    'estate/services.csv',
    'service,name,tier,care_rank,members,needs,restore_minutes_per_server\nmail,Mail,2,5,3,1,60\n',
  )
  write('estate/depends.csv', 'service,depends_on,kind,note\n')
  write('estate/care.csv', 'care,site,service,hard,workaround,phone\n')
  for (const server of ['srv-a', 'srv-b']) {
    write(`logs/${server}/System.evtx`, log(server, SYSTEM, server === 'srv-a' ? psexec : {}))
    for (const channel of [SECURITY, BITLOCKER])
      write(`logs/${server}/${channel.replaceAll('/', '-')}.evtx`, log(server, channel))
  }
  write('rules/ordinary.yml', ORDINARY)
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows which view it asked for
async function ask<Body>(path: string, body?: unknown): Promise<{ status: number; body: Body }> {
  const url = serving.now?.url ?? ''
  const { port, host } = new URL(url)
  const cookie = await signedInAs(url, 'incident-commander')
  const headers = { host, cookie, ...(body === undefined ? {} : { origin: url }) }
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (incoming) => {
      let text = ''
      incoming.on('data', (part) => (text += String(part)))
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: JSON.parse(text) as Body }))
    })
    outgoing.on('error', reject)
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const row = async (id: string): Promise<ServersView['rows'][number] | undefined> =>
  (await ask<ServersView>('/api/servers')).body.rows.find((one) => one.id === id)
const kinds = async (kind: string): Promise<LogView['lines']> =>
  (await ask<LogView>('/api/log?limit=500')).body.lines.filter((line) => line.kind === kind)

function opened(): OpenedCommand {
  const command = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(command.ok, JSON.stringify(command))
  return command.value
}

async function serve(): Promise<void> {
  const made = await serveCommand({
    data,
    port: 0,
    pages: join(folder, 'pages'),
    onBug: (error) => assert.fail(String(error)),
    onNote: (sentence) => notes.push(sentence),
  })
  assert.ok(made.ok, JSON.stringify(made))
  serving.now = made.value
}

const said = { confidence: 'said', by: 'A. Invented' }

describe('the board over findings that are kept', () => {
  before(async () => {
    writeFiles()
    write('pages/index.html', '<title>board</title>')
    const settings = { hospital: 'Invented hospital', timeZone: 'Europe/Brussels' }
    assert.ok(initDataFolder(data, 'drill', DRILL_PASSPHRASE, settings).ok)
    const command = opened()
    assert.ok(openIncident(command, 'Night', '2021-01-17T19:46:00.000Z').ok)
    const estate = readEstateFolder(join(folder, 'estate'))
    assert.ok(estate.ok && estate.value.estate.servers.length === 3, JSON.stringify(estate))
    assert.ok(takeEstate(command, estate.value).ok)
    const input = triageInputOf(command)
    assert.ok(input.ok)
    const rules = [join(import.meta.dirname, '../../rules/codedark'), join(folder, 'rules')]
    let taken = 0
    const run = await runTriage({
      ...input.value,
      paths: [join(folder, 'logs')],
      rulePaths: rules,
      onPass: (pass) => {
        if (pass.pass !== 'whole') return
        assert.ok(takeTriage(command, pass).ok)
        taken += 1
      },
    })
    assert.ok(run.ok, JSON.stringify(run))
    assert.equal(taken, 1)
    command.close()
    await serve()
  })

  test('a story has the findings that moved the verdict, each down to the fields of its record', async () => {
    const story = (await ask<ServerStory>('/api/servers/srv-a')).body
    const [line] = story.lines.filter(({ kind }) => kind === 'evidence')
    assert.equal(line?.at?.slice(0, 16), at(30).slice(0, 16))
    assert.match(line?.source ?? '', /^System 7045, record 5030, .*System\.evtx at byte \d+$/u)
    const finding = (await ask<FindingView>(`/api/findings/${line?.findingId ?? ''}`)).body
    assert.equal(finding.finding.fields['ServiceName'], 'PSEXESVC')
    assert.equal(finding.moves?.to, 'suspect')
    const record = async (): Promise<RecordView> =>
      (await ask<RecordView>(`/api/findings/${line?.findingId ?? ''}/record`)).body
    const first = await record()
    assert.match(first.record ?? first.recordFault ?? '', /^<Event [^]*<EventRecordID>5030<[^]*PSEXESVC/u)
    assert.equal((await ask('/api/findings/bm90aGluZw')).status, 404)
    // The same place with other bytes, then nothing: neither is shown as the record.
    const path = join(folder, 'logs/srv-a/System.evtx')
    const bytes = readFileSync(path)
    writeFileSync(path, Buffer.concat([bytes, Buffer.alloc(1)]))
    const changed = await record()
    assert.equal(changed.record, null)
    assert.match(changed.recordFault ?? '', /has other bytes now/u)
    rmSync(path)
    const gone = await record()
    assert.equal(gone.record, null)
    assert.match(gone.recordFault ?? '', /is not there any more/u)
    writeFileSync(path, bytes)
    const mark = (await row('srv-a'))?.marks[0]
    assert.deepEqual(
      { ...mark, at: mark?.at.slice(0, 16) },
      { at: at(30).slice(0, 16), channel: SYSTEM, kind: 'suspect' },
    )
  })

  test('findings of context are counted, and pages of them hold each once; filters fit', async () => {
    const story = (await ask<ServerStory>('/api/servers/srv-a')).body
    assert.equal(story.contextFindings, 120)
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const mark: string = after === '' ? '' : `&after=${after}`
      const page = await ask<FindingsView>(`/api/servers/srv-a/context?limit=50${mark}`)
      assert.equal(page.status, 200)
      assert.equal(page.body.total, 120)
      seen.push(...page.body.findings.map(({ id }) => id))
      after = page.body.next
    }
    assert.equal(new Set(seen).size, 120)
    const total = async (query: string): Promise<number> =>
      (await ask<FindingsView>(`/api/findings?${query}`)).body.total
    assert.equal(await total('only=moving'), 1)
    assert.equal(await total('level=low'), 241)
    assert.equal(await total('level=low,high&server=srv-b'), 121)
    assert.equal(await total(`server=srv-b&from=${at(10)}&until=${at(19)}`), 10)
    assert.equal(await total('rule=7a5b7d0e-2f67-4a38-9a53-0c9f5c1f7a11&only=moving'), 0)
    for (const bad of ['level=loud', 'limit=0', 'from=yesterday', 'after=x', 'colour=red'])
      assert.equal((await ask(`/api/findings?${bad}`)).status, 400, bad)
  })

  test('a sighting before the first evil moves the window of every server, with reasons and entries', async () => {
    assert.equal((await row('srv-b'))?.verdict, 'no-sign')
    const before = (await kinds('VerdictChanged')).length
    const seenAt = new Date(Date.parse(at(0)) - 30 * 60_000).toISOString()
    const sighting = {
      server: 'srv-c',
      kind: 'ransom-note',
      seenBy: 'C. Invented',
      seenAt,
    }
    assert.equal((await ask('/api/sightings', sighting)).status, 201)
    const [b, c] = [await row('srv-b'), await row('srv-c')]
    assert.equal(c?.verdict, 'hit')
    assert.match(c?.why ?? '', /C\. Invented/u)
    assert.equal(b?.verdict, 'blind', 'its logs begin after the note was seen')
    const changed = await kinds('VerdictChanged')
    assert.deepEqual(
      changed
        .slice(0, changed.length - before)
        .map(({ server }) => String(server))
        .sort(),
      ['srv-a', 'srv-b', 'srv-c'],
    )
  })

  test('when a server left the network its window ends there, and power counts as well', async () => {
    const story = async (): Promise<string | undefined> =>
      (await ask<ServerStory>('/api/servers/srv-b')).body.window?.until.slice(0, 16)
    const off = { server: 'srv-b', state: 'isolated', at: at(100), ...said }
    assert.equal((await ask('/api/connections', off)).status, 201)
    assert.equal(await story(), at(100).slice(0, 16))
    assert.equal((await ask('/api/powers', { ...off, state: 'off', at: at(90) })).status, 201)
    assert.equal(await story(), at(90).slice(0, 16))
    assert.equal((await ask('/api/powers', { ...off, state: 'running', at: at(110) })).status, 201)
    assert.equal(await story(), at(100).slice(0, 16))
  })

  test('what is said of its power decides at once whether a server can be searched for a note', async () => {
    const answer = async (): Promise<string | undefined> =>
      (await ask<NotesView>('/api/notes')).body.servers.find(({ server }) => server === 'srv-b')?.answer
    assert.equal(await answer(), 'not searched')
    assert.equal(
      (await ask('/api/powers', { ...said, server: 'srv-b', state: 'off', at: at(60) })).status,
      201,
    )
    assert.equal(await answer(), 'cannot be searched')
    assert.equal(
      (await ask('/api/powers', { ...said, server: 'srv-b', state: 'running', at: at(61) })).status,
      201,
    )
    assert.equal(await answer(), 'not searched')
  })

  test('a name that two people took out is in no entry and no reason any more; one person is not enough', async () => {
    const [seen] = await kinds('SightingRecorded')
    const password = DRILL_PASSWORD
    const second = { user: 'dpo', password }
    const removal = { entry: seen?.number, reason: 'typed-by-mistake', second }
    const as = async (user: string, said = password): Promise<number> =>
      (await ask('/api/removals', { ...removal, second: { user, password: said } })).status
    assert.equal(await as('incident-commander'), 403, 'the same person twice')
    assert.equal(await as('press-officer'), 403, 'somebody who may not')
    assert.equal(await as('dpo', 'a wrong password'), 403)
    assert.equal((await ask('/api/removals', { ...removal, reason: 'because' })).status, 400)
    assert.equal((await ask('/api/removals', { ...removal, second: 'Bo' })).status, 400)
    const taken = await ask<{ entry: number }>('/api/removals', removal)
    assert.equal(taken.status, 201)
    assert.ok(!(await row('srv-c'))?.why.includes('C. Invented'))
    const [after] = await kinds('SightingRecorded')
    assert.deepEqual(after?.textState, { takenOutBy: taken.body.entry })
  })

  test('what care hands over is on the board within seconds, and a file that is no handover stays', async () => {
    const handover = {
      kind: 'downtime-copy-taken',
      id: '0123456789abcdef0123456789abcdef',
      at: '2021-01-17T21:00:00Z',
      generation: 4,
      asOf: '2021-01-17T20:40:00Z',
      wards: 20,
      inpatients: 400,
      resources: 9000,
      faults: 0,
      commitment: 'ab'.repeat(32),
    }
    write('data/handover/broken.json', '{"name":"somebody"}')
    write('data/handover/copy.json', JSON.stringify(handover))
    for (let tries = 0; (await kinds('DowntimeCopyTaken')).length === 0; tries += 1) {
      assert.ok(tries < 100, 'it is not taken in')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const wards = (await ask<BoardView>('/api/board')).body.answers.find(({ number }) => number === 3)
    assert.match(JSON.stringify(wards), /400|20/u)
    assert.ok(notes.some((note) => note.includes('broken.json')))
    assert.equal(notes.filter((note) => note.includes('broken.json')).length, 1, 'it is said once')
  })

  test('a service that is on no list is refused where there is a list, and a comment is an entry', async () => {
    const service = { service: 'nothing', state: 'down', at: at(60), ...said }
    assert.equal((await ask('/api/services', service)).status, 409)
    assert.equal((await ask('/api/services', { ...service, service: 'mail' })).status, 201)
    assert.equal((await ask('/api/services', { ...service, state: 'gone' })).status, 400)
    assert.equal((await ask('/api/comments', { text: 'noted' })).status, 201)
  })

  test('the header says the day of the drill, and which zone', async () => {
    const { header } = (await ask<BoardView>('/api/board')).body
    assert.equal(header.incident, 'DRILL of 17 January 2021')
    assert.equal(header.timeZone, 'Europe/Brussels')
    assert.equal(header.hospital, 'Invented hospital')
    assert.equal(header.copyNote, 'No folder for a second copy is set.')
  })

  test('a run that was kept without its entry is recorded at the next start, which says so', async () => {
    await serving.now?.close()
    serving.now = null
    const command = opened()
    const held = heldFile(command.folder, command.keys, 'triage')
    assert.ok(held.ok && held.value !== null)
    const digest = createHash('sha256').update('another run').digest('hex')
    const newer = { ...held.value, run: { ...held.value.run, digest } }
    assert.ok(holdFile(command.folder, command.keys, 'triage', newer).ok)
    command.close()
    notes.length = 0
    await serve()
    assert.deepEqual(notes, [
      'A run of triage was kept without its entry: it is recorded now.',
      'The handover broken.json is not taken (not-a-handover); it stays where it lies.',
    ])
    const again = opened()
    assert.equal(again.ledger.state().lastTriage?.digest, digest)
    assert.equal(again.ledger.verify().broken, null)
    again.close()
  })
})
