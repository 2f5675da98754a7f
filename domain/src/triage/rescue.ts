import type { Estate } from '../estate/index.ts'
import { sayInstant } from './instant.ts'
import type { Sighting } from './verdict.ts'
import { downAfter, lastSeen, pendingStop } from './volumes.ts'
import type { ProtectorState, VolumeState } from './volumes.ts'

/** The groups of the rescue sheet, the most urgent first. None of them says that a volume is open. */
export const RESCUE_GROUPS = [
  'encrypting-when-last-seen',
  'finished-no-restart-seen',
  'last-protector-removed',
  'locked-or-restarted',
] as const
/** One of them. */
export type RescueGroup = (typeof RESCUE_GROUPS)[number]

/** The heading of each group, as it stands on board and paper. */
export const GROUP_TITLES: Readonly<Record<RescueGroup, string>> = {
  'encrypting-when-last-seen': 'Encrypting when last seen',
  'finished-no-restart-seen': 'Finished; no restart, lock or power-off seen up to our last record',
  'last-protector-removed': 'Last protector removed, may be open',
  'locked-or-restarted': 'Locked or restarted',
}

/** What stands on top of the sheet. They hold until the response lead decides otherwise. */
export const STANDING_ORDERS: readonly string[] = [
  'Network cable out. Power stays on.',
  'No restart, no shutdown, no logging off. Cancel pending shutdowns and shutdown tasks.',
  'No command on the server before the response lead decides; at the console only look: manage-bde -status.',
  'Pausing a virtual machine or switching anything off is the response lead’s call. A memory snapshot of a running virtual machine keeps its keys.',
]

/** What everybody who reads the sheet has to know; it holds for every line. */
export const STANDING_FACTS: readonly string[] = [
  'Nothing here says that a volume is open. Only the console tells.',
  'A data volume can lock without a restart, and without a record that we have.',
  'Running encryption needs a decision: letting it run and stopping it both have a cost.',
  'That no backup of a key to the directory was seen proves nothing, unless policy demanded one.',
  'Times are by each server’s own clock. What is marked (inferred) is our conclusion, not a record.',
]

/** One thing to know of a line. An inference is what we conclude, not what a record says. */
export interface RescueNote {
  readonly text: string
  readonly inference: boolean
}

/**
 * One volume. What a person has to find out is not here: console status, memory snapshot taken, who and when are empty
 * fields of the sheet.
 */
export interface RescueLine {
  /** Estate id; or, for a log that speaks for no server, its computer name. */
  readonly server: string
  /** False: the log's computer maps to no server of the list, or to two. */
  readonly assigned: boolean
  /** By the server list: `physical`, `virtual on srv-x`, `virtual, host not on the list`, or `not known`. */
  readonly vmHost: string
  /** What a person said of its power. */
  readonly power: { readonly state: string; readonly by: string | null; readonly at: string | null } | null
  readonly volume: string
  readonly mountPoint: string
  readonly group: RescueGroup
  /** Whether it may still be open: check at the console. False is no proof that it is locked. */
  readonly mayBeOpen: boolean
  readonly startedAt: string | null
  readonly finishedAt: string | null
  /** Up to when a restart would have been seen; null: it would not have been. */
  readonly seenUpTo: string | null
  readonly protectors: readonly ProtectorState[]
  readonly notes: readonly RescueNote[]
  /** Whether all that was seen of it is older than the first evil: then it probably belongs to its owner. */
  readonly beforeFirstEvil: boolean
}

/** The sheet: one line per volume, by group, the volumes from before the night last in each. */
export interface RescueSheet {
  readonly orders: readonly string[]
  readonly facts: readonly string[]
  readonly lines: readonly RescueLine[]
  /** Volumes that may still be open, and the servers that they are on; those from before the first evil are not counted. */
  readonly mayBeOpen: { readonly volumes: number; readonly servers: readonly string[] }
  /** Servers that are hit and of whose volumes no record tells: their lines are empty, not absent. */
  readonly withoutRecords: readonly { readonly server: string; readonly why: string }[]
  /** Servers without a line of whose encryption nothing is known: not looked, not closed. */
  readonly notSearched: readonly string[]
}

