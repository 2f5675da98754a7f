// Builds the pages when their sources changed: `node scripts/build-web.ts`. `npm start`, the kit and the browser tests call it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** What the pages are made from. */
const SOURCES = ['apps/web', 'domain/src', 'libs', 'package-lock.json']

/** Builds the page sets and the carried pages into apps/web/dist unless they are as new as their sources. */
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
  const carried = buildCarried()
  if (!carried.ok) return { built: true, ok: false, output: `${output}${carried.output}` }
  writeFileSync(stamp, want)
  return { built: true, ok: true, output }
}

/** Pages of one file each, that are carried on a stick and opened without a server. */
const CARRIED = [
  ['verify', 'verify.html'],
  ['phone', 'phone-witness.html'],
] as const

/** Builds the carried pages alone, each one file in apps/web/dist; a second or two. */
export function buildCarried(): { readonly ok: boolean; readonly output: string } {
  mkdirSync(join(root, 'apps/web/dist'), { recursive: true })
  for (const [name, file] of CARRIED) {
    const bundled = bundleOf(name)
    if (!bundled.ok) return bundled
    writeFileSync(join(root, 'apps/web/dist', file), carriedPage(name, bundled.output))
  }
  return { ok: true, output: '' }
}

/** The script of a carried page as one text. */
function bundleOf(name: string): { readonly ok: boolean; readonly output: string } {
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/rolldown/bin/cli.mjs'),
      join(root, `apps/web/carried/${name}.ts`),
      ...[
        '--format',
        'iife',
        '--platform',
        'browser',
        '--minify',
        '--file',
        join(root, `apps/web/dist/.${name}.js`),
      ],
    ],
    { cwd: join(root, 'apps/web'), encoding: 'utf8' },
  )
  if (run.status !== 0) return { ok: false, output: `${run.stdout}${run.stderr}` }
  return { ok: true, output: readFileSync(join(root, `apps/web/dist/.${name}.js`), 'utf8') }
}

/** Script and style inside the page, each allowed by its hash alone: nothing is loaded, nothing is sent. */
function carriedPage(name: string, bundled: string): string {
  const script = bundled.replaceAll('</script', '<\\/script')
  const style = readFileSync(join(root, 'apps/web/carried/carried.css'), 'utf8')
  const allowed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const policy = `default-src 'none'; script-src ${allowed(script)}; style-src ${allowed(style)}; base-uri 'none'; form-action 'none'`
  return readFileSync(join(root, `apps/web/carried/${name}.html`), 'utf8')
    .replace('<!--policy-->', () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace('<!--style-->', () => `<style>${style}</style>`)
    .replace('<!--script-->', () => `<script>${script}</script>`)
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
