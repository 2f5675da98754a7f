import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { drillFiles } from '@codedark/drill'
import { importEstate } from '@codedark/domain/estate'
import {
  ChannelMeter,
  FactMeter,
  judge,
  mapNames,
  rescueSheet,
  TraceMeter,
  volumeStates,
} from '@codedark/domain/triage'
import type { Finding, RescueSheet, ServerVerdict, Sighting } from '@codedark/domain/triage'
import { readEvtx } from '@codedark/evtx'
import { buildRuleSet, parseRules, type RuleSet } from '@codedark/sigma'

/** One server of truth.json: facts of the scenario, not verdicts. */
export interface Truth {
  readonly server: string
  readonly role: string
  readonly encrypted: string
  readonly seenByPerson: boolean
  readonly isolatedAt: string
  readonly steps: readonly { readonly kind: string; readonly at: string }[]
  readonly logs:
    | readonly { readonly channel: string; readonly firstAt: string; readonly lastAt: string }[]
    | null
  readonly oddities: {
    readonly skewMs: number
    readonly hole: { readonly channel: string; readonly from: string; readonly until: string } | null
    readonly clockSet: { readonly at: string; readonly byMs: number } | null
    readonly auditOff: boolean
    readonly oldName: string | null
    readonly forwarded: boolean
    readonly copied: 'en' | 'fr' | 'ordinary' | null
  }
}

/** A night as it was, and as it was judged from its files alone. */
export interface JudgedNight {
  readonly truth: readonly Truth[]
  readonly stranger: { readonly computer: string; readonly evilAt: string | null } | null
  readonly entry: string
  readonly verdicts: ReadonlyMap<string, ServerVerdict>
  readonly sheet: RescueSheet
}

const pack = join(import.meta.dirname, '..', '..', 'rules', 'codedark')
let ruleSet: RuleSet | undefined

function rules(): RuleSet {
  ruleSet ??= buildRuleSet(
    readdirSync(pack)
      .filter((name) => name.endsWith('.yml'))
      .flatMap((name) => parseRules(readFileSync(join(pack, name), 'utf8'), name))
      .flatMap((outcome) => (outcome.kind === 'rule' ? [outcome.rule] : [])),
  )
  return ruleSet
}

/** Writes the night of a seed in memory and judges it from its logs, its list of servers and what people said. */
export function judgeNight(seed: number): JudgedNight {
  const texts = new Map<string, string>()
  const read = new Reading()
  for (const { path, bytes } of drillFiles({ seed })) {
    if (path.endsWith('.evtx')) read.file(path, bytes)
    else if (/^(estate|[a-z]+\.json)/.test(path)) texts.set(path, new TextDecoder().decode(bytes))
  }
  const text = (path: string): string => texts.get(path) ?? ''
  const csv = (name: string): string => text(`estate/${name}.csv`)
  const { estate } = importEstate({
    servers: csv('servers'),
    services: csv('services'),
    depends: csv('depends'),
    care: csv('care'),
  })
  const seen = JSON.parse(text('sightings.json')) as Omit<Sighting, 'answer'>[]
  const sightings = seen.map((one) => ({
    ...one,
    answer: one.kind === 'unknown-account' ? ('intrusion' as const) : ('encryption' as const),
  }))
  const connections = JSON.parse(text('connections.json')) as { server: string; at: string }[]
  const { coverage, findings, facts, traces } = read
  const verdicts = judge({
    estate,
    coverage,
    findings,
    sightings,
    isolation: new Map(connections.map(({ server, at }) => [server, at])),
    facts,
    traces,
  })
  const names = mapNames(estate, new Set(coverage.map((one) => one.computer)))
  const file = JSON.parse(text('truth.json')) as {
    servers: Truth[]
    stranger: JudgedNight['stranger']
  }
  return {
    truth: file.servers,
    stranger: file.stranger,
    entry: file.servers.find(({ role }) => role === 'entry')?.server ?? '',
    verdicts: new Map(verdicts.map((one) => [one.server, one])),
    sheet: rescueSheet({
      volumes: volumeStates({ facts, coverage, names }),
      estate,
      powers: new Map(),
      sightings,
      hit: [],
      blind: [],
      firstEvilAt: null,
    }),
  }
}

