import type { Command } from 'commander'
import { formPdf, listNotices, setChannels, setPolicy } from '@codedark/command'
import { EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { writePdf } from './contacts.ts'
import { DATA, PASSPHRASE, type DataOptions } from './options.ts'

/** `codedark notices`: who must know, and do they. The chains climb while `codedark serve` runs. */
export function noticesCommand(program: Command): void {
  const notices = program
    .command('notices')
    .description('who must know of what: sent, read, acknowledged, decided')
  listCommand(notices)
  settingCommands(notices)
  notices
    .command('print')
    .description('a notice as form 213, with a code and a receipt, for one contact')
    .argument('<notice>', 'as n-001')
    .requiredOption('--to <contact>', 'as management-1')
    .requiredOption('--out <file>', 'where the PDF goes; it must not exist')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (notice: string, options: DataOptions & { to: string; out: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        writePdf(
          options.out,
          must(await formPdf(opened, { notice, to: options.to }, new Date().toISOString())),
        )
      } finally {
        opened.close()
      }
    })
}

function listCommand(notices: Command): void {
  notices
    .command('list', { isDefault: true })
    .description('every notice with its next step up, those that climb first')
    .option('--json', 'print as JSON')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: DataOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const list = must(listNotices(opened, new Date().toISOString()))
        if (options.json === true) return printJson(list)
        printTable(
          ['notice', 'about', 'state', 'read', 'acknowledged', 'decided', 'next step up'],
          list.map(({ notice, about, state, people, decided, next }) => {
            const count = (test: (one: (typeof people)[number]) => boolean): string =>
              String(people.filter(test).length)
            return [
              notice,
              about,
              state,
              count(({ readAt }) => readAt !== null),
              count(({ acknowledged }) => acknowledged !== null && !acknowledged.expired),
              decided === null ? '' : decided.role,
              next === null ? '' : `${next.at} ${next.roles.join(', ')}`,
            ]
          }),
        )
      } finally {
        opened.close()
      }
    })
}

interface SetOptions extends DataOptions {
  readonly file?: string
  readonly by?: string
}

function settingCommands(notices: Command): void {
  notices
    .command('policy')
    .description('the policy that holds, as JSON; --file sets another: who is asked, when, who decides')
    .option('--file <file>', 'a policy as JSON')
    .option('--by <name>', 'who sets it', 'not named')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(({ data, passphraseFile, file, by }: SetOptions) => {
      const opened = openOrFail(data, passphraseFile)
      try {
        printJson(must(setPolicy(opened, file ?? null, by ?? ''), EXIT.wrongUse))
      } finally {
        opened.close()
      }
    })
  notices
    .command('channels')
    .description('the ways that reach people; --file sets mail, sms, webhook and seals their secrets')
    .option('--file <file>', 'channels as JSON')
    .option('--by <name>', 'who sets them', 'not named')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(({ data, passphraseFile, file, by }: SetOptions) => {
      const opened = openOrFail(data, passphraseFile)
      try {
        for (const sentence of must(setChannels(opened, file ?? null, by ?? ''), EXIT.wrongUse))
          console.log(plain(sentence))
      } finally {
        opened.close()
      }
    })
}
