import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { carePeople, serveCare, type CareServing } from '@codedark/care'
import {
  commandPeople,
  DRILL_PASSPHRASE,
  DRILL_PASSWORD,
  initDataFolder,
  openCommand,
  openIncident,
  serveCommand,
  type Serving,
} from '@codedark/command'
import { ask } from './testing/ward-server.ts'
import { addAccount, post, signedInAs, TEST_PASSWORD } from './testing/sign-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-access-'))
const pages = join(folder, 'pages')
const data = join(folder, 'drill')
const running: { board?: Serving; wards?: CareServing } = {}
const onBug = (error: unknown): void => assert.fail(String(error))

const board = (): Serving => running.board ?? assert.fail('not served')
const wards = (): CareServing => running.wards ?? assert.fail('not served')

/** The status of a GET as somebody, by the role’s published account. */
async function as(serving: Serving | CareServing, user: string, path: string): Promise<number> {
  return (await ask(serving, path, undefined, { cookie: await signedInAs(serving.url, user) })).status
}

/** What the record says of who came in. */
function accessEntries(): readonly { readonly type: string; readonly text: string }[] {
  const opened = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  const { ledger } = opened.value
  const entries = ledger.state().log.map(({ type, index }) => ({ type, text: ledger.describe(index) }))
  opened.value.close()
  return entries
}