/** What a child process gathers of each file, gathered here. */
class Reading {
  readonly findings: Finding[] = []
  readonly coverage: ReturnType<ChannelMeter['finish']>[number][] = []
  readonly facts: ReturnType<FactMeter['finish']>[number][] = []
  readonly traces: ReturnType<TraceMeter['finish']>[number][] = []

  file(path: string, bytes: Uint8Array): void {
    const meters = { channels: new ChannelMeter(path), facts: new FactMeter(), traces: new TraceMeter() }
    const source = {
      size: bytes.length,
      read: (offset: number, into: Uint8Array) => {
        const part = bytes.subarray(offset, offset + into.length)
        into.set(part)
        return part.length
      },
    }
    for (const item of readEvtx(source)) {
      if (item.kind === 'fault') throw new Error(`${path}: ${item.fault.code}`)
      const { record } = item
      const { channel = '', eventId = 0, provider = '', computer = '' } = record
      const recordId = record.recordId ?? record.headerRecordId
      const time = record.timeCreated ?? record.writtenAt
      const field = (name: string): ReturnType<typeof record.field> => record.field(name)
      const cleared = eventId === 104 ? record.field('Channel_1') : undefined
      const metered = { computer, channel, provider, recordId, time, eventId }
      meters.channels.add({ ...metered, clearedChannel: typeof cleared === 'string' ? cleared : undefined })
      meters.facts.add({ ...metered, field })
      meters.traces.add({ ...metered, field })
      for (const rule of rules().match({ channel, eventId, field, strings: () => record.strings() }))
        this.findings.push({
          rule: { id: rule.id ?? '', title: rule.title ?? '', author: '', level: 'high' },
          server: null,
          computer,
          channel,
          eventId,
          recordId,
          time,
          file: path,
          offset: record.offset,
          fields: {},
        })
    }
    this.coverage.push(...meters.channels.finish())
    this.facts.push(...meters.facts.finish())
    this.traces.push(...meters.traces.finish())
  }
}

type Answer = ServerVerdict['verdict']

/** Steps that a rule which moves a verdict sees, by the answer that they move. */
const MOVES: Readonly<Record<string, 'encryption' | 'intrusion'>> = {
  'remote-service': 'intrusion',
  'scheduled-task': 'intrusion',
  'log-cleared': 'intrusion',
  'protector-made': 'encryption',
  'encryption-started': 'encryption',
  'encryption-finished': 'encryption',
  'protector-removed': 'encryption',
  'note-written': 'encryption',
}

/** Where the verdicts of a night are not what its facts make them; whole sentences. */
export function whatIsWrong(night: JudgedNight): readonly string[] {
  const firstEvilAt = firstEvil(night)
  return night.truth.flatMap((truth) => {
    const verdict = night.verdicts.get(truth.server)
    if (verdict === undefined) return [`${truth.server} has no verdict`]
    const wrong: string[] = []
    const expect = (what: string, is: unknown, shouldBe: unknown): void => {
      if (is !== shouldBe)
        wrong.push(
          `${truth.server} (${truth.role}): ${what} is ${String(is)}, should be ${String(shouldBe)}: ${verdict.reasons[0]}`,
        )
    }
    if (truth.seenByPerson) expect('verdict', verdict.verdict, 'hit')
    else {
      expect('encryption', verdict.encryption, encryptionOf(truth, firstEvilAt))
      expect('intrusion', verdict.intrusion, intrusionOf(truth, firstEvilAt))
    }
    if (truth.logs === null && truth.steps.length === 0 && !truth.seenByPerson)
      expect('why it is blind', verdict.blindBecause?.encryption, 'no-log')
    // A cleared Security log holds too few contacts to compare clocks by.
    const cleared = truth.steps.some(({ kind }) => kind === 'log-cleared')
    if (truth.oddities.skewMs !== 0 && truth.logs !== null && !cleared) {
      const off = Math.abs((verdict.clock?.skewMs ?? 0) - truth.oddities.skewMs)
      expect('its clock told within 2 s', off < 2000, true)
    }
    if (cameByEntry(truth)) expect('where they came from', verdict.arrival?.from, night.entry)
    return [...wrong, ...wrongOnSheet(truth, night.sheet)]
  })
}

