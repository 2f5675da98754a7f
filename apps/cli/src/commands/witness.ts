import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import {
  initWitness,
  openWitness,
  serveWitness,
  showWitness,
  watchRecord,
  type OpenedWitness,
} from '@codedark/witness'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { givenPassphrase } from '../passphrase.ts'
import { places } from '../places.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { PASSPHRASE, wholeNumber } from './options.ts'

const FOLDER = ['--folder <dir>', 'the folder of the witness', 'witness'] as const

interface Opening {
  readonly folder: string
  readonly passphraseFile?: string
}

/** `codedark witness`: on another laptop, with another owner, the checkpoints of a record are kept and cosigned. */
export function witnessCommands(program: Command): void {
  const witness = program
    .command('witness')
    .description(
      'keep and cosign the checkpoints of somebody else’s record, on another laptop with another owner',
    )
  witness
    .command('init')
    .description('make a witness with a key of its own; whoever runs the record must not know its passphrase')
    .requiredOption('--name <name>', 'who it is, as dpo.hospital: letters, digits, dots, slashes, dashes')
    .option(...FOLDER)
    .option(...PASSPHRASE)
    .action(({ name, folder, passphraseFile }: Opening & { name: string }) => {
      const key = must(initWitness(folder, name, passphraseOrFail(passphraseFile)), EXIT.wrongUse)
      console.log(`${folder} is a witness now. Its key, for the people of the record:\n${key}`)
    })
  witness
    .command('add')
    .description('watch a record; without this its checkpoints are refused')
    .argument('<key>', 'its verifier key, or the file of a checkpoint that it handed out')
    .option(...FOLDER)
    .option(...PASSPHRASE)
    .action((given: string, options: Opening) => {
      withWitness(options, (opened) => {
        const text = existsSync(given) ? readFileSync(given, 'utf8') : given
        const origin = must(watchRecord(opened, text, new Date().toISOString()), EXIT.wrongUse)
        console.log(`Watched: ${plain(origin)}`)
      })
    })
  witness
    .command('show')
    .description('what is held of each record, and what was refused; exit 1 when something was')
    .option('--json', 'print it as JSON')
    .option('--notes', 'print the cosigned checkpoints themselves, for codedark ledger verify --against')
    .option(...FOLDER)
    .option(...PASSPHRASE)
    .action((options: Opening & { json?: boolean; notes?: boolean }) =>
      withWitness(options, (opened) => show(opened, options)),
    )
  serveCommand(witness)
  witness
    .command('page')
    .description(
      'write the page that makes a phone a witness; carry it there by stick or cable, never by the record’s server',
    )
    .requiredOption('--out <file>', 'where; .html by custom')
    .action(({ out }: { out: string }) => {
      const { phonePage } = places()
      if (!existsSync(phonePage))
        throw new CommandFailure(`The page is not built (${phonePage}): run node scripts/build-web.ts.`)
      copyFileSync(phonePage, out)
      console.log(`${out}: open it on the phone; then give it codedark ledger checkpoint.`)
    })
}

function serveCommand(witness: Command): void {
  witness
    .command('serve')
    .description('take checkpoints from the record’s laptop, until Ctrl-C')
    .option('--listen <address>', 'the address of this laptop that the other reaches', '127.0.0.1')
    .option('--port <n>', 'the port', wholeNumber, 7319)
    .option(...FOLDER)
    .option(...PASSPHRASE)
    .action(async ({ listen, port, folder, passphraseFile }: Opening & { listen: string; port: number }) => {
      const opened = must(openWitness(folder, passphraseOrFail(passphraseFile)))
      const serving = must(
        await serveWitness(opened, {
          address: listen,
          port,
          now: () => new Date(),
          onNote: (sentence) => console.error(`${new Date().toISOString()}  ${plain(sentence)}`),
        }),
      )
      console.log(`The witness ${opened.name}: ${serving.url}\n${opened.key}\nCtrl-C stops it.`)
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
      })
      await serving.close()
      opened.close()
    })
}

function show(opened: OpenedWitness, options: { readonly json?: boolean; readonly notes?: boolean }): void {
  const shown = must(showWitness(opened))
  if (shown.refused.length > 0) process.exitCode = EXIT.checkFailed
  if (options.json === true) return printJson(shown)
  if (options.notes === true) {
    process.stdout.write(shown.held.flatMap(({ note }) => (note === null ? [] : [note])).join('\n'))
    return
  }
  console.log(`The witness ${shown.name}\n${shown.key}\n`)
  printTable(
    ['record', 'entries', 'cosigned at'],
    shown.held.map(({ origin, size, at }) => [
      origin,
      size === null ? 'nothing yet' : String(size),
      at ?? '',
    ]),
  )
  for (const { at, origin, code } of shown.refused) console.log(plain(`${at}  refused of ${origin}: ${code}`))
}

function withWitness(options: Opening, use: (opened: OpenedWitness) => void): void {
  const opened = must(openWitness(options.folder, passphraseOrFail(options.passphraseFile)))
  try {
    use(opened)
  } finally {
    opened.close()
  }
}

function passphraseOrFail(file: string | undefined): string {
  const passphrase = givenPassphrase(file)
  if (passphrase !== undefined) return passphrase
  throw new CommandFailure(
    'The witness’s passphrase is needed: --passphrase-file FILE, or CODEDARK_PASSPHRASE.',
    EXIT.wrongUse,
  )
}
