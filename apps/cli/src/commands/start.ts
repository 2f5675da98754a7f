import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { DRILL_NIGHT } from '@codedark/drill'
import { CommandFailure, EXIT } from '../exit.ts'
import { NODE_FLAGS, places } from '../places.ts'
import { fiveLines, type DrillPlaces } from './found.ts'
import { wholeNumber } from './options.ts'

export function startCommand(program: Command): void {
  program
    .command('start')
    .description('run the drill: an invented hospital’s worst night, through the same commands as a real one')
    .option('--data <dir>', 'where the drill’s files and results lie', 'data-drill')
    .option('--port <n>', 'the board’s port', wholeNumber, 7317)
    .option('--care-port <n>', 'the ward pages’ port', wholeNumber, 7318)
    .option('--no-serve', 'stop before the pages are served')
    .action((options: { data: string; port: number; carePort: number; serve: boolean }) => {
      const at: DrillPlaces = {
        data: options.data,
        files: join(options.data, 'files'),
        triage: join(options.data, 'triage'),
        packets: join(options.data, 'packets'),
      }
      const done = join(options.data, 'drill-is-ready')
      console.log('DRILL · EXERCICE · OEFENING · ÜBUNG: an invented hospital, not real.\n')
      if (!existsSync(done)) {
        // What an interrupted start left is a drill's, and is made anew.
        rmSync(options.data, { recursive: true, force: true })
        runDrill(at)
        // Kept, so that the next start says the same without asking everything again.
        writeFileSync(done, `${fiveLines(at).join('\n')}\n`)
      }
      console.log(readFileSync(done, 'utf8'))
      if (!options.serve) return
      // Ctrl-C reaches the whole group: the servers stop cleanly, and then this does.
      process.on('SIGINT', () => {})
      const { port, carePort } = options
      step('serve', '--data', at.data, '--port', String(port), '--care-port', String(carePort))
    })
}

/** The night, through the commands that a hospital would use. */
function runDrill({ data, files, triage, packets }: DrillPlaces): void {
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
  step('links', 'import', join(files, 'links.csv'), '--reports', join(files, 'links.json'), '--data', data)
  step('contacts', 'import', join(files, 'contacts.csv'), '--by', 'drill', '--data', data)
  step('triage', join(files, 'logs'), '--estate', estate, ...told, '--out', triage, '--data', data)
  step('downtime', 'import', join(files, 'downtime'), '--data', data)
  step('print', 'all', '--out', packets, '--data', data)
  step('ledger', 'verify', '--data', data)
}

/** Runs one command as a person would, and shows it. */
function step(...args: readonly string[]): void {
  console.log(`$ codedark ${args.join(' ')}`)
  const run = spawnSync(process.execPath, [...NODE_FLAGS, places().programs.cli, ...args], {
    stdio: 'inherit',
  })
  // Done, but some input could not be read: the drill has such input on purpose, and the command has named it.
  if (run.status !== EXIT.done && run.status !== EXIT.partly)
    throw new CommandFailure(
      `codedark ${args[0] ?? ''} ended with status ${run.status ?? 'none'}; see above.`,
    )
  console.log('')
}
