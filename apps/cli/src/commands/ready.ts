import type { Command } from 'commander'
import { readyHistory, readyNow, READY_CHECKS, sayReady, writeReadySheet } from '@codedark/care'
import type { ReadyPage } from '@codedark/care'
import { EXIT, must } from '../exit.ts'
import { openCareOrFail } from '../passphrase.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { DATA, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'

const STATES = { 'would-not-work': 'WOULD NOT WORK', 'not-checked': 'not checked', fine: 'fine' } as const

/** One page a day: what would not work tonight. */
export function readyCommand(program: Command): void {
  const ready = program
    .command('ready')
    .description('what would not work tonight: copy, second copy, packets, disk, and what people looked at')
    .option('--pdf <file>', 'write it as one sheet of A4 too')
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (options: DataOptions & { pdf?: string }) => {
      const care = openCareOrFail(options)
      const made = await readyNow(care, new Date().toISOString())
      const sheet =
        made.ok && options.pdf !== undefined ? await writeReadySheet(care, made.value, options.pdf) : null
      care.vault.close()
      const page = must(made)
      if (sheet !== null) must(sheet)
      if (options.json === true) printJson(page)
      else printPage(page)
      if (page.counts['would-not-work'] > 0) process.exitCode = EXIT.partly
    })
  ready
    .command('say')
    .description('what a person looked at: a test print, paper, toner, key shares, contacts, kit, rules')
    .argument('<check>', READY_CHECKS.join(', '), oneOf(READY_CHECKS))
    .argument('<words>', 'what was seen; nothing of a patient')
    .requiredOption('--by <name>', 'who looked')
    .option('--fails', 'it would not work tonight')
    .action((check: (typeof READY_CHECKS)[number], words: string, said: SayOptions, self: Command) => {
      const care = openCareOrFail({ ...said, ...self.optsWithGlobals<DataOptions>() })
      const works = said.fails !== true
      const kept = sayReady(care.folder, { check, at: new Date().toISOString(), by: said.by, works, words })
      care.vault.close()
      must(kept)
      console.log(`${check}: kept, ${works ? 'works' : 'would not work tonight'}.`)
    })
  ready
    .command('history')
    .description('the last page of each day')
    .action((_: unknown, self: Command) => {
      const options = self.optsWithGlobals<DataOptions>()
      const care = openCareOrFail(options)
      const { pages, unreadable } = readyHistory(care.folder)
      care.vault.close()
      if (options.json === true) printJson(pages)
      else
        printTable(
          ['At', 'Would not work', 'Not checked', 'Fine'],
          pages.map(({ at, counts }) => [at, ...Object.values(counts).map(String)]),
        )
      if (unreadable === 0) return
      process.stderr.write(`${unreadable} pages could not be read.\n`)
      process.exitCode = EXIT.partly
    })
}

interface SayOptions extends DataOptions {
  readonly by: string
  readonly fails?: boolean
}

function printPage({ lines, counts }: ReadyPage): void {
  console.log(
    `${counts['would-not-work']} would not work tonight, ${counts['not-checked']} not checked, ${counts.fine} fine\n`,
  )
  printTable(
    ['Tonight', 'What', 'Seen'],
    lines.map(({ what, state, words }) => [STATES[state], what, plain(words)]),
  )
}
