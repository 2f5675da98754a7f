import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

test('on a full disk nothing acknowledged is lost, nothing half is in use, and the fault says that it is full', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-full-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const script = join(import.meta.dirname, 'testing', 'fill-the-disk.ts')
  const mount = `mount -t tmpfs -o size=4m tmpfs "${folder}"`
  // A mount of its own, which ends with the process.
  if (spawnSync('unshare', ['-rm', 'sh', '-c', mount]).status !== 0)
    return t.skip('needs unshare with user namespaces')
  const words = `${mount} && exec "${process.execPath}" --disable-warning=ExperimentalWarning "${script}"`
  const run = spawnSync('unshare', ['-rm', 'sh', '-c', words], {
    encoding: 'utf8',
    env: { ...process.env, VAULT: join(folder, 'vault.db') },
  })
  assert.equal(run.status, 0, run.stderr)
  const said = JSON.parse(run.stdout) as Readonly<Record<string, unknown>>
  assert.ok(Number(said['acknowledged']) > 3, run.stdout)
  assert.equal(said['whole'], said['acknowledged'])
  assert.equal(said['inUse'], said['last'])
  assert.deepEqual(said['fault'], { code: 'storage', reason: 'SQLITE_FULL', full: true })
})
