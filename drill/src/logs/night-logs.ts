import { writeEvtx } from '@codedark/evtx'
import type { Hospital } from '../hospital.ts'
import type { CollectedChannel, Night, ServerNight } from '../night.ts'
import type { Random } from '../random.ts'
import { noise } from './noise.ts'
import { CHANNELS, type Draft } from './record.ts'
import { stepRecords } from './step-records.ts'

/** One file of the drill: its path below the drill's folder, with `/` between, and its bytes. */
export interface DrillFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** The event logs that were collected, server by server, each a real binary log. */
export function* nightLogs(hospital: Hospital, night: Night, random: Random): Generator<DrillFile> {
  for (const one of night.servers) {
    for (const channel of one.logs?.channels ?? []) {
      const own = random.split(`${one.server.id} ${channel.channel}`)
      yield {
        path: `logs/${one.server.id}/${CHANNELS[channel.channel].file}`,
        bytes: channelLog(hospital, { night, one, channel }, own),
      }
    }
  }
}

interface Where {
  readonly night: Night
  readonly one: ServerNight
  readonly channel: CollectedChannel
}

function channelLog(hospital: Hospital, { night, one, channel }: Where, random: Random): Uint8Array {
  const scene = {
    account: night.account,
    windowsDomain: hospital.windowsDomain,
    random: random.split('steps'),
  }
  const steps = one.steps.flatMap((step) => stepRecords(step, channel.channel, scene))
  const all = [...noise(channel, hospital.windowsDomain, random.split('noise')), ...steps]
    .filter(
      ({ time }) =>
        time >= channel.firstAt && (time <= channel.lastAt || steps.some((draft) => draft.time === time)),
    )
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  const kept = afterClearing(stopAtShutdown(all, one))
  const first = channel.fromRecordOne && kept.length === all.length ? 1 : 1 + random.between(2_000, 400_000)
  return writeEvtx(
    kept.map((record, index) => ({
      ...record,
      recordId: first + index,
      channel: CHANNELS[channel.channel].name,
      computer: one.server.computer,
    })),
  )
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
