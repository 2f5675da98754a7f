import type { ChannelMeter, FactMeter, TraceMeter } from '@codedark/domain/triage'
import type { Reply } from './messages.ts'

type End = Extract<Reply, { is: 'end' }>
type Stats = End['stats'][number]

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

/** What a file tells of restarts, volumes and contacts, as it is told. */
export function factsAndTraces(facts: FactMeter, traces: TraceMeter): Pick<End, 'facts' | 'traces'> {
  return {
    facts: [...facts.finish()],
    traces: traces.finish().map((one) => ({ ...one, spans: [...one.spans], clocks: [...one.clocks] })),
  }
}
