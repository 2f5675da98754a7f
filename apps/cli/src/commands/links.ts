import { hostname } from 'node:os'
import type { Command } from 'commander'
import {
  boardLinks,
  LINK_METHODS,
  probeLinks,
  readLinkReports,
  recordLinkReport,
  takeLinkReports,
  takeLinks,
  type LinkMethod,
} from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { printJson, printTable } from '../terminal.ts'
import { DATA, instant, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'

/** `codedark links`: the register of connections to the outside. */
export function linksCommands(program: Command): void {
  const links = program
    .command('links')
    .description('connections to the outside: the register, what was said and tested, a probe')
  importCommand(links)
  listCommand(links)
  reportCommand(links)
  probeCommand(links)
}

function importCommand(links: Command): void {
  links
    .command('import')
    .description('take in links.csv; of a line that cannot be read it says which, and takes in the rest')
    .argument(
      '<file>',
      'columns: id, partner, purpose; kind, care, needs, helps, owner, phone, workaround, addresses',
    )
    .option(
      '--reports <file>',
      'JSON list of what was said and tested: link, state, confidence, method, by, at',
    )
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((path: string, options: DataOptions & { reports?: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const taken = must(takeLinks(opened, path))
        for (const fault of taken.faults) process.stderr.write(`${fault}\n`)
        console.log(
          `${taken.links} links taken in${taken.faults.length > 0 ? `, ${taken.faults.length} faults` : ''}.`,
        )
        if (options.reports !== undefined) {
          const count = must(takeLinkReports(opened, must(readLinkReports(options.reports))))
          console.log(`${count} reports recorded.`)
        }
        if (taken.faults.length > 0) process.exitCode = EXIT.partly
      } finally {
        opened.close()
      }
    })
}

function listCommand(links: Command): void {
  links
    .command('list')
    .description(
      'every link with its state; a cut that does not hold, and cuts that nobody tested, come first',
    )
    .option(...JSON_OUT)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: DataOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const { register, counts, rows } = boardLinks(opened)
        if (options.json === true) return printJson({ register, counts, rows })
        if (register === null)
          return console.log('No register of links was imported: of no link anything is known.')
        console.log(
          `${counts.testedCut} of ${counts.total} links cut and tested, ${counts.saidCut} said only, ${counts.open} open (${counts.contradicted} although reported cut), ${counts.notLooked} not looked at, ${counts.reopened} reopened.`,
        )
        printTable(
          ['link', 'partner', 'state', 'why', 'care that suffers'],
          rows.map((row) => [
            row.listed ? row.id : `${row.id} (not listed any more)`,
            row.partner,
            row.words,
            [row.alarm ?? row.because, row.probe ?? ''].filter((part) => part !== '').join(' '),
            row.care.join(', '),
          ]),
        )
      } finally {
        opened.close()
      }
    })
}

interface ReportOptions extends DataOptions {
  readonly state: 'open' | 'cut'
  readonly how: 'said' | 'tested'
  readonly method: LinkMethod
  readonly by: string
  readonly at?: string
  readonly recordedBy?: string
}

function reportCommand(links: Command): void {
  links
    .command('report')
    .description('record that somebody says, or tested, that a link is cut or open')
    .argument('<link>')
    .requiredOption('--state <state>', 'cut or open', oneOf(['cut', 'open'] as const))
    .requiredOption('--how <how>', 'said or tested', oneOf(['said', 'tested'] as const))
    .requiredOption('--by <name>', 'who says or tested it')
    .option('--method <way>', LINK_METHODS.join(', '), oneOf(LINK_METHODS), 'other')
    .option('--at <instant>', 'when it was so; else now', instant)
    .option('--recorded-by <name>', 'who records; else the same person')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((link: string, options: ReportOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const { state, how, method, by } = options
        const entry = must(
          recordLinkReport(
            opened,
            {
              link,
              state,
              confidence: how,
              method,
              statedBy: by,
              statedAt: options.at ?? new Date().toISOString(),
            },
            options.recordedBy ?? by,
          ),
        )
        console.log(`Entry ${entry}.`)
      } finally {
        opened.close()
      }
    })
}

function probeCommand(links: Command): void {
  links
    .command('probe')
    .description(
      'try to connect to the addresses that the register has, and to no other; a connection means: not cut. No answer from one place proves nothing',
    )
    .requiredOption('--by <name>', 'who asks')
    .option('--link <id...>', 'these links only')
    .option('--from <place>', 'which machine and network this is', hostname())
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (options: DataOptions & { by: string; link?: string[]; from: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const probed = must(
          await probeLinks(opened.ledger, {
            links: options.link ?? null,
            from: options.from,
            by: 'command-line',
            recordedBy: options.by,
          }),
        )
        for (const { entry, sentence } of probed.entries) console.log(`#${entry} ${sentence}`)
        if (probed.without.length > 0)
          console.log(`No address in the register, not tried: ${probed.without.join(', ')}.`)
        const open = probed.entries.filter(({ connected }) => connected).length
        if (open > 0) throw new CommandFailure(`${open} links are NOT cut.`)
      } finally {
        opened.close()
      }
    })
}
