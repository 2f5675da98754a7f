import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { openWithShares, resealKeys, splitKeys, writeSecretSheets } from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { passphraseOf } from '../passphrase.ts'
import { DATA, PASSPHRASE, type DataOptions } from './options.ts'
import { withBoth } from './both-sides.ts'

const BY = ['--by <name>', 'who does it, as they say; it stands in the record'] as const
const NEW_PASSPHRASE = ['--new-passphrase-file <file>', 'a file with the new passphrase'] as const

interface KeysOptions extends DataOptions {
  readonly by?: string
}

/** The commands on keys: shares for sealed envelopes, and the way back without the passphrase. */
export function keysCommand(program: Command): void {
  const keys = program
    .command('keys')
    .description('the keys of a data folder: shares in sealed envelopes, and another passphrase')
  keys
    .command('shares')
    .description(
      'split the keys into three sheets, any two of which open the folder; earlier sheets are worth nothing then',
    )
    .option('--out <file>', 'the sheets as PDF', 'key-shares.pdf')
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (options: KeysOptions & { out: string }) => shares(options))
  keys
    .command('open')
    .description('open the keys with two sheets, without the passphrase, and put them under a new one')
    .requiredOption('--share-file <file...>', 'files with a share each, as typed or scanned from its sheet')
    .requiredOption(...NEW_PASSPHRASE)
    .option(...BY)
    .option(...DATA)
    .action(async (options: KeysOptions & { shareFile: readonly string[]; newPassphraseFile: string }) =>
      open(options),
    )
  keys
    .command('reseal')
    .description('put the keys under another passphrase; sheets go on opening them')
    .requiredOption(...NEW_PASSPHRASE)
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (options: KeysOptions & { newPassphraseFile: string }) => reseal(options))
  keys
    .command('envelope')
    .description('record that a sealed envelope was opened: its serial stands on the outside')
    .argument('<serial>')
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (serial: string, options: KeysOptions) =>
      withBoth(options, async ({ command }) => {
        must(command.record([{ type: 'EnvelopeOpened', envelope: serial.toUpperCase() }], options.by))
        console.log(`Recorded: envelope ${serial.toUpperCase()} was opened.`)
      }),
    )
}

async function shares(options: KeysOptions & { readonly out: string }): Promise<void> {
  const split = must(await splitKeys(options.data, passphraseOf(options.data, options.passphraseFile)))
  const { set, threshold } = split
  const sheets = split.shares.map(({ number, lines, qr }) => ({
    serial: `KEY-${set}-${number}`,
    title: `Key share ${number} of ${split.shares.length}`,
    outside: [
      `Keep it sealed, at a post that is staffed day and night, away from the other two. Any ${threshold} of the three open the record and the patients’ copy of this hospital without the passphrase; one alone opens nothing.`,
      'Open it only when nobody who knows the passphrase can be reached. Say so in the record afterwards: codedark keys envelope, with the serial above.',
    ],
    inside: [
      'Type the lines below into a file, as they stand. Blanks and small letters do not matter. Or scan the code.',
      'The last two letters of each line check it: a mistyped line is named.',
      'codedark keys open --share-file FIRST SECOND --new-passphrase-file FILE',
      'Afterwards make new shares: codedark keys shares.',
    ],
    secret: lines,
    qr,
  }))
  must(await writeSecretSheets(sheets, options.out, 'real'))
  await withBoth(options, async ({ command }) => {
    const made = { type: 'KeySharesMade', set, threshold, shares: sheets.length } as const
    must(command.record([made], options.by))
  })
  console.log(
    `${options.out}: ${sheets.length} sheets of set ${set}; any ${threshold} open the folder. Print them, seal each, give each to another post, and delete the file.`,
  )
}

async function open(
  options: KeysOptions & { readonly shareFile: readonly string[]; readonly newPassphraseFile: string },
): Promise<void> {
  const passphrase = lineOf(options.newPassphraseFile)
  const typed = options.shareFile.map((file) => readText(file))
  const { set, numbers } = must(await openWithShares(options.data, typed, passphrase))
  await withBoth({ ...options, passphraseFile: options.newPassphraseFile }, async ({ command }) => {
    must(
      command.record(
        [{ type: 'KeysOpenedByShares', set, shares: numbers }, { type: 'PassphraseReplaced' }],
        options.by,
      ),
    )
  })
  console.log(
    `Opened by shares ${numbers.join(' and ')} of ${set}; the folder has the new passphrase now. If nobody can sign in: codedark people reset USER. Make new shares: codedark keys shares.`,
  )
}

async function reseal(options: KeysOptions & { readonly newPassphraseFile: string }): Promise<void> {
  const before = passphraseOf(options.data, options.passphraseFile)
  must(resealKeys(options.data, before, lineOf(options.newPassphraseFile)))
  await withBoth({ ...options, passphraseFile: options.newPassphraseFile }, async ({ command }) => {
    must(command.record([{ type: 'PassphraseReplaced' }], options.by))
  })
  console.log(
    'The folder has the new passphrase now. Second copies keep the old one until they are made anew.',
  )
}

const lineOf = (file: string): string => readText(file).replace(/\r?\n$/, '')

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CommandFailure(
      `${file}: cannot be read: ${error instanceof Error ? error.message : ''}`,
      EXIT.wrongUse,
    )
  }
}
