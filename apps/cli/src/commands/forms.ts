import type { Command } from 'commander'
import { HICS_FORMS, printForm, readReport, ROLES, type FormAsked, type RoleId } from '@codedark/command'
import { must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { plain, printJson } from '../terminal.ts'
import { DATA, instant, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'

interface FormOptions extends DataOptions {
  readonly out?: string
  readonly role?: RoleId
  readonly blank?: boolean
  readonly at?: string
  readonly to?: string
  readonly from?: string
  readonly subject?: string
  readonly text?: string
}

/** `codedark forms` and `codedark report`: who does what, on paper and as text. */
export function formsCommands(program: Command): void {
  const forms = program
    .command('forms')
    .description('forms of HICS 2014 and the handover of a shift, as PDF on A4')
  for (const number of HICS_FORMS) formCommand(forms, `hics${number.toLowerCase()}`, number)
  formCommand(forms, 'handover', 'handover')
  formCommand(forms, 'report', 'report')
  reportCommand(program)
}

function formCommand(forms: Command, name: string, form: FormAsked['form']): void {
  const command = forms
    .command(name)
    .option('--out <file>', 'where; else the name of the form')
    .option('--blank', 'nothing filled in')
    .option(...DATA)
    .option(...PASSPHRASE)
  if (form === '214') command.option('--role <role>', 'whose activity', oneOf(ROLES))
  if (form === 'handover') command.option('--at <instant>', 'since when; else 12 hours ago', instant)
  if (form === 'report') command.option('--at <instant>', 'at which minute; else now', instant)
  if (form === '213')
    command
      .option('--to <name>', 'name and role')
      .option('--from <name>', 'name and role')
      .option('--subject <words>')
      .option('--text <words>')
  command.action(async ({ out, data, passphraseFile, ...asked }: FormOptions) => {
    const path = out ?? `${name}.pdf`
    must(await printForm(openOrFail(data, passphraseFile), { form, ...asked }, path))
    console.log(`${path}: written.`)
  })
}

function reportCommand(program: Command): void {
  program
    .command('report')
    .description('the situation as the record stood at a minute, as text')
    .option('--at <instant>', 'at which minute; else now', instant)
    .option(...JSON_OUT)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (options: DataOptions & { at?: string }) => {
      const report = must(
        await readReport(openOrFail(options.data, options.passphraseFile), options.at ?? null),
      )
      if (options.json === true) return printJson(report)
      for (const { title, lines } of report.sections) {
        console.log(plain(title))
        for (const line of lines) console.log(`  ${plain(line)}`)
      }
    })
}
