// Sets up what the other scripts need: the packages of package-lock.json and a Node 24 on PATH.
// Runs on whatever Node the system has (20 or later), so this one file is plain JavaScript and imports nothing of ours.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const stampPath = join(modules, '.codedark-ready')
const windows = process.platform === 'win32'

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Codedark needs Node 20 or later to set itself up; this is ${process.version}.`)
  process.exit(2)
}

const want = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const have = existsSync(stampPath) ? readFileSync(stampPath, 'utf8') : ''

if (want !== have) {
  console.error('Installing what Codedark needs (the first time, or after an update) …')
  // --ignore-scripts: no package of ours needs one, and npm 10 would otherwise compile a store that ships prebuilt.
  const result = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  })
  if (result.status !== 0) {
    console.error(
      'npm ci failed: see above. Codedark needs the npm registry this once; later starts need no network.',
    )
    process.exit(1)
  }
  writeFileSync(stampPath, want)
}

// With two or more Node packages in the lockfile npm 10 links none of them and says nothing.
const link = join(modules, '.bin', windows ? 'node.exe' : 'node')
const binary = join(
  modules,
  `node-${windows ? 'win' : process.platform}-${process.arch}`,
  'bin',
  windows ? 'node.exe' : 'node',
)
if (!works(link) && existsSync(binary)) {
  mkdirSync(dirname(link), { recursive: true })
  rmSync(link, { force: true })
  if (windows) {
    writeFileSync(join(modules, '.bin', 'node.cmd'), `@"${binary}" %*\r\n`)
  } else {
    chmodSync(binary, 0o755)
    symlinkSync(binary, link)
  }
}
if (!existsSync(binary) && Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `There is no Node 24 package for ${process.platform}-${process.arch}: install Node 24 or later, then start again.`,
  )
  process.exit(2)
}

/** Whether `path` is a Node 24 that starts: a link into a moved checkout is not. */
function works(path) {
  if (!existsSync(path)) return false
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return answer.status === 0 && answer.stdout.startsWith('v24.')
}
