import { ageWords, FEED_NAMES, FEEDS, isQuiet } from './feed-age.ts'
import type { Generation } from './vault-port.ts'

/** What only a person can see, and says with a date: nobody asks the paper tray. */
export const READY_CHECKS = [
  'test-print',
  'paper',
  'toner',
  'key-shares',
  'contacts',
  'kit',
  'rules',
] as const
/** See above. */
export type ReadyCheck = (typeof READY_CHECKS)[number]

/** What somebody said of a check. */
export interface ReadySaid {
  readonly check: ReadyCheck
  /** UTC ISO 8601. */
  readonly at: string
  readonly by: string
  /** Whether it would work tonight. */
  readonly works: boolean
  readonly words: string
}

/** What a day's page is made from. */
export interface ReadyFacts {
  /** This computer's clock, UTC ISO 8601: what is checked is this laptop, drill or not. */
  readonly now: string
  /** The clock of the copy: a drill runs on that of its export. */
  readonly copyNow: string
  /** In use; null: none yet. */
  readonly generation: Generation | null
  /** A newer one waits for a person; null: none. */
  readonly heldBack: string | null
  /** A generation that cannot be read; null: none. */
  readonly damaged: number | null
  /** Whether a folder for a second copy is set, and since when there has been none that holds the present state (null: there is). */
  readonly secondCopy: { readonly set: boolean; readonly oneCopyOnlySince: string | null }
  readonly wards: readonly { readonly id: string; readonly name: string }[]
  /** The packet last written of each ward, by ward id. */
  readonly packets: ReadonlyMap<string, { readonly printedAt: string; readonly generation: number }>
  /** Free bytes where the data folder lies; null: could not be asked. */
  readonly freeBytes: number | null
  /** Newest of each check. */
  readonly said: ReadonlyMap<ReadyCheck, ReadySaid>
  /** Says an instant on the hospital's clocks. */
  readonly local: (at: string) => string
}

/** `not-checked` is never fine: nobody looked, or too long ago. */
export type ReadyState = 'would-not-work' | 'not-checked' | 'fine'

/** One line of the day's page. */
export interface ReadyLine {
  readonly what: string
  readonly state: ReadyState
  readonly words: string
}

/** The page of one day: what would not work tonight first, then what was not checked, then what is fine. */
export interface ReadyPage {
  readonly at: string
  readonly lines: readonly ReadyLine[]
  readonly counts: Readonly<Record<ReadyState, number>>
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Below this a print of all wards with its copies may not fit any more. */
const FREE_BYTES = 5e9
/** How long what somebody said holds, in days. Paper and toner go in a week; people change in three months. */
const HOLDS_DAYS: Readonly<Record<ReadyCheck, number>> = {
  'test-print': 7,
  paper: 7,
  toner: 7,
  'key-shares': 92,
  contacts: 92,
  kit: 31,
  rules: 31,
}
const NAMES: Readonly<Record<ReadyCheck, string>> = {
  'test-print': 'Test print',
  paper: 'Paper',
  toner: 'Toner',
  'key-shares': 'Key shares tried',
  contacts: 'Contacts',
  kit: 'Kit',
  rules: 'Rules',
}
const ORDER: readonly ReadyState[] = ['would-not-work', 'not-checked', 'fine']

/** What would work tonight, and what would not. */
export function readyPage(facts: ReadyFacts): ReadyPage {
  const lines = [
    ...copyLines(facts),
    secondCopyLine(facts),
    packetLine(facts),
    diskLine(facts.freeBytes),
    fine('Passphrase', 'opened the vault just now'),
    ...READY_CHECKS.map((check) => saidLine(check, facts)),
  ].toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))
  const count = (state: ReadyState): number => lines.filter((line) => line.state === state).length
  return {
    at: facts.now,
    lines,
    counts: {
      'would-not-work': count('would-not-work'),
      'not-checked': count('not-checked'),
      fine: count('fine'),
    },
  }
}

const fine = (what: string, words: string): ReadyLine => ({ what, state: 'fine', words })
const wrong = (what: string, words: string): ReadyLine => ({ what, state: 'would-not-work', words })
const unchecked = (what: string, words: string): ReadyLine => ({ what, state: 'not-checked', words })

function copyLines({ generation, heldBack, damaged, copyNow, local }: ReadyFacts): ReadyLine[] {
  if (generation === null) return [wrong('Downtime copy', 'there is none: codedark downtime import')]
  const lines = FEEDS.map((feed): ReadyLine => {
    const what = `Feed: ${FEED_NAMES[feed]}`
    const at = generation.asOf[feed]
    if (at === null) return wrong(what, 'not in the copy')
    const words = `as of ${local(at)}, ${ageWords(copyNow, at)} old`
    return isQuiet(at, copyNow) ? wrong(what, words) : fine(what, words)
  })
  if (heldBack !== null) lines.push(wrong('Newer copy', `held back, and a person must decide: ${heldBack}`))
  if (damaged !== null) lines.push(wrong('Vault', `generation ${damaged} is damaged; an older one is shown`))
  return lines
}

function secondCopyLine({ generation, secondCopy, local }: ReadyFacts): ReadyLine {
  const what = 'Second copy'
  if (!secondCopy.set) return wrong(what, 'no folder is set: codedark settings --second-copy')
  if (generation === null) return unchecked(what, 'there is nothing to copy yet')
  const since = secondCopy.oneCopyOnlySince
  return since === null
    ? fine(what, 'holds the present state')
    : wrong(what, `one copy only since ${local(since)}`)
}

function packetLine({ generation, wards, packets, copyNow, local }: ReadyFacts): ReadyLine {
  const what = 'Packets'
  if (wards.length === 0) return unchecked(what, 'no wards in the copy')
  const without = wards.filter(({ id }) => !packets.has(id))
  if (without.length > 0)
    return wrong(what, `${without.length} of ${wards.length} wards have none: codedark print all`)
  const times = wards.flatMap(({ id }) => packets.get(id)?.printedAt ?? []).toSorted()
  const oldest = times[0] ?? copyNow
  const stale = wards.filter(({ id }) => packets.get(id)?.generation !== generation?.generation).length
  const words = `the oldest is of ${local(oldest)}, ${ageWords(copyNow, oldest)} old; ${stale} of ${wards.length} are of an older copy`
  return Date.parse(copyNow) - Date.parse(oldest) >= DAY ? wrong(what, words) : fine(what, words)
}

function diskLine(freeBytes: number | null): ReadyLine {
  if (freeBytes === null) return unchecked('Free disk', 'could not be asked')
  const words = `${(freeBytes / 1e9).toFixed(1)} GB`
  return freeBytes < FREE_BYTES
    ? wrong('Free disk', `${words}, less than ${FREE_BYTES / 1e9} GB`)
    : fine('Free disk', words)
}

function saidLine(check: ReadyCheck, { said, now, local }: ReadyFacts): ReadyLine {
  const one = said.get(check)
  const what = NAMES[check]
  if (one === undefined) return unchecked(what, 'nobody said anything of it')
  const words = `${one.words} (${one.by}, ${local(one.at)})`
  if (!one.works) return wrong(what, words)
  const days = (Date.parse(now) - Date.parse(one.at)) / DAY
  // A date to come is a wrong clock, and says nothing of tonight.
  return days > HOLDS_DAYS[check] || days < 0
    ? unchecked(what, `not within ${HOLDS_DAYS[check]} days; last: ${words}`)
    : fine(what, words)
}
