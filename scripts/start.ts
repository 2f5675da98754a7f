// `npm start`: the drill, in a data folder of its own.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { NODE_FLAGS } from '../apps/cli/src/places.ts'
import { buildWeb } from './build-web.ts'

const pages = buildWeb()
if (!pages.ok) {
  console.error(pages.output)
  process.exit(1)
}

const cli = join(import.meta.dirname, '..', 'apps', 'cli', 'src', 'main.ts')
// Ctrl-C reaches the whole group: the server below stops cleanly, and then this does.
process.on('SIGINT', () => {})
const run = spawnSync(process.execPath, [...NODE_FLAGS, cli, 'start', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = run.status ?? 1