/** All that the sheet is made from. The volumes come from the last run of triage, the rest may be newer. */
export interface RescueInput {
  readonly volumes: readonly VolumeState[]
  readonly estate: Estate | null
  /** By server id: what was said of its power. */
  readonly powers: ReadonlyMap<
    string,
    { readonly state: string; readonly by: string | null; readonly at: string | null }
  >
  readonly sightings: readonly Pick<Sighting, 'server' | 'kind' | 'seenBy' | 'seenAt'>[]
  /** Servers whose encryption is hit, by log or by a person: each gets a line, with records or without. */
  readonly hit: readonly string[]
  /** Servers whose encryption is blind: whether a volume of theirs is open nobody has looked. */
  readonly blind: readonly string[]
  readonly firstEvilAt: string | null
}

/** Makes the sheet. Never says that a volume is open, only that it may be; what is concluded is marked as inference. */
export function rescueSheet(input: RescueInput): RescueSheet {
  const lines = input.volumes.map((volume) => lineOf(volume, input)).sort(mostUrgentFirst)
  const open = lines.filter((line) => line.mayBeOpen && !line.beforeFirstEvil)
  const told = new Set(lines.map((line) => line.server))
  return {
    orders: STANDING_ORDERS,
    facts: STANDING_FACTS,
    lines,
    mayBeOpen: { volumes: open.length, servers: [...new Set(open.map((line) => line.server))].sort() },
    withoutRecords: [...new Set(input.hit)]
      .filter((server) => !told.has(server))
      .sort()
      .map((server) => ({ server, why: whyWithout(server, input) })),
    notSearched: [...new Set(input.blind)].filter((server) => !told.has(server)).sort(),
  }
}

function lineOf(state: VolumeState, input: RescueInput): RescueLine {
  const server = state.server ?? state.computer
  const known = input.estate?.servers.find((one) => one.id === state.server)
  const said = state.server === null ? null : (input.powers.get(state.server) ?? null)
  const closing = closedBy(state, { said, sightings: input.sightings })
  const group = groupOf(state, closing)
  const seen = lastSeen(state)
  return {
    server,
    assigned: state.server !== null || input.estate === null,
    vmHost: hostOf(known),
    power: said,
    volume: state.volume,
    mountPoint: state.mountPoint,
    group,
    mayBeOpen: group !== 'locked-or-restarted',
    startedAt: state.startedAt,
    finishedAt: state.finishedAt,
    seenUpTo: state.power.seenUpTo,
    protectors: state.protectors,
    notes: notesOf(state, { group, closing, sightings: input.sightings }),
    beforeFirstEvil: input.firstEvilAt !== null && seen !== null && seen < input.firstEvilAt,
  }
}

function hostOf(known: Estate['servers'][number] | undefined): string {
  if (known === undefined) return 'not known'
  if (!known.virtual) return 'physical'
  return known.host === undefined ? 'virtual, host not on the list' : `virtual on ${known.host}`
}

interface Closing {
  readonly by: 'lock' | 'restart' | 'power-said' | 'recovery-screen'
  readonly note: RescueNote
}

/** What closed the volume after the last record that shows it open; null: nothing that we have seen. */
function closedBy(
  state: VolumeState,
  { said, sightings }: { readonly said: RescueLine['power']; readonly sightings: RescueInput['sightings'] },
): Closing | null {
  const open = state.openAt ?? ''
  if (state.lockedAt !== null && state.lockedAt > open) {
    const what = state.lockedBy === 'erased' ? 'Its key data was erased' : 'It was locked'
    return { by: 'lock', note: { text: `${what} at ${sayInstant(state.lockedAt)}.`, inference: false } }
  }
  const down = downAfter(state.power, open)
  if (down !== null)
    return {
      by: 'restart',
      note: {
        text: `Probably locked: ${down.text}. A volume that unlocks by itself may be open again.`,
        inference: true,
      },
    }
  const screen = sightings.find(
    (one) => one.server === state.server && one.kind === 'recovery-screen' && one.seenAt > open,
  )
  if (screen !== undefined)
    return {
      by: 'recovery-screen',
      note: {
        text: `Probably locked: ${screen.seenBy} saw a recovery screen at ${sayInstant(screen.seenAt)}, which only a start shows.`,
        inference: true,
      },
    }
  if (said?.state === 'off' && (said.at === null || said.at > open))
    return {
      by: 'power-said',
      note: {
        text: `Probably locked: ${said.by ?? 'somebody'} said that the server is off${said.at === null ? '' : ` (${sayInstant(said.at)})`}. Said, not seen.`,
        inference: true,
      },
    }
  return null
}

function groupOf(state: VolumeState, closing: Closing | null): RescueGroup {
  // With its last protector gone Windows keeps the key on the volume in clear: neither restart nor power-off locks it.
  if (state.lastProtectorRemovedAt !== null && closing?.by !== 'lock') return 'last-protector-removed'
  if (closing !== null) return 'locked-or-restarted'
  return state.startedAt !== null && state.finishedAt === null
    ? 'encrypting-when-last-seen'
    : 'finished-no-restart-seen'
}

