import { writeEvtx } from '@codedark/evtx'
import type { EvtxRecordInput } from '@codedark/evtx'
import type { Hospital } from '../hospital.ts'
import type { DrillChannel, Night, ServerNight } from '../night.ts'
import type { Random } from '../random.ts'
import { channelRecords } from './channel-log.ts'
import { copiedFiles } from './copied-files.ts'
import type { DrillFile } from './drill-file.ts'
import { noise } from './noise.ts'
import { CHANNELS, draft, type Draft } from './record.ts'
import { ticketsGiven, TICKETS_FROM, visitsSeen, visitTimes } from './visits.ts'

/** The event logs that were collected, server by server, each a real binary log; then a collector's and a stranger's. */
export function* nightLogs(hospital: Hospital, night: Night, random: Random): Generator<DrillFile> {
  const rounds = random.split('rounds')
  const timesOf = (one: ServerNight): readonly string[] => visitTimes(one, rounds.split(one.server.id))
  for (const one of night.servers) {
    for (const channel of one.logs?.channels ?? []) {
      const own = random.split(`${one.server.id} ${channel.channel}`)
      const more =
        channel.channel === 'Security'
          ? besideSteps({ hospital, night, one, timesOf }, own.split('visits'))
          : []
      yield {
        path: `logs/${one.server.id}/${CHANNELS[channel.channel].file}`,
        bytes: writeEvtx(channelRecords({ hospital, night, one, channel, more }, own)),
      }
    }
  }
  yield* copiedFiles(night)
  const forwarded = forwardedRecords(hospital, night, random.split('forwarded'))
  if (forwarded.length > 0) yield { path: 'logs/collector/ForwardedEvents.evtx', bytes: writeEvtx(forwarded) }
  if (night.stranger !== null)
    yield {
      path: 'logs/not-on-the-list/System.evtx',
      bytes: strangerLog(hospital, night.stranger, random.split('stranger')),
    }
}

interface Rounds {
  readonly hospital: Hospital
  readonly night: Night
  readonly one: ServerNight
  readonly timesOf: (one: ServerNight) => readonly string[]
}

function besideSteps({ hospital, night, one, timesOf }: Rounds, random: Random): readonly Draft[] {
  const seen = visitsSeen(timesOf(one), hospital.windowsDomain, random)
  return one.server.id === TICKETS_FROM ? [...seen, ...ticketsGiven(hospital, night, timesOf)] : seen
}

/** What the collector's subscription takes. */
const SUBSCRIBED = new Set([104, 768, 775, 776, 1074, 1102, 4624, 4698, 7045])

/**
 * A collector keeps records of many servers in one file, each with the channel and the number that it had at home, so that
 * numbers have holes. They lie in order of number here, since a log file wants rising ones.
 */
function forwardedRecords(hospital: Hospital, night: Night, random: Random): readonly EvtxRecordInput[] {
  const channels: readonly DrillChannel[] = ['System', 'Security', 'BitLocker']
  return night.servers
    .filter(({ oddities }) => oddities.forwarded)
    .flatMap((one, index) =>
      channels.flatMap((name, place) => {
        const channel = {
          channel: name,
          firstAt: '2021-01-16T00:00:00.000Z',
          lastAt: one.isolatedAt,
          fromRecordOne: true,
        }
        // Nothing was cleared at the collector.
        const kept = { ...one, steps: one.steps.filter(({ kind }) => kind !== 'log-cleared') }
        const own = random.split(`${one.server.id} ${name}`)
        return channelRecords({ hospital, night, one: kept, channel, more: [] }, own).map((record) => ({
          ...record,
          recordId: record.recordId + (index * channels.length + place) * 1_000_000,
        }))
      }),
    )
    .filter(({ eventId }) => SUBSCRIBED.has(eventId))
}

function strangerLog(
  hospital: Hospital,
  { computer, evilAt }: NonNullable<Night['stranger']>,
  random: Random,
): Uint8Array {
  const channel = {
    channel: 'System' as const,
    firstAt: '2021-01-12T06:00:00.000Z',
    lastAt: '2021-01-17T20:30:00.000Z',
    fromRecordOne: false,
  }
  const evil =
    evilAt === null
      ? []
      : [
          draft('services', 7045, evilAt, [
            ['ServiceName', 'PSEXESVC'],
            ['ImagePath', '%SystemRoot%\\PSEXESVC.exe'],
            ['ServiceType', 'user mode service'],
            ['StartType', 'demand start'],
            ['AccountName', 'LocalSystem'],
          ]),
        ]
  const drafts = [...noise(channel, hospital.windowsDomain, random), ...evil]
  return writeEvtx(
    drafts
      .sort((a, b) => (a.time < b.time ? -1 : 1))
      .map((record, index) => ({ ...record, recordId: 7_000 + index, channel: 'System', computer })),
  )
}
