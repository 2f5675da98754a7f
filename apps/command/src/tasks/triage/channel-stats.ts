import type { ChannelMeter } from '@codedark/domain/triage'
import type { Reply } from './messages.ts'

type Stats = Extract<Reply, { is: 'end' }>['stats'][number]

/** What a channel's meter found, as a child tells it: the parent knows the file. */
export function withoutFile(one: ReturnType<ChannelMeter['finish']>[number]): Stats {
  return {
    computer: one.computer,
    channel: one.channel,
    records: one.records,
    runs: [...one.runs],
    runsCut: one.runsCut,
    clears: [...one.clears],
    unreadable: [...one.unreadable],
    keyBackups: [...one.keyBackups],
    silences: [...(one.silences ?? [])],
  }
}
