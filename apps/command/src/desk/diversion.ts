import {
  DIVERSION_SERVICE_WORDS,
  DIVERSION_WANT_WORDS,
  type DiversionLanguage,
  type IncidentCommand,
  type DiversionCommand,
} from '@codedark/domain/incident'
import {
  diversionCsv,
  diversionPart,
  diversionView,
  localDay,
  localTime,
  type BoardInput,
  type DiversionPart,
  type DiversionView,
} from '@codedark/domain/board'
import type { Result } from '@codedark/domain/result'
import { drawListSheet, openPrinter, type ListRow, type ListSheet, type Printer } from '@codedark/paper'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import type { Who } from './commands.ts'

/** What the board may ask and do about where patients are sent. Refusals are sentences. */
export interface DiversionDesk {
  view(): DiversionView
  csv(): string
  /** One sheet for a site; null: there is no such site. */
  sheet(site: string): Promise<Uint8Array | null>
  record(command: DiversionCommand, who: Who): Promise<Result<{ readonly entry: number }, string>>
}

/** What the record holds of it, for the sites of the list. */
export function diversionHeld(
  ledger: CommandLedger,
  at: { readonly now: string; readonly sites: readonly string[] },
): DiversionPart {
  return diversionPart({
    ...at,
    state: ledger.state().diversion,
    textOf: ({ commitment }) => {
      const found = ledger.textOf(commitment)
      return found.state === 'present' ? found.text : null
    },
  })
}

/** The desk's part for diversion. */
export function diversionDesk(
  input: () => BoardInput,
  submit: (command: IncidentCommand, who: Who) => Promise<Result<{ readonly entry: number }, string>>,
): DiversionDesk {
  let printer: Printer | undefined
  return {
    view: () => diversionView(input()),
    csv: () => diversionCsv(diversionView(input())),
    record: submit,
    sheet: async (site) => {
      const board = input()
      const view = diversionView(board)
      if (!view.sites.includes(site)) return null
      printer ??= openPrinter()
      const { now, timeZone, kind } = board
      const drawn = await drawListSheet(diversionSheet(view, site), {
        ...{ printer, kind, printedAt: now },
        printedWords: `${localDay(now, timeZone)} ${localTime(now, now, timeZone)}`,
        serial: () => `${kind === 'drill' ? 'DRILL ' : ''}DIVERSION ${view.header.lastEntry?.number ?? 0}`,
      })
      return drawn.bytes
    },
  }
}

const STANDS = {
  'not-declared': 'NOT DECLARED',
  asked: 'ASKED, not confirmed',
  confirmed: 'CONFIRMED',
  'not-confirmed-since': 'NOT CONFIRMED SINCE',
} as const

/** The sheet of a site: every service with how it stands, room for the dispatcher's name, and the words to read aloud. */
export function diversionSheet(view: DiversionView, site: string): ListSheet {
  const { now, timeZone, hospital } = view.header
  const clock = (at: string | null): string => (at === null ? '' : localTime(at, now, timeZone))
  return {
    title: `Where patients go: ${site}`,
    under: [
      `${hospital}. As of ${localDay(now, timeZone)} ${localTime(now, now, timeZone)}. Not declared is not open: ask before you send.`,
    ],
    orientation: 'portrait',
    columns: [
      { heading: 'What', mm: 44 },
      { heading: 'Wanted', mm: 26 },
      { heading: 'Stands', mm: 36 },
      { heading: 'Asked by, at', mm: 30 },
      { heading: 'Dispatcher, at, look again at', mm: 32 },
      { heading: 'Confirmed anew: name, time', mm: 24 },
    ],
    words: [],
    blank: 0,
    rows: [
      ...view.cells
        .filter((cell) => cell.site === site)
        .map((cell): ListRow => ({
          kind: 'row',
          cells: [
            { text: DIVERSION_SERVICE_WORDS.en[cell.service], strong: true },
            { text: cell.wanted === null ? '' : DIVERSION_WANT_WORDS.en[cell.wanted], strong: true },
            {
              text: STANDS[cell.word],
              strong: true,
              hatched: cell.word === 'not-declared' || cell.word === 'not-confirmed-since',
            },
            { text: cell.askedBy === null ? '' : `${cell.askedBy} ${clock(cell.askedAt)}` },
            {
              text: [
                cell.dispatcher === null ? '' : `${cell.dispatcher} ${clock(cell.confirmedAt)}`,
                cell.reviewAt === null ? '' : `look again ${clock(cell.reviewAt)}`,
              ]
                .filter((one) => one !== '')
                .join(', '),
            },
            { text: '' },
          ],
        })),
      { kind: 'part', text: 'To read aloud to the dispatcher' },
      ...view.words
        .filter((one) => one.site === site)
        .map(({ language, text }): ListRow => ({ kind: 'words', text: `${TITLES[language]}: ${text}` })),
    ],
  }
}

const TITLES: Readonly<Record<DiversionLanguage, string>> = { fr: 'FR', nl: 'NL', de: 'DE', en: 'EN' }
