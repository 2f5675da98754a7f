import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import {
  collectionCsv,
  collectionHtml,
  collectionOrder,
  collectionState,
  collectionText,
  describeEstateFault,
  heldVerdicts,
  readEstateFolder,
  readFindings,
  readVerdicts,
  writeText,
} from '@codedark/command'
import { EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { plain, printJson } from '../terminal.ts'

interface CollectOptions {
  readonly estate: string
  readonly triage?: string
  readonly data?: string
  readonly passphraseFile?: string
  readonly out?: string
  readonly json?: boolean
}

export function collectCommand(program: Command): void {
  program
    .command('collect')
    .description('the order in which to fetch logs, as a list for people with sticks')
    .requiredOption(
      '--estate <folder>',
      'servers.csv, services.csv, depends.csv, care.csv: the list of all servers',
    )
    .option(
      '--triage <dir>',
      'what codedark triage wrote: then only servers whose answer is not known are listed',
    )
    .option('--data <dir>', 'the same, from the last triage that this data folder has')
    .option('--passphrase-file <file>', 'a file with its passphrase; else CODEDARK_PASSPHRASE')
    .option('--out <file>', 'write it: .csv, .html (prints on A4), anything else plain text')
    .option('--json', 'print it as JSON')
    .action((options: CollectOptions) => {
      const read = must(readEstateFolder(options.estate), EXIT.wrongUse)
      for (const fault of read.faults) process.stderr.write(`${plain(describeEstateFault(fault))}\n`)
      if (read.faults.length > 0) process.exitCode = EXIT.partly
      const { verdicts, drill } = knownOf(options)
      const findings =
        options.triage === undefined || !existsSync(join(options.triage, 'findings.jsonl'))
          ? []
          : must(readFindings(options.triage), EXIT.wrongUse)
      const lines = collectionOrder(read.estate, collectionState(read.estate, verdicts, findings))
      if (options.json === true) printJson(lines)
      else if (options.out === undefined) process.stdout.write(collectionText(lines, drill))
      if (options.out === undefined) return
      const form = options.out.endsWith('.csv')
        ? collectionCsv
        : /\.html?$/.test(options.out)
          ? collectionHtml
          : collectionText
      must(writeText(options.out, form(lines, drill)))
      if (options.json !== true) console.log(`${lines.length} servers: ${options.out}`)
    })
}

function knownOf(options: CollectOptions): {
  readonly verdicts: ReturnType<typeof heldVerdicts>
  readonly drill: boolean
} {
  const given =
    options.triage === undefined
      ? null
      : must(readVerdicts(join(options.triage, 'verdicts.json')), EXIT.wrongUse)
  if (options.data === undefined) return { verdicts: given ?? [], drill: false }
  const opened = openOrFail(options.data, options.passphraseFile)
  const held = { verdicts: given ?? heldVerdicts(opened), drill: opened.folder.kind === 'drill' }
  opened.close()
  return held
}
