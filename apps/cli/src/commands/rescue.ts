import type { Command } from 'commander'
import { readRescue, renderRescueText, rescueOf, writeRescuePdf, type RescueFile } from '@codedark/command'
import { EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { printJson } from '../terminal.ts'

interface RescueOptions {
  readonly out: string
  readonly data?: string
  readonly passphraseFile?: string
  readonly json?: boolean
  readonly pdf?: string
}

export function rescueCommand(program: Command): void {
  program
    .command('rescue')
    .description('the rescue sheet: one line per volume that may still be open')
    .option('--out <dir>', 'the folder that codedark triage wrote to', 'triage-out')
    .option('--data <dir>', 'this data folder instead: all runs, and what people said and saw since')
    .option('--passphrase-file <file>', 'a file with its passphrase; else CODEDARK_PASSPHRASE')
    .option('--json', 'as JSON')
    .option('--pdf <file>', 'as a PDF on A4, with fields to fill in at the console')
    .action(async (options: RescueOptions) => {
      const { kind, ...sheet } =
        options.data === undefined
          ? must(readRescue(options.out), EXIT.wrongUse)
          : ofData(options.data, options)
      if (options.pdf !== undefined) {
        const pages = must(
          await writeRescuePdf(sheet, options.pdf, { kind, printedAt: new Date().toISOString() }),
        )
        process.stdout.write(`${options.pdf}: ${pages} ${pages === 1 ? 'page' : 'pages'}\n`)
      } else if (options.json === true) printJson({ kind, ...sheet })
      else process.stdout.write(renderRescueText(sheet, kind))
    })
}

function ofData(data: string, { passphraseFile }: RescueOptions): RescueFile {
  const opened = openOrFail(data, passphraseFile)
  const sheet = rescueOf(opened)
  opened.close()
  return { kind: opened.folder.kind, ...must(sheet) }
}
