// `npm start`: the drill, in a data folder of its own.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const cli = join(import.meta.dirname, '..', 'apps', 'cli', 'src', 'main.ts')
const run = spawnSync(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', cli, 'start', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
)
process.exitCode = run.status ?? 1
