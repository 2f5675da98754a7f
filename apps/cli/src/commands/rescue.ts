import type { Command } from 'commander'
import { readRescue, renderRescueText } from '@codedark/command'
import { EXIT, must } from '../exit.ts'
import { printJson } from '../terminal.ts'

export function rescueCommand(program: Command): void {
  program
    .command('rescue')
    .description('the rescue sheet of the last triage: one line per volume that may still be open')
    .option('--out <dir>', 'the folder that codedark triage wrote to', 'triage-out')
    .option('--json', 'as JSON')
    .action((options: { readonly out: string; readonly json?: boolean }) => {
      const sheet = must(readRescue(options.out), EXIT.wrongUse)
      if (options.json === true) printJson(sheet)
      else process.stdout.write(renderRescueText(sheet))
    })
}
