import type { Command } from 'commander'
import {
  printAll,
  printWard,
  type PrintedFile,
  type ReprintSaid,
  FORM_KINDS,
  FORM_LANGUAGES,
  printForm,
  type FormKind,
  type FormLanguage,
} from '@codedark/care'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { openCareOrFail } from '../passphrase.ts'
import { places } from '../places.ts'
import { plain, printJson, progressBar } from '../terminal.ts'
import { BY, DATA, JSON_OUT, PASSPHRASE, type DataOptions, oneOf, wholeNumber } from './options.ts'

const now = (): string => new Date().toISOString()

/** Packets as PDF. */
export function printCommand(program: Command): void {
  const print = program.command('print').description('packets as PDF: census, medication sheets, summaries')
  print
    .command('ward')
    .description('the packet of one ward')
    .argument('<name>', 'its id, its name, or a part of it')
    .requiredOption('--out <file>', 'the PDF to write')
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (ward: string, options: DataOptions & { out: string; by?: string }) => {
      const care = openCareOrFail(options)
      const printed = await printWard(
        care,
        { ward, file: options.out },
        { by: options.by ?? null, now, childPath: places().programs.printChild },
      )
      care.vault.close()
      const done = must(printed)
      if (options.json === true) printJson(done)
      else console.log(`${done.file}: ${words(done)}`)
      if (sayNotInFull([done])) process.exitCode = EXIT.partly
    })
  reprintCommand(print)
  formCommand(print)
  print
    .command('all')
    .description('the packets of all wards, a folder each: intensive care and emergency first')
    .requiredOption('--out <dir>', 'where the folders go')
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (options: DataOptions & { out: string; by?: string }) => {
      const care = openCareOrFail(options)
      const bar = progressBar('Writing packets')
      const printed = await printAll(care, options.out, {
        by: options.by ?? null,
        now,
        childPath: places().programs.printChild,
        onPrinted: (done, of, one) => bar.update(done, of, one.wardName),
      })
      bar.stop()
      care.vault.close()
      const all = must(printed)
      const sum = (of: (one: PrintedFile) => number): number => all.reduce((total, one) => total + of(one), 0)
      if (options.json === true) printJson(all)
      else
        console.log(
          `${all.length} packets, ${sum((one) => one.patients)} patients, ${sum((one) => one.sheets)} sheets in ${options.out}. Written is not printed, and not handed over.`,
        )
      if (sayNotInFull(all)) process.exitCode = EXIT.partly
    })
}

function reprintCommand(print: Command): void {
  print
    .command('reprint')
    .description('sheets of a ward once more: AS OF, NOT FOR GIVING, with serials of their own')
    .argument('<ward>', 'its id, its name, or a part of it')
    .requiredOption('--out <file>', 'the PDF to write')
    .option('--patient <number...>', 'of these patients, by number or id')
    .option('--pages <from-to>', 'of these pages of what was printed, as 3-5; needs --of')
    .option('--of <serial>', 'first serial of what was printed')
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (ward: string, options: ReprintOptions) => {
      const reprint = reprintOf(options)
      const care = openCareOrFail(options)
      const printed = await printWard(
        care,
        { ward, file: options.out, reprint },
        { by: options.by ?? null, now, childPath: places().programs.printChild },
      )
      care.vault.close()
      const done = must(printed)
      if (options.json === true) printJson(done)
      else console.log(`${done.file}: ${words(done)} NOT FOR GIVING.`)
    })
}

interface FormOptions extends DataOptions {
  readonly ward: string
  readonly out: string
  readonly patient?: readonly string[]
  readonly copies: number
  readonly language: FormLanguage
  readonly by?: string
}

function formCommand(print: Command): void {
  print
    .command('form')
    .description(`blank forms, alone or with who the patient is: ${FORM_KINDS.join(', ')}`)
    .argument('<kind>', 'which form', oneOf(FORM_KINDS))
    .requiredOption('--ward <name>', 'its id, its name, or a part of it')
    .requiredOption('--out <file>', 'the PDF to write')
    .option('--patient <number...>', 'for these patients, by number or id; else blank')
    .option('--copies <n>', 'how many blank ones', wholeNumber, 1)
    .option('--language <language>', FORM_LANGUAGES.join(', '), oneOf(FORM_LANGUAGES), 'en')
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (kind: FormKind, options: FormOptions) => {
      const { ward, out, patient = [], copies, language } = options
      if (copies < 1 || copies > 500) throw new CommandFailure('From 1 to 500 copies.', EXIT.wrongUse)
      const care = openCareOrFail(options)
      const printed = await printForm(
        care,
        { kind, language, ward, file: out, patients: patient, copies },
        { by: options.by ?? null, now, childPath: places().programs.printChild },
      )
      care.vault.close()
      const done = must(printed, EXIT.wrongUse)
      if (options.json === true) printJson(done)
      else console.log(`${done.file}: ${words(done)}`)
    })
}

interface ReprintOptions extends DataOptions {
  readonly out: string
  readonly by?: string
  readonly patient?: readonly string[]
  readonly pages?: string
  readonly of?: string
}

function reprintOf({ patient, pages, of }: ReprintOptions): ReprintSaid {
  if (patient !== undefined) return { patients: patient }
  const range = /^(\d{1,4})(?:-(\d{1,4}))?$/u.exec(pages ?? '')
  if (range === null || of === undefined)
    throw new CommandFailure('Name --patient, or --pages and --of.', EXIT.wrongUse)
  return { firstSerial: of, fromPage: Number(range[1]), toPage: Number(range[2] ?? range[1]) }
}

function words({ wardName, sheets, patients, firstSerial, lastSerial }: PrintedFile): string {
  return `${plain(wardName)}, ${patients} patients, ${sheets} sheets, ${firstSerial} to ${lastSerial}.`
}

/** What the paper itself says in its place; a barcode that is left out is no loss of content. */
function sayNotInFull(printed: readonly PrintedFile[]): boolean {
  let partly = false
  for (const { wardName, notInFull } of printed)
    for (const [code, times] of Object.entries(notInFull)) {
      process.stderr.write(`${plain(wardName)}: ${plain(code)}, ${times} times\n`)
      partly ||= code !== 'barcode-left-out'
    }
  return partly
}
