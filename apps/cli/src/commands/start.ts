import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { CommandFailure } from '../exit.ts'
import { places } from '../places.ts'

export function startCommand(program: Command): void {
  program
    .command('start')
    .description('run the drill: an invented hospital’s worst night, through the same commands as a real one')
    .option('--data <dir>', 'where the drill’s files and results lie', 'data-drill')
    .action((options: { data: string }) => {
      const files = join(options.data, 'files')
      const out = join(options.data, 'triage')
      console.log('DRILL · EXERCICE · OEFENING · ÜBUNG: an invented hospital, not real.\n')
      if (!existsSync(join(files, 'truth.json'))) {
        // Written under another name first: a drill that was interrupted is not taken for a whole one.
        const unfinished = `${files}.unfinished`
        rmSync(unfinished, { recursive: true, force: true })
        step('drill', '--out', unfinished)
        rmSync(files, { recursive: true, force: true })
        renameSync(unfinished, files)
      }
      const estate = join(files, 'estate')
      step('estate', 'import', estate)
      step(
        'triage',
        join(files, 'logs'),
        '--estate',
        estate,
        '--sightings',
        join(files, 'sightings.json'),
        '--connections',
        join(files, 'connections.json'),
        '--out',
        out,
      )
      console.log(
        `\nWhat care that takes down:  codedark estate impact --estate ${estate} --verdicts ${join(out, 'verdicts.json')}`,
      )
      console.log(`What really happened, to look at afterwards:  ${join(files, 'truth.json')}`)
    })
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
