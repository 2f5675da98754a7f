import type { Command } from 'commander'
import { sayWardOf, wardStates, type WardSaid, type WardStanding } from '@codedark/care'
import { EXIT, must } from '../exit.ts'
import { openCareOrFail } from '../passphrase.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { BY, DATA, JSON_OUT, PASSPHRASE, type DataOptions } from './options.ts'

const now = (): string => new Date().toISOString()
const SINCE = ['--since <time>', 'clock time of the hospital, as 22:40; else now'] as const

interface SaidOptions extends DataOptions {
  readonly by: string
  readonly since?: string
  readonly received?: string
  readonly signed?: string
  readonly serial?: string
}

/** What wards work from: on screen, packet out, paper, back on screen. */
export function wardCommand(program: Command): void {
  const ward = program.command('ward').description('what the wards work from: on screen, packet out, paper')
  ward
    .command('states')
    .description('every ward with what it works from')
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (options: DataOptions) => {
      const care = openCareOrFail(options)
      const listed = await wardStates(care, now())
      care.vault.close()
      const { wards } = must(listed)
      if (options.json === true)
        return printJson(wards.map(({ id, name, standing }) => ({ id, name, standing })))
      printTable(
        ['Ward', 'Id', 'Works from'],
        wards.map(({ name, id, standing }) => [name, id, standingWords(standing)]),
      )
    })
  sayCommand(ward, 'packet-out', 'the packet was handed over', (options) => ({
    step: 'packet-out',
    receivedBy: options.received ?? options.by,
    firstSerial: options.serial ?? null,
  }))
    .option('--received <name>', 'who took it in hand; else who says it')
    .option('--serial <serial>', 'first serial of the packet; else the last one written')
  sayCommand(
    ward,
    'paper',
    'paper is the record from now on: no order is printed for the ward any more',
    (options) => ({
      step: 'paper',
      since: options.since ?? null,
      signedBy: options.signed ?? options.by,
    }),
  )
    .option(...SINCE)
    .option('--signed <name>', 'who signs; else who says it')
  sayCommand(ward, 'screen', 'the ward is back on screen', (options) => ({
    step: 'screen',
    since: options.since ?? null,
    signedBy: options.signed ?? options.by,
  }))
    .option(...SINCE)
    .option('--signed <name>', 'who signs; else who says it')
}

function sayCommand(
  parent: Command,
  name: string,
  words: string,
  saidOf: (options: SaidOptions) => WardSaid,
): Command {
  return parent
    .command(name)
    .description(words)
    .argument('<ward>', 'its id, its name, or a part of it')
    .requiredOption(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (ward: string, options: SaidOptions) => {
      const care = openCareOrFail(options)
      const kept = await sayWardOf(care, { ward, said: saidOf(options), by: options.by, now: now() })
      care.vault.close()
      const { wardName, standing } = must(kept, EXIT.wrongUse)
      if (options.json === true) return printJson({ ward: wardName, standing })
      console.log(`${plain(wardName)}: ${standingWords(standing)}`)
    })
}

function standingWords(standing: WardStanding | null): string {
  if (standing === null) return 'on screen'
  const { state, since, signedBy, firstSerial } = standing
  if (state === 'paper') return `PAPER IS THE RECORD since ${since}, signed ${plain(signedBy)}`
  if (state === 'packet-out')
    return `packet out since ${since}, in the hands of ${plain(signedBy)}${firstSerial === null ? '' : ` (from ${firstSerial})`}`
  return `back on screen since ${since}, signed ${plain(signedBy)}`
}
