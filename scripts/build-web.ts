// Builds the pages when their sources changed: `node scripts/build-web.ts`. `npm start`, the kit and the browser tests call it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** What the pages are made from. */
const SOURCES = ['apps/web', 'domain/src', 'libs', 'package-lock.json']

/** Builds both page sets into apps/web/dist unless they are as new as their sources; false with the output where that failed. */
export function buildWeb(): { readonly built: boolean; readonly ok: boolean; readonly output: string } {
  const want = sourcesHash()
  const stamp = join(root, 'apps/web/dist/.built-from')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return { built: false, ok: true, output: '' }
  let output = ''
  for (const mode of ['board', 'wards']) {
    const run = spawnSync(
      process.execPath,
      [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--mode', mode],
      {
        cwd: join(root, 'apps/web'),
        encoding: 'utf8',
      },
    )
    output += `${run.stdout}${run.stderr}`
    if (run.status !== 0) return { built: true, ok: false, output }
  }
  writeFileSync(stamp, want)
  return { built: true, ok: true, output }
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  const add = (path: string): void => {
    const full = join(root, path)
    if (!existsSync(full)) return
    if (/\.(tsx?|css|html|json|svg)$/.test(path)) hash.update(path).update('\0').update(readFileSync(full))
  }
  for (const source of SOURCES) {
    if (source.endsWith('.json')) add(source)
    else {
      for (const entry of readdirSync(join(root, source), { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name).slice(root.length + 1)
        if (entry.isFile() && !/(^|\/|\\)(node_modules|dist)(\/|\\)/.test(path) && !path.endsWith('.test.ts'))
          add(path)
      }
    }
  }
  return hash.digest('hex')
}

if (import.meta.main) {
  const started = Date.now()
  const { built, ok, output } = buildWeb()
  if (!ok) console.error(output)
  else
    console.log(
      built
        ? `Built the pages in ${((Date.now() - started) / 1000).toFixed(1)} s`
        : 'The pages are as new as their sources',
    )
  process.exitCode = ok ? 0 : 1
}
