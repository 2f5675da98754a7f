import type { Command } from 'commander'
import {
  cardPrefix,
  cardSheets,
  rolesWithCard,
  writeSecretSheets,
  type AccountRole,
  type Side,
} from '@codedark/command'
import { must } from '../exit.ts'
import { printJson, printTable } from '../terminal.ts'
import { DATA, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'
import { roleList, withBoth, type BothSides } from './both-sides.ts'

interface CardsOptions extends DataOptions {
  readonly side: Side
  readonly by?: string
  readonly roles?: readonly AccountRole[]
  readonly out?: string
  readonly void?: boolean
}

/** Sealed role cards: printed beforehand, for the first hour, when nobody finds their password. */
export function cardsCommand(people: Command): void {
  people
    .command('cards')
    .description(
      'sealed role cards with one-time codes for the first hour: list them, print new ones, or make them worthless',
    )
    .option('--side <server>', 'command or care', oneOf(['command', 'care'] as const), 'command')
    .option('--out <file>', 'print one card for each role as PDF')
    .option('--roles <list>', 'with --out: which roles; else every role that decides or treats', roleList)
    .option('--void', 'make every unopened card of this server worthless')
    .option('--by <name>', 'who does it, as they say; it stands in the record')
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (options: CardsOptions) =>
      withBoth(options, async (both) => {
        if (options.void === true) voidCards(both, options)
        if (options.out !== undefined) await printCards(both, options, options.out)
        if (options.void !== true && options.out === undefined) listCards(both, options)
      }),
    )
}

async function printCards(both: BothSides, options: CardsOptions, out: string): Promise<void> {
  const { side } = options
  const { kind } = both.command
  const roles = options.roles ?? rolesWithCard(side)
  const cards = both.accounts(side).printCards(roles, cardPrefix(kind, side), new Date().toISOString())
  const where = side === 'command' ? 'the board' : 'the ward pages'
  must(await writeSecretSheets(cardSheets(cards, side), out, kind))
  must(
    both.command.record(
      [{ type: 'RoleCardsPrinted', side, cards: cards.map(({ serial, role }) => ({ serial, role })) }],
      options.by,
    ),
  )
  console.log(`${out}: ${cards.length} cards for ${where}. Print, fold and seal them, and delete the file.`)
}

function voidCards(both: BothSides, { side, by }: CardsOptions): void {
  const count = both.accounts(side).voidCards('all', new Date().toISOString())
  if (count > 0) must(both.command.record([{ type: 'RoleCardsVoided', side, count }], by))
  console.log(`${count} unopened cards of ${side} are worthless now.`)
}

function listCards(both: BothSides, { side, json }: CardsOptions): void {
  const cards = both.accounts(side).cards()
  if (json === true) return printJson(cards)
  printTable(
    ['SERIAL', 'ROLE', 'PRINTED', 'OPENED', 'VOID'],
    cards.map((card) => [card.serial, card.role, card.printedAt, card.openedAt ?? '', card.voidAt ?? '']),
  )
}
