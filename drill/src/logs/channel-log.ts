import type { EvtxRecordInput } from '@codedark/evtx'
import type { Hospital } from '../hospital.ts'
import type { CollectedChannel, Night, Oddities, ServerNight } from '../night.ts'
import { RENAMED_AT } from '../oddities.ts'
import type { Random } from '../random.ts'
import { noise } from './noise.ts'
import { CHANNELS, draft, type Draft } from './record.ts'
import { stepRecords } from './step-records.ts'

/** One channel of one server, and what is written into it beside noise and steps. */
export interface ChannelScene {
  readonly hospital: Hospital
  readonly night: Night
  readonly one: ServerNight
  readonly channel: CollectedChannel
  readonly more: readonly Draft[]
}

/** The records of one channel as they lie in its log: numbered in the order in which they were written, with all oddities. */
export function channelRecords(scene: ChannelScene, random: Random): readonly EvtxRecordInput[] {
  const { hospital, night, one, channel } = scene
  const around = {
    account: night.account,
    windowsDomain: hospital.windowsDomain,
    random: random.split('steps'),
  }
  const steps = [
    ...one.steps.flatMap((step) => stepRecords(step, channel.channel, around)),
    ...clockRecords(scene),
  ]
  const all = [...noise(channel, hospital.windowsDomain, random.split('noise')), ...steps, ...scene.more]
    .filter(
      ({ time }) =>
        time >= channel.firstAt && (time <= channel.lastAt || steps.some((own) => own.time === time)),
    )
    .filter((own) => !(one.oddities.auditOff && channel.channel === 'Security' && LOGONS.has(own.eventId)))
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  const kept = afterClearing(stopAtShutdown(all, one))
  const first = channel.fromRecordOne && kept.length === all.length ? 1 : 1 + random.between(2_000, 400_000)
  return kept
    .map((record, index) => ({ record, recordId: first + index }))
    .filter(({ record }) => !inHole(record.time, channel, one.oddities))
    .map(({ record, recordId }) => ({
      ...record,
      time: byItsClock(record.time, one.oddities),
      recordId,
      channel: CHANNELS[channel.channel].name,
      computer: nameAt(one, record.time),
    }))
}

const LOGONS = new Set([4624, 4634, 4648, 4672])

function clockRecords({ one, channel }: ChannelScene): readonly Draft[] {
  const set = one.oddities.clockSet
  if (set === null || channel.channel !== 'System') return []
  const before = byItsClock(set.at, { ...one.oddities, clockSet: null })
  const after = new Date(Date.parse(before) + set.byMs).toISOString()
  return [
    draft('general', 1, set.at, [
      ['NewTime', { type: 'filetime', value: after }],
      ['OldTime', { type: 'filetime', value: before }],
      ['Reason', 1],
    ]),
  ]
}

function byItsClock(at: string, { skewMs, clockSet }: Oddities): string {
  const byMs = skewMs + (clockSet !== null && at >= clockSet.at ? clockSet.byMs : 0)
  return byMs === 0 ? at : new Date(Date.parse(at) + byMs).toISOString()
}

function nameAt({ server, oddities }: ServerNight, at: string): string {
  return oddities.oldName !== null && at < RENAMED_AT ? oddities.oldName : server.computer
}

function inHole(at: string, channel: CollectedChannel, { hole }: Oddities): boolean {
  return hole !== null && hole.channel === channel.channel && at >= hole.from && at <= hole.until
}

/** Clearing a log leaves the record that tells of it, and what comes after. */
function afterClearing(drafts: readonly Draft[]): readonly Draft[] {
  const at = drafts.findLastIndex(
    ({ eventId, userData }) => userData !== undefined && (eventId === 1102 || eventId === 104),
  )
  return at < 0 ? drafts : drafts.slice(at)
}

/** Nothing is recorded after a shutdown. */
function stopAtShutdown(drafts: readonly Draft[], one: ServerNight): readonly Draft[] {
  const off = one.steps.find(({ kind }) => kind === 'shutdown')
  if (off === undefined) return drafts
  const last = new Date(Date.parse(off.at) + 20_000).toISOString()
  return drafts.filter(({ time }) => time <= last)
}
