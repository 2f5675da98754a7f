import type { Command } from 'commander'
import { readIsolation, readSightings, renderTriageScreen, runTriage, takeTriage } from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { places } from '../places.ts'
import { plain, printJson, progressBar } from '../terminal.ts'
import { instant } from './options.ts'

interface TriageOptions {
  readonly rules?: readonly string[]
  readonly estate?: string
  readonly out: string
  readonly from?: string
  readonly until?: string
  readonly sightings?: string
  readonly connections?: string
  readonly data?: string
  readonly passphraseFile?: string
  readonly json?: boolean
}

export function triageCommand(program: Command): void {
  program
    .command('triage')
    .description('read event logs below each path and say of each server: hit, suspect, no sign, or blind')
    .argument('<path...>', 'files or folders with .evtx logs')
    .option('--rules <path...>', 'Sigma rules instead of our own pack: files, folders or zips')
    .option('--estate <folder>', 'servers.csv, services.csv, depends.csv, care.csv: the list of all servers')
    .option(
      '--out <dir>',
      'where findings.jsonl, verdicts.json, faults.jsonl and summary.json go',
      'triage-out',
    )
    .option(
      '--from <instant>',
      'start of the window that logs must cover, as 2021-01-17T18:00:00+01:00',
      instant,
    )
    .option('--until <instant>', 'its end', instant)
    .option('--sightings <file>', 'JSON list of what named people saw: server, kind, seenBy, seenAt')
    .option('--connections <file>', 'JSON list of servers taken off the network: server, state, at')
    .option('--data <dir>', 'record the run and every changed verdict in this data folder')
    .option('--passphrase-file <file>', 'a file with its passphrase; else CODEDARK_PASSPHRASE')
    .option('--json', 'print the summary as JSON')
    .action(async (paths: string[], options: TriageOptions) => {
      const sightings =
        options.sightings === undefined ? [] : must(readSightings(options.sightings), EXIT.wrongUse)
      const isolation =
        options.connections === undefined
          ? new Map<string, string>()
          : must(readIsolation(options.connections), EXIT.wrongUse)
      const bar = progressBar('Reading logs')
      const outcome = await runTriage({
        paths,
        rulePaths: options.rules ?? [places().rules],
        outDir: options.out,
        sightings,
        isolation,
        childPath: places().programs.triageChild,
        onProgress: ({ files, filesDone, records }) =>
          bar.update(filesDone, files, `files, ${records} records`),
        ...(options.estate === undefined ? {} : { estateFolder: options.estate }),
        ...(options.from === undefined && options.until === undefined
          ? {}
          : {
              window: {
                ...(options.from === undefined ? {} : { from: options.from }),
                ...(options.until === undefined ? {} : { until: options.until }),
              },
            }),
      })
      bar.stop()
      if (!outcome.ok)
        throw new CommandFailure(
          plain(outcome.fault.text),
          outcome.fault.code === 'no-input' ? EXIT.wrongUse : EXIT.checkFailed,
        )
      const { summary, verdicts, faults } = outcome.value
      if (options.data !== undefined) {
        const opened = openOrFail(options.data, options.passphraseFile)
        must(takeTriage(opened, outcome.value))
        opened.ledger.close()
      }
      if (options.json === true) printJson(summary)
      else
        process.stdout.write(
          `${renderTriageScreen(summary, verdicts)}\nAll of it, each fault with its place: ${options.out}\n`,
        )
      if (faults.length > 0) process.exitCode = EXIT.partly
    })
}
