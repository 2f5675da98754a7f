import { once } from 'node:events'
import { Option, type Command } from 'commander'
import { showLog } from '@codedark/command'
import { EXIT } from '../exit.ts'
import { places } from '../places.ts'
import { wholeNumber } from './options.ts'
import { plain } from '../terminal.ts'

interface ShowFlags {
  readonly xml?: true
  readonly recover?: true
  readonly templates?: readonly string[]
  readonly record?: number
}

export function logsCommand(program: Command): void {
  const logs = program.command('logs').description('event logs as they are')
  logs
    .command('show')
    .description(
      'every record of one log, a line each; what cannot be read goes to standard error with its place',
    )
    .argument('<file>', 'an .evtx file')
    .option('--json', 'JSON lines (as without an option)')
    .addOption(new Option('--xml', 'the XML that Event Viewer shows, a line each').conflicts('json'))
    .option('--recover', 'also records that are no longer live; each says where it was found')
    .option('--record <number>', 'only the record of this number', wholeNumber)
    .option('--templates <files...>', 'logs whose templates may stand in for lost ones when recovering')
    .action(async (file: string, flags: ShowFlags) => {
      const shown = await showLog(
        file,
        {
          record: async (record) => {
            const line = typeof record === 'string' ? oneLine(record) : JSON.stringify(record)
            if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
          },
          fault: (fault) => {
            const place = fault.offset === null ? file : `${file} at byte ${fault.offset}`
            process.stderr.write(`${plain(place)}: ${fault.code}: ${plain(fault.text)}\n`)
          },
        },
        {
          childPath: places().programs.triageChild,
          form: flags.xml === true ? 'xml' : 'json',
          recover: flags.recover === true,
          templates: flags.templates ?? [],
          ...(flags.record === undefined ? {} : { recordId: flags.record }),
        },
      )
      process.stderr.write(`${shown.records} records, ${shown.faults} faults\n`)
      if (shown.faults > 0) process.exitCode = EXIT.partly
    })
}

/** XML in one line: a line feed in a value is written as a reference, which says the same. */
function oneLine(xml: string): string {
  return xml.replaceAll('\n', '&#10;')
}
