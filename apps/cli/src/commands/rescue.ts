import type { Command } from 'commander'
import { readRescue, renderRescueText, writeRescuePdf } from '@codedark/command'
import { EXIT, must } from '../exit.ts'
import { printJson } from '../terminal.ts'

interface RescueOptions {
  readonly out: string
  readonly json?: boolean
  readonly pdf?: string
  readonly drill?: boolean
}

export function rescueCommand(program: Command): void {
  program
    .command('rescue')
    .description('the rescue sheet of the last triage: one line per volume that may still be open')
    .option('--out <dir>', 'the folder that codedark triage wrote to', 'triage-out')
    .option('--json', 'as JSON')
    .option('--pdf <file>', 'as a PDF on A4, with fields to fill in at the console')
    .option('--drill', 'mark every page of the PDF as a drill')
    .action(async (options: RescueOptions) => {
      const sheet = must(readRescue(options.out), EXIT.wrongUse)
      if (options.pdf !== undefined) {
        const kind = options.drill === true ? 'drill' : 'real'
        const pages = must(
          await writeRescuePdf(sheet, options.pdf, { kind, printedAt: new Date().toISOString() }),
        )
        process.stdout.write(`${options.pdf}: ${pages} ${pages === 1 ? 'page' : 'pages'}\n`)
      } else if (options.json === true) printJson(sheet)
      else process.stdout.write(renderRescueText(sheet))
    })
}
