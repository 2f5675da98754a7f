import type { Command } from 'commander'
import { deadlineLines, openStatements, readOwnDeadlines, writePdf } from '@codedark/command'
import { EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { printJson, printTable } from '../terminal.ts'
import { byName, DATA, instant, JSON_OUT, PASSPHRASE, type DataOptions } from './options.ts'

/** `codedark deadlines`: clocks set by law and by the hospital, and drafts of what must be in each. */
export function deadlinesCommands(program: Command): void {
  const deadlines = program.command('deadlines').description('clocks set by law and by the hospital')
  deadlines
    .command('list', { isDefault: true })
    .description('every deadline, the nearest first')
    .option(...JSON_OUT)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: DataOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const view = must(openStatements(opened)).deadlines()
        if (options.json === true) return printJson(view)
        const { head, rows } = deadlineLines(view)
        console.log(`${head.join('\n')}\n`)
        printTable(['deadline', 'standing', 'act by', '1182/71, one reading', 'to'], rows)
      } finally {
        opened.close()
      }
    })
  awareCommand(deadlines)
  submittedCommand(deadlines)
  draftCommand(deadlines)
  deadlines
    .command('own')
    .description('set the hospital’s own deadlines, a JSON list; they replace those set before')
    .argument('<file>')
    .requiredOption('--by <name>', 'who sets them')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (path: string, options: DataOptions & { by: string }) => {
      const rules = must(readOwnDeadlines(path), EXIT.wrongUse)
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const desk = must(openStatements(opened))
        const done = must(await desk.record({ type: 'SetOwnDeadlines', rules }, byName(options.by)))
        must(desk.watch())
        console.log(`Entry ${done.entry}: ${rules.length} deadlines.`)
      } finally {
        opened.close()
      }
    })
}

function awareCommand(deadlines: Command): void {
  deadlines
    .command('aware')
    .description('decide since when the hospital is aware: all clocks run from it; a later one corrects it')
    .requiredOption('--at <instant>', 'since when, with its zone', instant)
    .requiredOption('--decided-by <name>', 'who decided it')
    .requiredOption('--reason <words>', 'what showed it, or why it is corrected')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (options: DataOptions & { at: string; decidedBy: string; reason: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const { at: awareAt, decidedBy, reason } = options
        const desk = must(openStatements(opened))
        const done = must(
          await desk.record({ type: 'SetAwareness', awareAt, decidedBy, reason }, byName(decidedBy)),
        )
        must(desk.watch())
        console.log(`Entry ${done.entry}.`)
      } finally {
        opened.close()
      }
    })
}

interface SubmittedOptions extends DataOptions {
  readonly at: string
  readonly by: string
  readonly reference: string
}

function submittedCommand(deadlines: Command): void {
  deadlines
    .command('submitted')
    .description('record that something went out; Codedark sends nothing itself')
    .argument('<deadline>', 'its id, as codedark deadlines lists it')
    .requiredOption('--at <instant>', 'when, with its zone', instant)
    .requiredOption('--by <name>', 'who submitted it')
    .requiredOption('--reference <words>', 'number or receipt')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (deadline: string, options: SubmittedOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const { at: submittedAt, by: submittedBy, reference } = options
        const desk = must(openStatements(opened))
        const done = must(
          await desk.record(
            { type: 'SubmitDeadline', deadline, submittedAt, submittedBy, reference },
            byName(submittedBy),
          ),
        )
        console.log(`Entry ${done.entry}.`)
      } finally {
        opened.close()
      }
    })
}

function draftCommand(deadlines: Command): void {
  deadlines
    .command('draft')
    .description('what must be in a submission, filled from the record; gaps are marked')
    .argument('<deadline>', 'its id, as codedark deadlines lists it')
    .option('--pdf <file>', 'as a PDF on A4')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (id: string, options: DataOptions & { pdf?: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const desk = must(openStatements(opened))
        const none = { ok: false as const, fault: `There is no deadline ${id}.` }
        const draft = desk.draft(id)
        if (draft === null) return must(none, EXIT.wrongUse)
        if (options.pdf === undefined) return void process.stdout.write(draft.text)
        must(writePdf(options.pdf, (await desk.draftPdf(id)) ?? new Uint8Array()))
        console.log(`${options.pdf}: written.`)
      } finally {
        opened.close()
      }
    })
}
