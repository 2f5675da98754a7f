import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import {
  decidePlannedBy,
  localWords,
  needsWords,
  notePlannedStep,
  printPlannedTo,
  sayPlannedNeed,
  showPlanned,
  type OpenedCare,
} from '@codedark/care'
import { EXIT, must } from '../exit.ts'
import { openCareOrFail } from '../passphrase.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { BY, DATA, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'

const now = (): string => new Date().toISOString()
const DAY = ['--day <day>', 'a day as 2021-01-18, next, or all', dayOf, 'next'] as const

function dayOf(text: string): string {
  if (text === 'next' || text === 'all' || /^\d{4}-\d\d-\d\d$/u.test(text)) return text
  throw new InvalidArgumentError('a day as 2021-01-18, next, or all is needed')
}

interface DayOptions extends DataOptions {
  readonly day: string
  readonly by?: string
}

/** Theatre, clinics and events: who can wait. */
export function plannedCommand(program: Command): void {
  const planned = program
    .command('planned')
    .description('operations, visits and events of the next 30 days: what they need, and who can wait')
  lookCommands(planned)
  sayCommands(planned)
  needCommand(planned)
}

function lookCommands(planned: Command): void {
  planned
    .command('show')
    .description('what cannot wait first, then by what is down, then what runs on')
    .option(...DAY)
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (options: DayOptions) => {
      const view = await withCare(options, (care) =>
        showPlanned(care, options.day, { by: options.by ?? null, now: now() }),
      )
      if (options.json === true) return printJson(view)
      const clock = localWords(view.header.timeZone)
      console.log(
        `DOWNTIME COPY, not live. ${view.rows.length} planned${view.day === null ? '' : ` on ${view.day}`}.`,
      )
      console.log(
        view.standingAt === null
          ? 'How care stands was not told: needs are NOT KNOWN until somebody says.'
          : `How care stands: as of ${clock(view.standingAt)}${view.standingStale ? ', TOO OLD to be believed' : ''}.`,
      )
      printTable(
        ['Item', 'When', 'Patient', 'What', 'Cannot wait', 'Needs', 'Decided'],
        view.rows.map(({ item, cannotWait, needs, decision }) => [
          item.id,
          item.startAt === null ? 'TIME NOT IN COPY' : clock(item.startAt),
          item.patient === null ? '' : `${item.patient.familyName}, ${item.patient.givenNames}`,
          ...[item.what, cannotWait ?? '', needsWords(needs)],
          decision === null ? '' : `${decision.choice}, ${decision.clinician}`,
        ]),
      )
    })
  planned
    .command('print')
    .description('the list of a day on A4, across')
    .requiredOption('--out <file>', 'the PDF to write')
    .option(...DAY)
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (options: DayOptions & { out: string }) => {
      const done = await withCare(options, (care) =>
        printPlannedTo(care, { day: options.day, file: options.out }, { by: options.by ?? null, now: now() }),
      )
      if (options.json === true) printJson(done)
      else console.log(`${options.out}: ${done.sheets} sheets. Written is not printed, and not handed over.`)
    })
}

function sayCommands(planned: Command): void {
  planned
    .command('decide')
    .description('a named clinician decides of one item')
    .argument('<item>', 'its id, as show lists it')
    .argument('<choice>', 'go, postpone or transfer', oneOf(['go', 'postpone', 'transfer'] as const))
    .requiredOption('--clinician <name>', 'who decides')
    .requiredOption('--reason <words>')
    .option('--latest-safe <day>', 'the latest safe date, as 2021-02-14')
    .option('--to <hospital>', 'where a transferred patient goes')
    .requiredOption(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(
      async (
        item: string,
        choice: 'go' | 'postpone' | 'transfer',
        options: DataOptions & {
          clinician: string
          reason: string
          latestSafe?: string
          to?: string
          by: string
        },
      ) => {
        const { clinician, reason, latestSafe = null, to = null } = options
        const said = { item, choice, clinician, reason, latestSafe, to }
        await withCare(options, (care) => decidePlannedBy(care, said, { by: options.by, now: now() }))
        console.log(`${plain(item)}: ${choice}, by ${plain(clinician)}.`)
      },
    )
  const steps = [
    'told',
    'fasting-ended',
    'held-drugs-restarted',
    'blood-released',
    'implant-released',
  ] as const
  planned
    .command('done')
    .description('what people forget was done, now')
    .argument('<item>')
    .argument('<step>', steps.join(', '), oneOf(steps))
    .requiredOption(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (item: string, step: (typeof steps)[number], options: DataOptions & { by: string }) => {
      const said = { item, step, doneBy: options.by }
      await withCare(options, (care) => notePlannedStep(care, said, { by: options.by, now: now() }))
      console.log(`${plain(item)}: ${step}.`)
    })
}

function needCommand(planned: Command): void {
  const states = ['works', 'limited', 'on paper', 'down', 'unknown'] as const
  planned
    .command('need')
    .description('how a need stands at a site, where the record of the incident does not tell')
    .argument('<need>', 'as show lists it')
    .argument('<state>', states.join(', '), oneOf(states))
    .option('--site <name>', 'at which site; else at all')
    .requiredOption(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(
      async (
        need: string,
        state: (typeof states)[number],
        options: DataOptions & { site?: string; by: string },
      ) => {
        const said = { need, site: options.site ?? null, state }
        await withCare(options, (care) => sayPlannedNeed(care, said, { by: options.by, now: now() }))
        console.log(`${plain(need)}: ${state}, says ${plain(options.by)}.`)
      },
    )
}

/** Opens the vault, does it, closes the vault; a refusal is wrong use. */
async function withCare<Value>(
  options: DataOptions,
  act: (care: OpenedCare) => Promise<{ ok: true; value: Value } | { ok: false; fault: string }>,
): Promise<Value> {
  const care = openCareOrFail(options)
  try {
    return must(await act(care), EXIT.wrongUse)
  } finally {
    care.vault.close()
  }
}
