import type { Command } from 'commander'
import {
  checkEvidence,
  checkpointText,
  checkProof,
  copyNow,
  DRILL_PASSWORD,
  readOutside,
  REMOVAL_REASONS,
  restoreFolder,
  saveCheckpoint,
  saveProof,
  takeTextOut,
  twoSign,
  verifyRecord,
  type RemovalReason,
} from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { givenPassphrase, openOrFail } from '../passphrase.ts'
import { plain, printJson } from '../terminal.ts'
import { DATA, oneOf, PASSPHRASE, wholeNumber } from './options.ts'

interface Opening {
  readonly data: string
  readonly passphraseFile?: string
}

/** The commands for the record of the incident. */
export function ledgerCommands(program: Command): void {
  const ledger = program
    .command('ledger')
    .description('the record of the incident: check, hand out, copy, restore')
  verifyCommand(ledger)
  checkpointCommand(ledger)
  proofCommands(ledger)
  copyCommand(ledger)
  restoreCommand(ledger)
  takeOutCommand(ledger)
}

function verifyCommand(ledger: Command): void {
  ledger
    .command('verify')
    .description('check every entry, text and evidence file; exit 1 names the first that does not fit')
    .option(
      '--against <file...>',
      'what people outside hold: files of checkpoints, what a witness or a phone gave back, the text of a printed code',
    )
    .option('--json', 'print the report as JSON')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: Opening & { against?: readonly string[]; json?: boolean }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      const against = (options.against ?? []).map((path) => must(readOutside(path), EXIT.wrongUse))
      const report = verifyRecord(opened, against)
      const evidence = checkEvidence(opened)
      opened.close()
      if (options.json === true) printJson({ ...report, evidence })
      else
        console.log(
          [report.sentence, ...outsideLines(report, options.against ?? []), ...evidenceLines(evidence)].join(
            '\n',
          ),
        )
      if (evidence.some(({ state }) => state !== 'fits')) process.exitCode = EXIT.checkFailed
      const texts = report.texts.every(({ state }) => state === 'present' || state === 'taken-out')
      const outside = report.against === 'none' || report.against === 'fits'
      if (report.broken !== null || !outside || !texts) process.exitCode = EXIT.checkFailed
    })
}

/** Each checkpoint from outside, and who cosigned it. */
function outsideLines({ outside }: ReturnType<typeof verifyRecord>, paths: readonly string[]): string[] {
  if (paths.length === 0) return []
  return outside.map(({ state, size, cosigned }) => {
    const by = cosigned.map(
      ({ by: name, atS }) => `, cosigned by ${name} at ${new Date(atS * 1000).toISOString()}`,
    )
    return plain(
      `From outside: ${size === null ? 'nothing that is signed' : `entry 1 to ${size}`}, ${OUTSIDE[state]}${by.join('')}.`,
    )
  })
}

const OUTSIDE: Readonly<Record<ReturnType<typeof verifyRecord>['outside'][number]['state'], string>> = {
  fits: 'fits',
  'does-not-fit': 'DOES NOT FIT',
  'other-key': 'SIGNED BY A KEY THAT NEVER SIGNED THIS RECORD',
  'other-record': 'of another record',
  unreadable: 'cannot be read',
}

/** How many files fit, and each that does not. */
function evidenceLines(evidence: ReturnType<typeof checkEvidence>): string[] {
  if (evidence.length === 0) return []
  const wrong = evidence.filter(({ state }) => state !== 'fits')
  return [
    `Evidence files that are what was taken in: ${evidence.length - wrong.length} of ${evidence.length}.`,
    ...wrong.map(({ entry, sha256, state }) =>
      state === 'missing'
        ? `The file of entry ${entry} is missing: ${sha256}.`
        : `The file of entry ${entry} was changed: ${sha256}.`,
    ),
  ]
}

function checkpointCommand(ledger: Command): void {
  ledger
    .command('checkpoint')
    .description('print the signed checkpoint and the key that verifies it, for somebody outside IT to keep')
    .option('--out <file>', 'save it there instead')
    .option(
      '--since <entries>',
      'begin with the proof that it continues what they hold, for a phone',
      wholeNumber,
    )
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: Opening & { out?: string; since?: number }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        if (options.out !== undefined) {
          must(saveCheckpoint(opened, options.out, options.since))
          console.log(`${options.out}: give it to somebody outside IT. codedark ledger verify --against it.`)
          return
        }
        process.stdout.write(must(checkpointText(opened, options.since)))
      } finally {
        opened.close()
      }
    })
}

