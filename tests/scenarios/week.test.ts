import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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
import type { DeadlinesView, LogView, SearchesView, StatementsView } from '@codedark/domain/board'
import type { SpokespersonCard, StatementCheck } from '@codedark/domain/incident'
import { signedInAs } from './testing/sign-in.ts'

/**
 * The week of a hospital whose press was told that no ransom was asked while notes lay on its servers: rules of today, replayed.
 * Everything goes through the tasks and the server that a hospital would use; people and servers are invented.
 */

const folder = mkdtempSync(join(tmpdir(), 'codedark-week-'))
const data = join(folder, 'data')
const open: Serving[] = []
after(async () => {
  await Promise.all(open.map((serving) => serving.close()))
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  readonly status: number
  readonly type: string
  readonly bytes: Buffer
  readonly body: unknown
}

async function ask(path: string, body?: unknown): Promise<Answer> {
  const { port, host } = new URL(open[0]?.url ?? '')
  const cookie = await signedInAs(open[0]?.url ?? '', 'incident-commander')
  const headers = { host, cookie, ...(body === undefined ? {} : { origin: open[0]?.url ?? '' }) }
  const method = body === undefined ? 'GET' : 'POST'
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('end', () => {
        const bytes = Buffer.concat(parts)
        const type = String(incoming.headers['content-type'])
        const parsed: unknown = type.includes('json') ? JSON.parse(bytes.toString('utf8')) : null
        resolve({ status: incoming.statusCode ?? 0, type, bytes, body: parsed })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const get = async <View>(path: string): Promise<View> => (await ask(path)).body as View

async function post(path: string, body: unknown): Promise<number> {
  const answer = await ask(path, body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return (answer.body as { entry: number }).entry
}

async function check(text: string): Promise<StatementCheck> {
  const answer = await ask('/api/statements/checks', { text, language: 'fr' })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as StatementCheck
}

const answersOf = ({ claims }: StatementCheck): Record<string, string> =>
  Object.fromEntries(claims.map(({ claim, answer }) => [claim, answer]))

async function logTexts(): Promise<readonly string[]> {
  return (await get<LogView>('/api/log?limit=200')).lines.map(({ text }) => text)
}

/** The desk follows a change within a second. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await holds()) return
    await pause(50)
  }
  assert.fail(what)
}

function invent(): void {
  const estate = join(folder, 'estate')
  mkdirSync(estate)
  const servers = [
    ['dc-1', 'dir'],
    ['dc-2', 'dir'],
    ['rec-1', 'chart'],
    ['bak-1', 'copies'],
  ].map(([name, service]) => `${name},server,main,${service},10.0.0.1,windows,no`)
  writeFileSync(join(estate, 'servers.csv'), `name,role,site,service,ip,os,virtual\n${servers.join('\n')}\n`)
  writeFileSync(
    join(estate, 'services.csv'),
    'service,name,tier,care_rank,members,needs,restore_minutes_per_server,holds\ndir,Directory,0,1,2,1,60,none\nchart,Patient record,2,1,1,1,60,patient-record\ncopies,Backup,0,1,1,1,60,patient-data\n',
  )
  writeFileSync(join(estate, 'depends.csv'), 'parent,type,child\nchart,Depends on::Used by,dir\n')
  writeFileSync(
    join(estate, 'care.csv'),
    'care,site,service,need,workaround,phone\nWards,main,chart,hard,Paper,4100\n',
  )
}

async function begin(): Promise<void> {
  invent()
  assert.ok(
    initDataFolder(data, 'drill', DRILL_PASSPHRASE, {
      hospital: 'Invented hospital',
      timeZone: 'Europe/Brussels',
    }).ok,
  )
  const opened = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  assert.ok(openIncident(opened.value, 'Invented hospital', '2021-01-17T19:46:00.000Z').ok)
  const read = readEstateFolder(join(folder, 'estate'))
  assert.ok(read.ok)
  assert.ok(takeEstate(opened.value, read.value).ok)
  opened.value.close()
  const pages = join(folder, 'pages')
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), '<title>board</title>')
  const serving = await serveCommand({ data, port: 0, pages, onBug: (error) => assert.fail(String(error)) })
  assert.ok(serving.ok, JSON.stringify(serving))
  open.push(serving.value)
}

const NO_DEMAND = 'Aucune rançon n’a été demandée.'
const approved = { approvedBy: 'D. Général, directeur', approverRole: 'management' }

test('the week: the note is found, IT cannot close it alone, and “no demand” is contradicted for all to see', async () => {
  await begin()

  // Sunday, first hour: nothing is known, so nothing of it can be said.
  const first = await check(`${NO_DEMAND} Il s’agit d’une panne informatique.`)
  assert.deepEqual(answersOf(first), { 'no-demand': 'not-known', 'it-issue': 'not-known' })
  assert.ok(
    first.claims[0]?.notLooked.some(({ ids }) => ids.length === 4),
    'all four servers are named as not searched',
  )
  const silent = await ask('/api/statements/releases', { text: NO_DEMAND, language: 'fr', ...approved })
  assert.equal(silent.status, 409)
  assert.match(JSON.stringify(silent.body), /with the reason why/u)
  // It warns and does not block: with a reason it goes out, and the record says how.
  await post('/api/statements/releases', {
    text: NO_DEMAND,
    language: 'fr',
    reason: 'La presse attend',
    ...approved,
  })

  // Sunday night: a note on a domain controller. Management is told within the same decision.
  const seen = {
    server: 'dc-1',
    kind: 'ransom-note',
    seenBy: 'T. Technique',
    seenAt: '2021-01-17T22:41:00+01:00',
  }
  await post('/api/sightings', { ...seen })
  await until('the released statement is contradicted', async () =>
    (await logTexts()).some((text) => text.includes('Statement s-001 is contradicted')),
  )
  const opened = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  const { ledger } = opened.value
  const notices = [...ledger.state().notices.all.values()]
  const [ofItem, ofStatement] = [notices[0], notices.at(-1)]
  assert.deepEqual(
    [ofItem?.subject.kind, ofStatement?.subject],
    ['evidence', { kind: 'statement', id: 's-001' }],
  )
  assert.ok(ofStatement?.rule.steps[0]?.roles.includes('management'))
  assert.ok(
    ofItem?.rule.steps.some(({ roles }) => roles.includes('management')),
    'the chain climbs to management',
  )

  // IT tries to close it alone.
  const closing = { type: 'CloseItem', item: 'e-001', reason: 'rien', secondName: 'T. Technique' } as const
  const alone = ledger.submit(closing, 'board', 'T. Technique')
  assert.equal(alone.ok, false)
  const deciding = {
    type: 'DecideNotice',
    notice: 'n-001',
    hash: ofItem?.hash ?? '',
    channel: 'board',
    decision: 'rien',
  } as const
  assert.equal(ledger.submit({ ...deciding, role: 'it-response' }, 'board', 'T. Technique').ok, false)
  opened.value.close()

  // Monday 13:00: the press statement.
  const monday = await check(
    `${NO_DEMAND} Rien n’a été volé. Toutes les liaisons vers l’extérieur sont coupées. Nos équipes sont formidables.`,
  )
  assert.deepEqual(answersOf(monday), {
    'no-demand': 'contradicted',
    'no-data-stolen': 'not-known',
    'all-links-cut': 'not-known',
  })
  assert.equal(monday.sentences.at(-1)?.checked, 'unchecked')
  const [demand] = monday.claims
  assert.ok(demand?.because.some(({ kind, ids }) => kind === 'sighting' && ids.includes('dc-1')))
  assert.match(demand?.say ?? '', /^Un message qui semble provenir des attaquants/u)

  // The sentence that can be said passes its own check.
  const better = await check(demand?.say ?? '')
  assert.deepEqual(
    [better.claims.length, better.sentences.every(({ checked }) => checked === 'ours')],
    [0, true],
  )

  // Tuesday: mail can be read again, from noon on. What came in before is a gap, and is named.
  await post('/api/searches', {
    ...{
      channel: 'mail',
      answer: 'nothing',
      method: 'inbox-read',
      searchedBy: 'M. Messagerie',
    },
    ...{ searchedAt: '2021-01-19T13:00:00+01:00', coversFrom: '2021-01-19T12:00:00+01:00' },
  })
  const tuesday = await check(NO_DEMAND)
  assert.ok(
    tuesday.claims[0]?.notLooked.some(({ ids, text }) => ids.includes('mail') && /not known/u.test(text)),
  )
  const searches = await get<SearchesView>('/api/searches')
  const { total, ...counts } = searches.counts
  assert.equal(
    Object.values(counts).reduce((sum, count) => sum + count, 0),
    total,
  )
  assert.equal(searches.counts['not-searched'], 4)

  // The card, on one sheet, in four languages.
  for (const language of ['fr', 'nl', 'de', 'en']) {
    const card = await get<SpokespersonCard>(`/api/card?language=${language}`)
    assert.ok(card.canSay.length > 0 && card.doNotSay.some(({ contradicted }) => contradicted))
    const sheet = await ask(`/api/card.pdf?language=${language}`)
    assert.equal(sheet.type, 'application/pdf')
    // Each writer of PDF puts its own white space between the two names.
    assert.equal(sheet.bytes.toString('latin1').match(/\/Type\s*\/Page\b/gu)?.length, 1, language)
  }

  // All of it can be shown.
  const { statements } = await get<StatementsView>('/api/statements')
  const released = statements.find(({ statement }) => statement === 's-001')
  assert.equal(released?.standing, 'contradicted')
  assert.equal(released?.release?.reason, 'La presse attend')
  assert.equal(released?.release?.check?.claims[0]?.answer, 'not-known')
  assert.ok(released?.contradictions[0]?.because.some(({ text }) => text.includes('dc-1')))
})

test('the clocks of the week: from one awareness, warned of when over, drafts that say what is not known', async () => {
  const before = await get<DeadlinesView>('/api/deadlines')
  assert.equal(before.awareness, null)
  assert.ok(before.rows.every(({ standing }) => standing === 'waiting'))
  const decided = {
    decidedBy: 'D. Général',
    role: 'management',
    reason: 'Écrans de récupération',
  }
  await post('/api/deadlines/awareness', { awareAt: '2021-01-17T20:46:00+01:00', ...decided })
  await until('what is over is warned of', async () =>
    (await logTexts()).some((text) => text.includes('“NIS2 early warning” was due')),
  )
  const after = await get<DeadlinesView>('/api/deadlines')
  const warning = after.rows.find(({ id }) => id === 'nis2-early-warning')
  assert.deepEqual(
    [warning?.standing, warning?.exact, warning?.reading],
    ['overdue', '2021-01-18T19:46:00.000Z', '2021-01-18T20:00:00.000Z'],
  )
  assert.match(after.replay ?? '', /is replayed on 2021-01-17/u)
  assert.deepEqual(after.missedSilently, [])
  const draft = await get<{ text: string }>('/api/deadlines/nis2-early-warning/draft')
  assert.match(draft.text, /^DRAFT FOR THE DATA PROTECTION OFFICER AND COUNSEL\. NOT SENT\./u)
  assert.match(draft.text, /Yes: /u)
  assert.match(draft.text, /\[not known\]/u)
  assert.equal((await ask('/api/deadlines/nis2-early-warning/draft.pdf')).type, 'application/pdf')
  await post('/api/deadlines/submissions', {
    ...{
      deadline: 'nis2-early-warning',
      submittedAt: '2021-01-18T18:00:00+01:00',
      submittedBy: 'D. Général',
    },
    ...{ reference: 'CCB 1' },
  })
  const done = (await get<DeadlinesView>('/api/deadlines')).rows.find(({ id }) => id === 'nis2-early-warning')
  assert.deepEqual([done?.standing, done?.late], ['submitted', false])
  assert.equal(
    (await ask('/api/deadlines/submissions', { deadline: 'none', submittedAt: 'never' })).status,
    400,
  )
  assert.equal((await ask('/api/deadlines/nothing/draft')).status, 404)
})
