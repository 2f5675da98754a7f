import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openAccounts } from './accounts.ts'
import { copyAccounts } from './copy.ts'
import { addDrillAccounts, DRILL_PASSWORD } from './drill.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-accounts-copy-'))
after(() => rmSync(root, { recursive: true, force: true }))

test('a copy lets the same people in, opens with no other key, and nobody is signed in there', async () => {
  const key = randomBytes(32)
  const at = (name: string) => ({
    path: join(root, name),
    key,
    side: 'command' as const,
    secure: false,
    now: () => new Date().toISOString(),
  })
  const accounts = await openAccounts(at('accounts.db'))
  await addDrillAccounts(accounts, 'command')
  const who = { user: 'management', password: DRILL_PASSWORD }
  const opened = await accounts.signIn(who)
  assert.ok(opened.ok)
  const cookie = opened.value.cookies.map((one) => one.split(';')[0]).join('; ')
  assert.ok((await accounts.sessionOf(cookie)) !== null)
  for (let times = 0; times < 2; times += 1)
    assert.deepEqual(copyAccounts(join(root, 'accounts.db'), join(root, 'copy.db'), key), {
      ok: true,
      value: null,
    })
  assert.deepEqual(
    readdirSync(root).filter((name) => name.includes('tmp')),
    [],
  )
  const restored = await openAccounts(at('copy.db'))
  assert.equal(await restored.sessionOf(cookie), null)
  assert.equal((await restored.signIn(who)).ok, true)
  restored.close()
  accounts.close()
  assert.equal(copyAccounts(join(root, 'copy.db'), join(root, 'other.db'), randomBytes(32)).ok, false)
})