function proofCommands(ledger: Command): void {
  ledger
    .command('prove')
    .description('save the proof that an entry is in the record; it is checked without the record')
    .argument('<entry>', 'the number of the entry, as the log shows it', wholeNumber)
    .requiredOption('--out <file>', 'the proof file, .tlog-proof by custom')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((entry: number, options: Opening & { out: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        must(saveProof(opened, entry, options.out))
        console.log(
          `${options.out}: proves that entry ${entry} was recorded. It holds the entry, not its texts.`,
        )
      } finally {
        opened.close()
      }
    })
  ledger
    .command('check-proof')
    .description(
      'check a proof file offline, without data folder or passphrase; exit 1 when it proves nothing',
    )
    .argument('<file>', 'the proof file')
    .requiredOption('--key <key>', 'the verifier key, or the file of a checkpoint that was handed out')
    .option('--json', 'print what it proves as JSON')
    .action((file: string, options: { key: string; json?: boolean }) => {
      const { index, size, origin, sentence, entry } = must(checkProof(file, options.key))
      if (options.json === true) printJson({ entry: index + 1, size, origin, sentence, bytes: entry })
      else
        console.log(
          [
            `Entry ${index + 1} of ${size} in the record ${origin}, as signed:`,
            sentence ?? 'of a kind that this version does not know',
            entry,
          ]
            .map(plain)
            .join('\n'),
        )
    })
}

function copyCommand(ledger: Command): void {
  ledger
    .command('copy')
    .description('make the second copy now; while serving this is done each minute')
    .option('--to <dir>', 'another folder than the settings name')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: Opening & { to?: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        console.log(plain(must(copyNow(opened, options.to))))
      } finally {
        opened.close()
      }
    })
}

function restoreCommand(ledger: Command): void {
  ledger
    .command('restore')
    .description('make a data folder from the second copy; the record goes on there under a new key')
    .requiredOption('--from <dir>', 'the folder with the second copy')
    .requiredOption('--data <dir>', 'the data folder to make; it must not be one yet')
    .option(...PASSPHRASE)
    .action((options: Opening & { from: string }) => {
      const passphrase = givenPassphrase(options.passphraseFile)
      const restored = must(restoreFolder(options.from, options.data, passphrase, new Date().toISOString()))
      const { folder, entries, verifierKey, old } = restored
      console.log(
        [
          `${folder.path} goes on with the record: ${entries} entries, the last one says that it was restored.`,
          old === 'retired'
            ? 'The folder that was copied takes no more entries.'
            : 'The folder that was copied could not be reached. If it still exists, do not use it: what is recorded there is lost.',
          'It signs with a new key; write it down outside:',
          verifierKey,
        ].join('\n'),
      )
    })
}

interface TakeOutOptions extends Opening {
  readonly reason: RemovalReason
  readonly first: string
  readonly firstPasswordFile?: string
  readonly firstCode?: string
  readonly second: string
  readonly secondPasswordFile?: string
  readonly secondCode?: string
}

/** What somebody signs in with: a password stands in a file, never in an argument, which other programs can read. */
function typedBy(
  kind: 'real' | 'drill',
  user: string,
  passwordFile: string | undefined,
  code: string | undefined,
): { readonly user: string; readonly password: string; readonly code: string | undefined } {
  if (passwordFile === undefined && kind === 'real')
    throw new CommandFailure(`The password of ${user} is needed, in a file.`, EXIT.wrongUse)
  const password = passwordFile === undefined ? DRILL_PASSWORD : givenPassphrase(passwordFile)
  return { user, password: password ?? '', code }
}

function takeOutCommand(ledger: Command): void {
  ledger
    .command('take-out')
    .description(
      'take the texts of an entry out of the record and its second copy; two people sign, every proof still fits',
    )
    .argument('<entry>', 'the number of the entry, as the log shows it', wholeNumber)
    .requiredOption('--reason <reason>', REMOVAL_REASONS.join(', '), oneOf(REMOVAL_REASONS))
    .requiredOption('--first <user>', 'who takes it out: their account')
    .option('--first-password-file <file>', 'a file with their password; a drill’s is published')
    .option('--first-code <code>', 'their second factor')
    .requiredOption('--second <user>', 'who agrees: another account with the same right')
    .option('--second-password-file <file>', 'a file with their password')
    .option('--second-code <code>', 'their second factor')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (entry: number, options: TakeOutOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const { kind } = opened.folder
        const typed = {
          first: typedBy(kind, options.first, options.firstPasswordFile, options.firstCode),
          second: typedBy(kind, options.second, options.secondPasswordFile, options.secondCode),
        }
        const both = must(await twoSign(opened, typed, 'texts.take-out'))
        const done = must(takeTextOut(opened, { entry, reason: options.reason, ...both }))
        console.log(`Entry ${done.entry} says that the texts of entry ${entry} were taken out.`)
        if (done.copies.ok) console.log(plain(done.copies.value))
        else throw new CommandFailure(`The second copy still holds them: ${plain(done.copies.fault)}`)
      } finally {
        opened.close()
      }
    })
}
