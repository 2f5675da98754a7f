import { applyMessage, buildCopy, emptyFeedState, localClock, resourcesOf } from '@codedark/domain/downtime'
import type { Feed, FeedEvent, FeedNote, FeedState, FeedTimes, ImportFault } from '@codedark/domain/downtime'
import { parseMessage, toFeed } from '@codedark/hl7v2'
import type { SiteClock } from '@codedark/hl7v2'
import type { Frame } from '../child/frames.ts'
import { keptOnly } from './kept-only.ts'
import { MAX_FAULTS_LISTED, MESSAGES_PER_WORD } from './limits.ts'
import { decodeMessage, placeOf } from './message-frame.ts'
import type { MessageFrame } from './message-frame.ts'
import type { MessagesRequest } from './messages.ts'
import { countsOf, sayCopy, sayReceived } from './read-work.ts'
import type { ReadVoice } from './read-work.ts'

/** Which part of the copy a message keeps fresh. */
const KEEPS_FRESH: Readonly<Record<FeedEvent['kind'], readonly Feed[]>> = {
  visit: ['patients'],
  person: ['patients'],
  swap: ['patients'],
  merge: ['patients'],
  'move-visit': ['patients'],
  orders: ['orders'],
  doses: ['administrations'],
  results: ['results'],
  requests: [],
  appointment: [],
}
/** Notes that leave a patient in doubt; the others are ordinary on any feed. */
const FAULTS: ReadonlySet<FeedNote['code']> = new Set<FeedNote['code']>([
  'no-number',
  'nobody-to-merge',
  'merge-in-a-circle',
  'move-without-visit',
  'second-stay-open',
  'order-without-number',
])

interface Heard {
  readonly state: FeedState
  readonly newest: Map<Feed, string>
  readonly faults: ImportFault[]
  faultCount: number
  messages: number
}

/**
 * Applies the messages that the parent gives and says the copy made of them, piece by piece. Runs in the child. A feed is of
 * the time of the last message that belongs to it; one of which no message came is not in the copy.
 */
export function messagesWork(
  { timeZone, step }: MessagesRequest,
  frames: Iterable<Frame>,
  voice: ReadVoice,
): void {
  const clock = localClock(timeZone)
  const heard: Heard = {
    state: emptyFeedState(),
    newest: new Map(),
    faults: [],
    faultCount: 0,
    messages: 0,
  }
  for (const { kind, bytes } of frames) {
    if (kind === 'E') break
    const frame = decodeMessage(bytes)
    // Said before it is read: where the child ends, the parent knows at which message.
    if (step) voice.json({ say: 'file', ...atPlace(frame), bytes: frame.bytes.length })
    hear(frame, heard, (day, time) => clock.instantOf(day, time))
    heard.messages += 1
    if (heard.messages % MESSAGES_PER_WORD === 0) voice.json({ say: 'at', resources: heard.messages })
  }
  voice.json({ say: 'building' })
  for (const note of heard.state.notes)
    if (FAULTS.has(note.code)) addFault(heard, { code: note.code, file: null, line: null })
  sayBuilt(heard, voice)
}

function hear(frame: MessageFrame, heard: Heard, site: SiteClock): void {
  const receivedAt = frame.receivedAt.toISOString()
  const message = parseMessage(frame.bytes)
  if (!message.ok) return addFault(heard, { code: `hl7-${message.fault.code}`, ...placeOf(frame) })
  const feed = toFeed(message.value, receivedAt, site)
  if (!feed.ok) {
    // What other departments need and wards do not is no fault.
    if (feed.fault.code !== 'not-used') addFault(heard, { code: `hl7-${feed.fault.code}`, ...placeOf(frame) })
    return
  }
  applyMessage(heard.state, feed.value)
  const { event } = feed.value
  for (const one of KEEPS_FRESH[event.kind]) heard.newest.set(one, receivedAt)
  if ('allergies' in event && event.allergies.length > 0) heard.newest.set('allergies', receivedAt)
}

function sayBuilt(heard: Heard, voice: ReadVoice): void {
  const at = (feed: Feed): string | null => heard.newest.get(feed) ?? null
  const feedTimes: FeedTimes = {
    patients: at('patients'),
    orders: at('orders'),
    administrations: at('administrations'),
    allergies: at('allergies'),
    results: at('results'),
  }
  const resources = resourcesOf(heard.state)
  const { copy, faults } = buildCopy(resources, { feedTimes })
  // What does not fit together is said by kind only: its ids are those of patients.
  for (const { code } of faults) addFault(heard, { code, file: null, line: null })
  sayCopy(copy, voice)
  sayReceived(
    keptOnly(copy, resources, () => null),
    voice,
  )
  voice.json({
    say: 'done',
    asOf: feedTimes,
    counts: countsOf(copy, resources.length),
    faults: heard.faultCount,
    faultList: heard.faults,
  })
}

function atPlace(frame: MessageFrame): { readonly file: string } {
  const { file, line } = placeOf(frame)
  return { file: `${file}:${line}` }
}

function addFault(heard: Heard, fault: ImportFault): void {
  heard.faultCount += 1
  if (heard.faults.length < MAX_FAULTS_LISTED) heard.faults.push(fault)
}