function notesOf(
  state: VolumeState,
  of: { group: RescueGroup; closing: Closing | null; sightings: RescueInput['sightings'] },
): readonly RescueNote[] {
  const notes: RescueNote[] = []
  const say = (text: string): void => void notes.push({ text, inference: false })
  const infer = (text: string): void => void notes.push({ text, inference: true })
  if (of.group !== 'locked-or-restarted') infer('May still be open: check at the console.')
  if (of.group === 'encrypting-when-last-seen')
    infer('It may be encrypting now. Whether to let it run on is the response lead’s decision.')
  if (state.lastProtectorRemovedAt !== null) {
    say(`The last protector that we know of was removed at ${sayInstant(state.lastProtectorRemovedAt)}.`)
    if (of.group === 'last-protector-removed')
      infer(
        'Windows then keeps the key on the volume in clear. Protectors from before the log begins would not be known.',
      )
  }
  if (of.closing !== null) notes.push(of.closing.note)
  if (state.startedAt === null) infer('No start of encryption was seen; it may have been encrypted before.')
  notes.push(...furtherNotes(state))
  for (const one of of.sightings)
    if (one.server === state.server && one.kind === 'locked-volume')
      say(
        `${one.seenBy} saw a locked volume on this server at ${sayInstant(one.seenAt)}; which one is not said.`,
      )
  return notes
}

function furtherNotes(state: VolumeState): readonly RescueNote[] {
  const notes: RescueNote[] = []
  const say = (text: string): void => void notes.push({ text, inference: false })
  if (state.suspendedAt !== null)
    say(
      `Protection was suspended at ${sayInstant(state.suspendedAt)} and not resumed: the key is kept in clear meanwhile.`,
    )
  if (state.decryptionStartedAt !== null)
    say(`Decryption was started at ${sayInstant(state.decryptionStartedAt)}.`)
  const pending = pendingStop(state.power, state.openAt ?? '')
  if (pending !== null)
    say(
      `A stop was asked for at ${sayInstant(pending.at)} (${pending.detail || 'no detail'}) and not seen to happen: cancel it.`,
    )
  const backed = state.protectors.filter((one) => one.backedUpAt !== null && one.removedAt === null)
  if (backed.length > 0)
    say(
      `The key of ${backed.map((one) => one.id || 'a protector').join(', ')} went to the directory: look there.`,
    )
  const { seenUpTo } = state.power
  if (seenUpTo !== null)
    say(
      seenUpTo < (state.openAt ?? '')
        ? `The System log ends at ${sayInstant(seenUpTo)}, before the last record of this volume: a restart since would not have been seen.`
        : `Restarts are seen up to ${sayInstant(seenUpTo)}, the last record of the System log.`,
    )
  return [...notes, ...state.power.unseen.map((text) => ({ text, inference: false }))]
}

/** What became of a protector, as a clause. Only a recovery password goes to a directory, so only of it a missing backup is told. */
export function fateOf(one: ProtectorState): string {
  const parts = [
    one.madeAt === null ? 'not seen made' : `made ${sayInstant(one.madeAt)}`,
    ...(one.backedUpAt !== null
      ? [`in the directory since ${sayInstant(one.backedUpAt)}`]
      : one.type === 'recovery password'
        ? ['no backup to the directory seen']
        : []),
    ...(one.backupFailedAt === null ? [] : [`backup failed ${sayInstant(one.backupFailedAt)}`]),
    ...(one.removedAt === null ? [] : [`removed ${sayInstant(one.removedAt)}`]),
  ]
  return parts.join(', ')
}

function whyWithout(server: string, input: RescueInput): string {
  const seen = input.sightings.find((one) => one.server === server)
  return seen === undefined
    ? 'It is hit, but no record tells which volumes: look at the console.'
    : `${seen.seenBy} saw it at ${sayInstant(seen.seenAt)}; no record tells which volumes: look at the console.`
}

function mostUrgentFirst(a: RescueLine, b: RescueLine): number {
  const key = (line: RescueLine): string =>
    `${RESCUE_GROUPS.indexOf(line.group)}${line.beforeFirstEvil ? 1 : 0}${line.startedAt ?? '~'} ${line.server} ${line.mountPoint} ${line.volume}`
  const [x, y] = [key(a), key(b)]
  return x < y ? -1 : x > y ? 1 : 0
}