before(async () => {
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), '<title>pages</title>')
  assert.ok(initDataFolder(data, 'drill', DRILL_PASSPHRASE).ok)
  const opened = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  assert.ok(openIncident(opened.value, 'Invented hospital').ok)
  opened.value.close()
  const served = await serveCommand({ data, port: 0, pages, onBug })
  assert.ok(served.ok, JSON.stringify(served))
  running.board = served.value
  const care = await serveCare({ data, port: 0, pages, onBug })
  assert.ok(care.ok, JSON.stringify(care))
  running.wards = care.value
})
after(async () => {
  await running.board?.close()
  await running.wards?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('access over real HTTP', () => {
  test('the board shows each role its own, and nobody in particular nothing', async () => {
    for (const path of ['/api/board', '/api/findings', '/api/log', '/api/changes'])
      assert.equal((await ask(board(), path, undefined, { cookie: '' })).status, 401, path)
    assert.equal(await as(board(), 'incident-commander', '/api/log'), 200)
    assert.equal(await as(board(), 'ward-lead', '/api/board'), 200)
    for (const path of ['/api/findings', '/api/log', '/api/notes']) {
      assert.equal(await as(board(), 'ward-lead', path), 403, path)
      assert.equal(await as(board(), 'press-officer', path), 403, path)
      assert.equal(await as(board(), 'witness', path), 403, path)
      assert.equal(await as(board(), 'wall-screen', path), 403, path)
    }
    assert.equal(await as(board(), 'wall-screen', '/api/board'), 200)
    assert.equal(await as(board(), 'witness', '/api/board'), 403)
  })

  test('the ward pages have no account for who investigates, and a session of the board is worth nothing there', async () => {
    for (const user of ['investigator', 'it-response', 'witness', 'press-officer'])
      assert.equal(
        (await post(wards().url, '/api/sign-in', { user, password: DRILL_PASSWORD })).status,
        401,
        user,
      )
    const ofBoard = await signedInAs(board().url, 'incident-commander')
    const renamed = ofBoard.replaceAll('codedark-command', 'codedark-care')
    for (const cookie of [ofBoard, renamed, `${ofBoard}; ${renamed}`])
      assert.equal((await ask(wards(), '/api/hospital', undefined, { cookie })).status, 401)
    assert.equal(await as(wards(), 'administrator', '/api/find?q=a'), 403)
    assert.equal(await as(wards(), 'care-commander', '/api/find?q=a'), 403)
  })

  test('a request that is forged, or sent again after signing out, is refused', async () => {
    const { url } = board()
    const first = await post(url, '/api/sign-in', { user: 'dpo', password: DRILL_PASSWORD })
    const { cookie } = first
    const comment = { text: 'noted' }
    const foreign = { cookie, origin: 'http://evil.example' }
    assert.equal((await post(url, '/api/comments', comment, foreign)).status, 403)
    assert.equal(
      (await post(url, '/api/sign-in', { user: 'dpo', password: DRILL_PASSWORD }, foreign)).status,
      403,
    )
    assert.equal(
      (await post(url, '/api/comments', { ...comment, recordedBy: 'Somebody else' }, { cookie })).status,
      400,
    )
    assert.equal((await post(url, '/api/comments', comment, { cookie })).status, 201)
    assert.equal((await post(url, '/api/sign-out', {}, { cookie })).status, 200)
    assert.equal((await post(url, '/api/comments', comment, { cookie })).status, 401, 'replayed')
    for (const body of [
      {},
      { user: 'dpo' },
      { user: 1, password: 2 },
      { user: 'dpo', password: 'x', admin: 'yes' },
      [],
    ])
      assert.equal((await post(url, '/api/sign-in', body)).status, 400, JSON.stringify(body))
  })

  test('a role card opens once, is an entry, and its code is nowhere in the record', async () => {
    const people = await commandPeople(data, DRILL_PASSPHRASE)
    assert.ok(people.ok)
    const [card] = people.value.accounts.printCards(
      ['it-commander'],
      'DRILL-CARD-B',
      new Date().toISOString(),
    )
    people.value.close()
    assert.ok(card !== undefined)
    const opened = await post(board().url, '/api/role-card', { code: card.code })
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    assert.equal((await ask(board(), '/api/findings', undefined, { cookie: opened.cookie })).status, 200)
    assert.equal((await post(board().url, '/api/role-card', { code: card.code })).status, 401)
    const entries = accessEntries()
    const line = entries.find(({ type }) => type === 'RoleCardOpened')
    assert.equal(line?.text, `Sealed role card ${card.serial} was opened: Head of IT command.`)
    assert.ok(!JSON.stringify(entries).includes(card.code))
    assert.ok(
      entries.some(
        ({ type, text }) => type === 'SignedIn' && text === 'Data protection officer (drill) signed in.',
      ),
    )
    assert.ok(entries.some(({ type }) => type === 'SignedOut'))
  })

  test('2,000 sign-ins over HTTP are refused at once but for eight, with memory bounded, and who is signed in goes on working', async () => {
    const { url } = board()
    const before = process.memoryUsage().rss
    let answered = 0
    let refused = 0
    for (let round = 0; round < 5; round += 1) {
      const batch = Array.from({ length: 400 }, async (_, n) => {
        const user = `guess-${round % 3}-${n}`
        const answer = await Promise.race([
          post(url, '/api/sign-in', { user, password: 'not the right password' }).catch(() => null),
          // Those that wait for their turn would wait longer each time: that is the point.
          new Promise<null>((resolve) => setTimeout(() => resolve(null), 1_500).unref()),
        ])
        if (answer !== null) answered += 1
        if (answer?.status === 429) refused += 1
      })
      await Promise.all(batch)
      if (round === 0) {
        assert.equal(
          await as(board(), 'incident-commander', '/api/board'),
          200,
          'who is signed in goes on working',
        )
      }
    }
    assert.ok(refused > answered * 0.9, `${refused} of ${answered} refused at once`)
    assert.ok(process.memoryUsage().rss - before < 600 * 1024 * 1024)
  })

  test('beyond this computer only with the passphrase given, an account, and TLS', async () => {
    const real = join(folder, 'real')
    assert.ok(initDataFolder(real, 'real', 'a long passphrase').ok)
    const beyond = { address: '127.0.0.1', hostName: 'codedark.test' }
    const given = { data: real, port: 0, pages, onBug, beyond }
    const locked = await serveCommand(given)
    assert.ok(
      !locked.ok && /passphrase must be given at the start/u.test(locked.fault),
      JSON.stringify(locked),
    )
    const nobody = await serveCommand({ ...given, passphrase: 'a long passphrase' })
    assert.ok(!nobody.ok && /nobody has an account/u.test(nobody.fault), JSON.stringify(nobody))
    const care = await serveCare({ ...given, passphrase: 'a long passphrase' })
    assert.ok(!care.ok && /nobody has an account/u.test(care.fault))
    await addAccount(real, 'a long passphrase', 'command', 'root', ['administrator'])
    const prints: (string | null)[] = []
    for (let start = 0; start < 2; start += 1) {
      const served = await serveCommand({ ...given, passphrase: 'a long passphrase' })
      assert.ok(served.ok, JSON.stringify(served))
      assert.match(served.value.url, /^https:\/\/command\.codedark\.test:\d+$/)
      prints.push(served.value.fingerprint)
      await served.value.close()
    }
    assert.match(prints[0] ?? '', /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    assert.equal(prints[0], prints[1], 'the fingerprint on paper holds')
  })

  test('an account of the ward pages signs in there, and the vault notes it', async () => {
    const care = await carePeople(data, DRILL_PASSPHRASE)
    assert.ok(care.ok)
    const nurse = { id: 'acc-nurse', user: 'nora', name: 'N. Claes', roles: ['ward-lead'] as const }
    const made = { ...nurse, password: TEST_PASSWORD, secondFactor: null }
    assert.ok((await care.value.accounts.add(made)).ok)
    care.value.close()
    const { status, cookie } = await post(wards().url, '/api/sign-in', {
      user: 'nora',
      password: TEST_PASSWORD,
    })
    assert.equal(status, 201)
    assert.equal((await ask(wards(), '/api/find?q=a', undefined, { cookie })).status === 401, false)
  })

  test('a copied folder is not served beside the first on one machine', async () => {
    const copy = join(folder, 'copied')
    cpSync(data, copy, { recursive: true })
    const cli = join(import.meta.dirname, '../../apps/cli/src/main.ts')
    const args = [
      '--disable-warning=ExperimentalWarning',
      cli,
      'serve',
      '--data',
      copy,
      '--port',
      '0',
      '--care-port',
      '0',
    ]
    for (const side of ['command', 'care']) {
      const child = spawn(process.execPath, [...args, '--only', side], { stdio: ['ignore', 'pipe', 'pipe'] })
      let said = ''
      child.stderr.on('data', (part) => (said += String(part)))
      const status = await new Promise((resolve) => child.once('exit', resolve))
      assert.equal(status, 1, said)
      assert.match(said, /A copy of this data folder is being served from .*drill \(process \d+\)/u)
    }
  })
})
