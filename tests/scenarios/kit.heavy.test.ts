import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { buildWeb } from '../../scripts/build-web.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'codedark-kit-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('a kit holds no symbolic link and runs the drill without network and without the clone’s packages', () => {
  const kit = join(folder, 'kit')
  assert.ok(buildWeb().ok)
  const made = spawnSync(
    process.execPath,
    [join(root, 'apps/cli/src/main.ts'), 'kit', kit, '--platform', 'linux-x64', '--json'],
    {
      encoding: 'utf8',
    },
  )
  assert.equal(made.status, 0, made.stderr)
  const entries = readdirSync(kit, { recursive: true, withFileTypes: true })
  assert.deepEqual(
    entries.filter((entry) => entry.isSymbolicLink()),
    [],
  )
  const script = join(kit, 'codedark')
  const start = ['start', '--no-serve', '--data', join(folder, 'data-drill')]
  const alone =
    spawnSync('unshare', ['-rn', 'true']).status === 0
      ? ['unshare', '-rn', 'sh', script, ...start]
      : ['sh', script, ...start]
  const [command = '', ...args] = alone
  const run = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } })
  assert.equal(run.status, 0, run.stdout + run.stderr)
  assert.match(run.stdout, /300 servers: \d+ hit/)
  assert.match(run.stdout, /DRILL/)
  // On a FAT stick nothing may be run: Node then runs from a copy.
  assert.match(readFileSync(script, 'utf8'), /mktemp -d/)
})
