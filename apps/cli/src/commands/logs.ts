import { once } from 'node:events'
import type { Command } from 'commander'
import { showLog } from '@codedark/command'
import { EXIT } from '../exit.ts'
import { places } from '../places.ts'
import { plain } from '../terminal.ts'

export function logsCommand(program: Command): void {
  const logs = program.command('logs').description('event logs as they are')
  logs
    .command('show')
    .description(
      'every record of one log, a JSON line each; what cannot be read goes to standard error with its place',
    )
    .argument('<file>', 'an .evtx file')
    .option('--json', 'JSON lines, which is the only form there is yet')
    .action(async (file: string) => {
      const shown = await showLog(
        file,
        {
          record: async (json) => {
            if (!process.stdout.write(`${JSON.stringify(json)}\n`)) await once(process.stdout, 'drain')
          },
          fault: (fault) => {
            const place = fault.offset === null ? file : `${file} at byte ${fault.offset}`
            process.stderr.write(`${plain(place)}: ${fault.code}: ${plain(fault.text)}\n`)
          },
        },
        { childPath: places().programs.triageChild },
      )
      process.stderr.write(`${shown.records} records, ${shown.faults} faults\n`)
      if (shown.faults > 0) process.exitCode = EXIT.partly
    })
}
