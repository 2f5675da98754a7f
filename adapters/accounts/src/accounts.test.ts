import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { AccountRole } from '@codedark/domain/people'
import { cookieHeader, newId, newSecondFactor, openAccounts } from './index.ts'
import type { Accounts } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-accounts-'))
const open: Accounts[] = []
after(() => {
  for (const accounts of open) accounts.close()
  rmSync(folder, { recursive: true })
})

const PASSWORD = 'a long enough sentence'
let files = 0

async function store(
  over: { secure?: boolean; now?: () => string; path?: string; key?: Uint8Array } = {},
): Promise<{ accounts: Accounts; path: string; key: Uint8Array }> {
  const path = over.path ?? join(folder, `${(files += 1)}.db`)
  const key = over.key ?? randomBytes(32)
  const accounts = await openAccounts({
    path,
    key,
    side: 'command',
    secure: over.secure ?? false,
    now: over.now ?? ((): string => new Date().toISOString()),
  })
  open.push(accounts)
  return { accounts, path, key }
}

const person = (user: string, roles: readonly AccountRole[] = ['witness']) => ({
  id: newId('acc'),
  user,
  name: `Name of ${user}`,
  roles,
  password: PASSWORD,
  secondFactor: null,
})

/** The six digits at an instant: RFC 6238 over RFC 4226, written anew here. */
function totp(secret: string, atMs: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/gu) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