/**
 * The first thing that opens the window, by the true time: evidence in any log that we have, the stranger’s too. Commands
 * come after the service or task that ran them, so they open none.
 */
export function firstEvil({ truth, stranger }: JudgedNight): string {
  const seen = truth.flatMap(({ steps, encrypted }) =>
    encrypted === 'by its owner' ? [] : steps.flatMap(({ kind, at }) => (kind in MOVES ? [at] : [])),
  )
  return [...seen, ...(stranger?.evilAt == null ? [] : [stranger.evilAt])].sort()[0] ?? ''
}

function encryptionOf(truth: Truth, firstEvilAt: string): Answer {
  const has = (kind: string): boolean => truth.steps.some((step) => step.kind === kind)
  if (truth.encrypted === 'locked out' && (has('encryption-started') || has('encryption-finished'))) {
    // What makes hit is in BitLocker Management: a passphrase made, or a protector removed after the start.
    return has('protector-removed') || has('protector-made') ? 'hit' : 'suspect'
  }
  if (
    truth.steps.some(({ kind }) => MOVES[kind] === 'encryption') ||
    (truth.role === 'encrypted' && has('process'))
  )
    return 'suspect'
  return covered(truth, firstEvilAt, ['System', 'BitLocker']) ? 'no-sign' : 'blind'
}

function intrusionOf(truth: Truth, firstEvilAt: string): Answer {
  const moved = truth.steps.some(({ kind }) => MOVES[kind] === 'intrusion')
  const stolen =
    truth.role !== 'entry' &&
    truth.steps.some(({ kind, at }) => kind === 'logon' && at > '2021-01-17T18:52:10')
  if (moved || stolen) return 'suspect'
  return covered(truth, firstEvilAt, ['System', 'BitLocker', 'Security']) ? 'no-sign' : 'blind'
}

function covered(truth: Truth, from: string, channels: readonly string[]): boolean {
  const { hole, clockSet, auditOff } = truth.oddities
  if (truth.logs === null) return false
  if (clockSet !== null && clockSet.at >= from && clockSet.at <= truth.isolatedAt) return false
  return channels.every((name) => {
    const log = truth.logs?.find(({ channel }) => channel === name)
    if (log === undefined || log.firstAt > from) return false
    if (name === 'Security' && auditOff) return false
    return !(hole !== null && hole.channel === name && hole.until >= from && hole.from <= truth.isolatedAt)
  })
}

/** The stolen account came from the entry, and both its logon and what it did first are in logs. */
function cameByEntry(truth: Truth): boolean {
  const has = (kind: string): boolean => truth.steps.some((step) => step.kind === kind)
  return (
    (truth.role === 'lateral' || truth.role === 'encrypted') &&
    truth.logs !== null &&
    has('logon') &&
    has('remote-service')
  )
}

function wrongOnSheet(truth: Truth, sheet: RescueSheet): readonly string[] {
  const started = truth.steps.some(({ kind }) => kind === 'encryption-started')
  // A recovery screen that a person saw closes a volume as a restart does.
  if (!started || truth.role !== 'encrypted' || truth.seenByPerson) return []
  const lines = sheet.lines.filter(({ server }) => server === truth.server)
  if (lines.length === 0) return [`${truth.server}: its volumes are not on the rescue sheet`]
  const down = truth.steps.some(({ kind }) => kind === 'restart' || kind === 'shutdown')
  return lines.flatMap((line) => {
    if (line.group === 'last-protector-removed') return []
    return line.mayBeOpen === !down
      ? []
      : [`${truth.server} ${line.mountPoint}: may be open is ${line.mayBeOpen}, restarted is ${down}`]
  })
}
