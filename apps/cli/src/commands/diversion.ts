import type { Command } from 'commander'
import {
  DIVERSION_LANGUAGES,
  DIVERSION_SERVICES,
  DIVERSION_WANTS,
  openDiversion,
  saveDiversionSheet,
  type DiversionDesk,
  type DiversionLanguage,
  type DiversionService,
  type DiversionWant,
} from '@codedark/command'
import { EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { byName, DATA, instant, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'

/** `codedark diversion`: where patients are sent; no patient is in it. */
export function diversionCommand(program: Command): void {
  const diversion = program
    .command('diversion')
    .description('what was asked of the dispatcher per site and service, and what is confirmed')
  lookCommands(diversion)
  recordCommands(diversion)
}

interface LookOptions extends DataOptions {
  readonly csv?: boolean
}

function lookCommands(diversion: Command): void {
  diversion
    .command('show', { isDefault: true })
    .description('every service of every site; what is not listed is not declared, which is not open')
    .option('--csv', 'as CSV, for a spreadsheet')
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (options: LookOptions) =>
      withDesk(options, async (desk) => {
        if (options.csv === true) return void process.stdout.write(desk.csv())
        const view = desk.view()
        if (options.json === true) return printJson(view)
        printTable(
          ['Site', 'What', 'Stands', 'Wanted', 'Asked by, at', 'Dispatcher, at', 'Look again', 'Entry'],
          view.cells
            .filter(({ word }) => word !== 'not-declared')
            .map((one) => [
              ...[one.site, one.service, one.word, one.wanted ?? ''],
              ...[
                `${one.askedBy ?? ''} ${one.askedAt ?? ''}`,
                `${one.dispatcher ?? ''} ${one.confirmedAt ?? ''}`,
              ],
              ...[one.reviewAt ?? '', one.asked === null ? '' : String(one.asked + 1)],
            ]),
        )
        console.log(`${view.counts['not-declared']} not declared: that is not open.`)
      }),
    )
  diversion
    .command('say')
    .description('what is read aloud to the dispatcher')
    .argument('<site>')
    .option('--language <code>', DIVERSION_LANGUAGES.join(', '), oneOf(DIVERSION_LANGUAGES), 'fr')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (site: string, options: DataOptions & { language: DiversionLanguage }) =>
      withDesk(options, async (desk) => {
        const words = desk.view().words.find((one) => one.site === site && one.language === options.language)
        const said = words === undefined ? null : words.text
        console.log(
          plain(
            must(
              said === null ? { ok: false, fault: `There is no site "${site}".` } : { ok: true, value: said },
              EXIT.wrongUse,
            ),
          ),
        )
      }),
    )
  diversion
    .command('print')
    .description('one sheet for a site, A4')
    .argument('<site>')
    .requiredOption('--out <file>', 'the PDF to write')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (site: string, options: DataOptions & { out: string }) =>
      withDesk(options, async (desk) => {
        must(await saveDiversionSheet(desk, site, options.out), EXIT.wrongUse)
        console.log(`${options.out}: written.`)
      }),
    )
}

interface AskOptions extends DataOptions {
  readonly by: string
  readonly at: string
  readonly review: string
  readonly text?: string
}
interface ConfirmOptions extends DataOptions {
  readonly dispatcher: string
  readonly at: string
  readonly review: string
  readonly by: string
}

function recordCommands(diversion: Command): void {
  diversion
    .command('ask')
    .description('ask the dispatcher; asked is not confirmed')
    .argument('<site>')
    .argument('<service>', DIVERSION_SERVICES.join(', '), oneOf(DIVERSION_SERVICES))
    .argument('<wanted>', DIVERSION_WANTS.join(', '), oneOf(DIVERSION_WANTS))
    .requiredOption('--by <name>', 'who asked')
    .requiredOption('--at <instant>', 'when, with its zone', instant)
    .requiredOption('--review <instant>', 'when it is looked at again, within 24 hours', instant)
    .option('--text <words>', 'a remark')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (site: string, service: DiversionService, wanted: DiversionWant, options: AskOptions) =>
      withDesk(options, async (desk) => {
        const { by, at: statedAt, review: reviewAt, text } = options
        const said = { site, service, wanted, statedBy: by, statedAt, reviewAt, text }
        const done = must(await desk.record({ type: 'AskDiversion', ...said }, byName(by)))
        console.log(
          `Entry ${done.entry}: asked. Not confirmed until the dispatcher’s name and time are recorded.`,
        )
      }),
    )
  diversion
    .command('confirm')
    .description('the dispatcher confirmed, by name')
    .argument('<site>')
    .argument('<service>', DIVERSION_SERVICES.join(', '), oneOf(DIVERSION_SERVICES))
    .requiredOption('--dispatcher <name>')
    .requiredOption('--at <instant>', 'when, with its zone', instant)
    .requiredOption('--review <instant>', 'when it is looked at again, within 24 hours', instant)
    .requiredOption('--by <name>', 'who records it')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (site: string, service: DiversionService, options: ConfirmOptions) =>
      withDesk(options, async (desk) => {
        const { dispatcher, at: confirmedAt, review: reviewAt, by } = options
        const asked = desk.view().cells.find((one) => one.site === site && one.service === service)?.asked
        const said = { site, service, asked: asked ?? 0, dispatcher, confirmedAt, reviewAt }
        const done = must(await desk.record({ type: 'ConfirmDiversion', ...said }, byName(by)))
        console.log(`Entry ${done.entry}: confirmed by ${plain(dispatcher)}.`)
      }),
    )
}

async function withDesk(options: DataOptions, act: (desk: DiversionDesk) => Promise<void>): Promise<void> {
  const opened = openOrFail(options.data, options.passphraseFile)
  try {
    await act(must(openDiversion(opened)))
  } finally {
    opened.close()
  }
}