describe('accounts', () => {
  test('let in who knows user name and password, with a cookie of this host that scripts cannot read', async () => {
    const { accounts } = await store()
    assert.ok((await accounts.add(person('a-n.a_1'))).ok)
    assert.ok((await accounts.signIn({ user: 'a-n.a_1', password: PASSWORD })).ok)
    const ana = person('ana', ['dpo', 'legal'])
    assert.ok((await accounts.add(ana)).ok)
    const opened = await accounts.signIn({ user: 'Ana', password: PASSWORD })
    assert.ok(opened.ok)
    assert.deepEqual(opened.value.who.roles, ['dpo', 'legal'])
    assert.equal(opened.value.who.account, ana.id)
    const [cookie = ''] = opened.value.cookies
    assert.match(cookie, /^codedark-command\.session_token=/)
    assert.match(cookie, /HttpOnly; SameSite=Strict$/)
    assert.ok(!/Domain=/i.test(cookie))
    const jar = cookieHeader(opened.value.cookies)
    assert.equal((await accounts.sessionOf(jar))?.name, 'Name of ana')
    await accounts.signOut(jar)
    assert.equal(
      await accounts.sessionOf(jar),
      null,
      'a cookie that was kept is worth nothing after signing out',
    )
  })

  test('say the same of a wrong password and of a name that nobody has', async () => {
    const { accounts } = await store()
    assert.ok((await accounts.add(person('ana'))).ok)
    const wrong = { ok: false, fault: { code: 'wrong' } }
    assert.deepEqual(await accounts.signIn({ user: 'ana', password: 'another long sentence' }), wrong)
    assert.deepEqual(await accounts.signIn({ user: 'nobody', password: PASSWORD }), wrong)
    for (const user of ['', "' OR 1=1 --", 'a'.repeat(1000), 'ana\u0000'])
      assert.deepEqual(await accounts.signIn({ user, password: PASSWORD }), wrong, user.slice(0, 20))
  })

  test('take no forged, changed or foreign cookie', async () => {
    const { accounts } = await store()
    const other = await store()
    assert.ok((await accounts.add(person('ana'))).ok)
    assert.ok((await other.accounts.add(person('ana'))).ok)
    const theirs = await other.accounts.signIn({ user: 'ana', password: PASSWORD })
    const ours = await accounts.signIn({ user: 'ana', password: PASSWORD })
    assert.ok(theirs.ok && ours.ok)
    const good = cookieHeader(ours.value.cookies)
    assert.equal(await accounts.sessionOf(cookieHeader(theirs.value.cookies)), null)
    for (const at of [30, 45, 60, 80]) {
      const letter = good.charAt(at) === 'A' ? 'B' : 'A'
      assert.equal(
        await accounts.sessionOf(good.slice(0, at) + letter + good.slice(at + 1)),
        null,
        `at ${at}`,
      )
    }
    assert.equal(await accounts.sessionOf(good.split('.').slice(0, -1).join('.')), null)
    assert.notEqual(await accounts.sessionOf(good), null)
  })

  test('ask for the six digits, take each code once, and each backup code once', async () => {
    const { accounts } = await store()
    const secondFactor = newSecondFactor()
    assert.ok((await accounts.add({ ...person('ana'), secondFactor })).ok)
    const typed = { user: 'ana', password: PASSWORD }
    assert.deepEqual(await accounts.signIn(typed), { ok: false, fault: { code: 'code-needed' } })
    const code = totp(secondFactor.secret, Date.now())
    const first = await accounts.signIn({ ...typed, code: `${code.slice(0, 3)} ${code.slice(3)}` })
    assert.ok(first.ok, JSON.stringify(first))
    assert.equal(first.value.way, 'code')
    assert.deepEqual(await accounts.signIn({ ...typed, code }), { ok: false, fault: { code: 'code-used' } })
    const wrong = { ok: false, fault: { code: 'code-wrong' } }
    const old = totp(secondFactor.secret, Date.now() - 3_600_000)
    assert.deepEqual(await accounts.signIn({ ...typed, code: old }), wrong)
    assert.deepEqual(await accounts.signIn({ ...typed, code: 'not a code' }), wrong)
    const backup = secondFactor.backupCodes[0]?.toLowerCase().replace('-', ' ') ?? ''
    assert.ok((await accounts.signIn({ ...typed, code: backup })).ok)
    assert.deepEqual(await accounts.signIn({ ...typed, code: backup }), wrong)
    for (let n = 0; n < 12; n += 1) await accounts.signIn({ ...typed, code: 'AAAAA-AAAAA' })
    assert.ok((await accounts.signIn({ ...typed, code: secondFactor.backupCodes[1] ?? '' })).ok, 'no lockout')
  })

  test('end a session after four idle hours and after a shift, and keep one that is used', async () => {
    let ms = Date.now()
    const { accounts } = await store({ now: () => new Date(ms).toISOString() })
    assert.ok((await accounts.add(person('ana'))).ok)
    const enter = async (): Promise<string> => {
      const opened = await accounts.signIn({ user: 'ana', password: PASSWORD })
      assert.ok(opened.ok)
      return cookieHeader(opened.value.cookies)
    }
    const used = await enter()
    const idle = await enter()
    for (let hour = 0; hour < 12; hour += 1) {
      ms += 3_600_000
      assert.notEqual(await accounts.sessionOf(used), null, `after ${hour + 1} h`)
    }
    assert.equal(await accounts.sessionOf(idle), null)
    ms += 3_600_000 + 60_000
    assert.equal(await accounts.sessionOf(used), null, 'a shift is over')
    ms -= 24 * 3_600_000
    assert.equal(await accounts.sessionOf(used), null, 'a clock set back opens none again')
  })

  test('open a role card once for ever, and know nothing of its code afterwards', async () => {
    const { accounts, path } = await store()
    assert.equal(accounts.any(), false)
    const [card, lost] = accounts.printCards(['it-commander', 'dpo'], 'CARD-', '2021-01-01T00:00:00.000Z')
    assert.ok(card !== undefined && lost !== undefined)
    assert.equal(accounts.any(), true)
    assert.deepEqual(await accounts.openCard('0000-0000-0000-0000'), {
      ok: false,
      fault: { code: 'card-unknown' },
    })
    const opened = await accounts.openCard(card.code.toLowerCase().replaceAll('-', ' '))
    assert.ok(opened.ok)
    assert.deepEqual(opened.value.who.roles, ['it-commander'])
    assert.equal(opened.value.who.account, 'card-card-0001')
    assert.equal(opened.value.who.card, true)
    const again = await accounts.openCard(card.code)
    assert.ok(!again.ok && again.fault.code === 'card-used')
    assert.equal(accounts.voidCards([lost.serial], '2021-01-02T00:00:00.000Z'), 1)
    const voided = await accounts.openCard(lost.code)
    assert.ok(!voided.ok && voided.fault.code === 'card-used')
    assert.ok(!readFileSync(path).includes('it-commander'), 'the file is encrypted')
    assert.equal(accounts.list().length, 0, 'a card is no account of the list')
    const two = await Promise.all([1, 2].map(() => accounts.openCard(card.code)))
    assert.ok(two.every(({ ok }) => !ok))
  })

  test('end every session on reset and removal, and keep the last administrator', async () => {
    const { accounts } = await store()
    assert.ok((await accounts.add(person('root', ['administrator']))).ok)
    assert.ok((await accounts.add(person('ana', ['dpo']))).ok)
    const last = { ok: false, fault: { code: 'last-administrator', user: 'root' } }
    assert.deepEqual(accounts.remove('root', '2021-01-01T00:00:00.000Z'), last)
    assert.deepEqual(accounts.setRoles('root', ['dpo']), last)
    const opened = await accounts.signIn({ user: 'ana', password: PASSWORD })
    assert.ok(opened.ok)
    const jar = cookieHeader(opened.value.cookies)
    assert.ok(accounts.setRoles('ana', ['press-officer']).ok)
    assert.deepEqual((await accounts.sessionOf(jar))?.roles, ['press-officer'])
    assert.ok((await accounts.reset('ana', 'quite another sentence', null)).ok)
    assert.equal(await accounts.sessionOf(jar), null)
    assert.ok(!(await accounts.signIn({ user: 'ana', password: PASSWORD })).ok)
    assert.ok(accounts.remove('ana', '2021-01-01T00:00:00.000Z').ok)
    assert.ok(!(await accounts.signIn({ user: 'ana', password: 'quite another sentence' })).ok)
    assert.equal(accounts.list().find(({ user }) => user === 'ana')?.removedAt, '2021-01-01T00:00:00.000Z')
  })

  test('refuse weak passwords, bad names and names that are taken', async () => {
    const { accounts } = await store()
    const code = async (over: object): Promise<string> => {
      const added = await accounts.add({ ...person('ana'), ...over })
      return added.ok ? 'ok' : added.fault.code
    }
    assert.equal(await code({ password: 'short' }), 'bad-password')
    assert.equal(await code({ password: 'aaaaaaaaaaaaaaaa' }), 'bad-password')
    assert.equal(await code({ user: 'Ana' }), 'bad-user-name')
    assert.equal(await code({ user: 'card-card-0001'.padEnd(40, 'x') }), 'bad-user-name')
    assert.equal(await code({ roles: [] }), 'no-role')
    assert.equal(await code({ name: '\u0007 ' }), 'name-missing')
    assert.equal(await code({}), 'ok')
    assert.equal(await code({ id: newId('acc') }), 'user-exists')
  })

  test('cannot be read under another key', async () => {
    const { path } = await store()
    await assert.rejects(store({ path, key: randomBytes(32) }))
  })

  test('mark their cookies for TLS only where the server speaks it', async () => {
    const { accounts } = await store({ secure: true })
    assert.ok((await accounts.add(person('ana'))).ok)
    const opened = await accounts.signIn({ user: 'ana', password: PASSWORD })
    assert.ok(opened.ok)
    assert.match(opened.value.cookies[0] ?? '', /^__Secure-codedark-command\.session_token=.*; Secure; /)
  })
})
