import type { Command } from 'commander'
import {
  openStatements,
  SEARCH_ANSWERS,
  SEARCH_CHANNELS,
  SEARCH_METHODS,
  type SearchAnswer,
  type SearchChannel,
  type SearchMethod,
} from '@codedark/command'
import { must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { printJson, printTable } from '../terminal.ts'
import { byName, DATA, instant, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'

interface RecordOptions extends DataOptions {
  readonly server?: string
  readonly channel?: SearchChannel
  readonly answer: SearchAnswer
  readonly method: SearchMethod
  readonly by: string
  readonly at: string
  readonly coversFrom?: string
  readonly text?: string
}

/** `codedark searches`: where was looked for notes and demands, and what came of it. */
export function searchesCommands(program: Command): void {
  const searches = program
    .command('searches')
    .description(
      'where was looked for ransom notes and demands; what nothing is recorded of was not searched',
    )
  searches
    .command('list', { isDefault: true })
    .description('every server and every way in, with who searched it, when and how')
    .option(...JSON_OUT)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: DataOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const view = must(openStatements(opened)).searches()
        if (options.json === true) return printJson(view)
        const { counts } = view
        console.log(
          `${counts.found} found · ${counts.nothing} searched, nothing · ${counts.cannot} cannot be searched · ${counts['not-searched']} not searched = ${counts.total} servers\n`,
        )
        const rows = [
          ...view.channels.map((row) => ({ ...row, place: row.name })),
          ...view.servers.map((row) => ({ ...row, place: row.id })),
        ]
        printTable(
          ['place', 'answer', 'by', 'at', 'reaches back to', 'entry'],
          rows.map(({ place, answer, by, byTriage, at, coversFrom, entry }) => [
            ...[place, ANSWERS[answer], by ?? (byTriage ? 'triage' : ''), at ?? '', coversFrom ?? ''],
            entry === null ? '' : String(entry),
          ]),
        )
      } finally {
        opened.close()
      }
    })
  recordCommand(searches)
}

function recordCommand(searches: Command): void {
  searches
    .command('record')
    .description('record a search of a server or a way in')
    .option('--server <id>', 'the server')
    .option('--channel <channel>', SEARCH_CHANNELS.join(', '), oneOf(SEARCH_CHANNELS))
    .requiredOption('--answer <answer>', SEARCH_ANSWERS.join(', '), oneOf(SEARCH_ANSWERS))
    .requiredOption('--method <method>', SEARCH_METHODS.join(', '), oneOf(SEARCH_METHODS))
    .requiredOption('--by <name>', 'who searched')
    .requiredOption('--at <instant>', 'when, with its zone', instant)
    .option('--covers-from <instant>', 'from when on it could be read', instant)
    .option('--text <words>', 'what there is to say of it')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (options: RecordOptions) => {
      const { server, channel, answer, method, by, at, coversFrom, text } = options
      const place = placeOf(server, channel)
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const desk = must(openStatements(opened))
        const done = must(
          await desk.record(
            {
              ...{ type: 'RecordSearch', place, answer, method, searchedBy: by, searchedAt: at },
              ...{ coversFrom, text },
            },
            byName(by),
          ),
        )
        must(desk.watch())
        console.log(`Entry ${done.entry}.`)
      } finally {
        opened.close()
      }
    })
}

const ANSWERS: Readonly<Record<SearchAnswer, string>> = {
  found: 'FOUND',
  nothing: 'searched, nothing',
  cannot: 'cannot be searched',
  'not-searched': 'NOT SEARCHED',
}

function placeOf(
  server: string | undefined,
  channel: SearchChannel | undefined,
): { readonly server: string } | { readonly channel: SearchChannel } {
  if (channel !== undefined && server === undefined) return { channel }
  if (server !== undefined && channel === undefined) return { server }
  return must({ ok: false, fault: 'Name --server or --channel, not both.' })
}
