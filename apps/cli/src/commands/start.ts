import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { DRILL_NIGHT } from '@codedark/drill'
import { CommandFailure } from '../exit.ts'
import { places } from '../places.ts'
import { wholeNumber } from './options.ts'

export function startCommand(program: Command): void {
  program
    .command('start')
    .description('run the drill: an invented hospital’s worst night, through the same commands as a real one')
    .option('--data <dir>', 'where the drill’s files and results lie', 'data-drill')
    .option('--port <n>', 'the board’s port', wholeNumber, 7317)
    .option('--no-serve', 'stop before the board is served')
    .action((options: { data: string; port: number; serve: boolean }) => {
      const files = join(options.data, 'files')
      const done = join(options.data, 'drill-is-ready')
      console.log('DRILL · EXERCICE · OEFENING · ÜBUNG: an invented hospital, not real.\n')
      if (!existsSync(done)) {
        // What an interrupted start left is a drill's, and is made anew.
        rmSync(options.data, { recursive: true, force: true })
        runDrill(options.data, files)
        writeFileSync(done, '')
      }
      const out = join(options.data, 'triage')
      console.log(
        `What care that takes down:  codedark estate impact --estate ${join(files, 'estate')} --verdicts ${join(out, 'verdicts.json')}`,
      )
      console.log(`What really happened, to look at afterwards:  ${join(files, 'truth.json')}\n`)
      if (options.serve) step('serve', '--data', options.data, '--port', String(options.port))
    })
}

/** The night, through the commands that a hospital would use. */
function runDrill(data: string, files: string): void {
  const estate = join(files, 'estate')
  const told = [
    '--sightings',
    join(files, 'sightings.json'),
    '--connections',
    join(files, 'connections.json'),
  ]
  const { hospital, timeZone, attackAt } = DRILL_NIGHT
  step(
    'init',
    '--drill',
    '--hospital',
    hospital,
    '--time-zone',
    timeZone,
    '--attack-at',
    attackAt,
    '--data',
    data,
  )
  step('drill', '--out', files)
  step('estate', 'import', estate, '--data', data)
  step('record', ...told, '--data', data)
  step(
    'triage',
    join(files, 'logs'),
    '--estate',
    estate,
    ...told,
    '--out',
    join(data, 'triage'),
    '--data',
    data,
  )
  step('ledger', 'verify', '--data', data)
}

/** Runs one command as a person would, and shows it. */
function step(...args: readonly string[]): void {
  console.log(`$ codedark ${args.join(' ')}`)
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', places().programs.cli, ...args],
    {
      stdio: 'inherit',
    },
  )
  if (run.status !== 0)
    throw new CommandFailure(
      `codedark ${args[0] ?? ''} ended with status ${run.status ?? 'none'}; see above.`,
    )
  console.log('')
}
