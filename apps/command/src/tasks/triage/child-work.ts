import { describeFileFault, openLog } from '@codedark/files'
import { ChannelMeter, FactMeter } from '@codedark/domain/triage'
import { createTemplateCache, readEvtx } from '@codedark/evtx'
import type { EvtxFault, EvtxRecord, TemplateCache } from '@codedark/evtx'
import { compileRuleSet, parseRules } from '@codedark/sigma'
import type { FilterRule, RuleSet, SigmaRule } from '@codedark/sigma'
import { describeEvtxFault } from './describe-evtx.ts'
import { BEAT_MS, BEAT_RECORDS, MAX_FAULTS_PER_FILE, MAX_FIELDS, MAX_FIELD_CHARS } from './limits.ts'
import type { LoadedRule, RefusedRule, Reply, Request, RuleTexts } from './messages.ts'

/** The outside of a child: where its lines go, and the clock that spaces its beats. */
export interface ChildPort {
  say(line: string): void
  /** Milliseconds. */
  now(): number
}

interface Work {
  ruleSet: RuleSet | undefined
  numbers: ReadonlyMap<SigmaRule, number>
  templates: TemplateCache
}

const work: Work = { ruleSet: undefined, numbers: new Map(), templates: createTemplateCache() }

/** Answers one request of the parent, which wrote it: only what lies behind the paths is hostile. */
export function answer(line: string, port: ChildPort): void {
  const request = JSON.parse(line) as Request
  switch (request.do) {
    case 'rules':
      loadRules(request.packs, port)
      return
    case 'read':
      new FileReading(port, request.path).triage()
      return
    case 'show':
      new FileReading(port, request.path).show()
      return
  }
}

function loadRules(packs: readonly RuleTexts[], port: ChildPort): void {
  const rules: SigmaRule[] = []
  const packOf = new Map<SigmaRule, string>()
  const refused: RefusedRule[] = []
  const filters: FilterRule[] = []
  for (const pack of packs)
    for (const file of pack.files) {
      for (const outcome of parseRules(file.text, file.path)) {
        if (outcome.kind === 'rule') {
          rules.push(outcome.rule)
          packOf.set(outcome.rule, pack.name)
        } else if (outcome.kind === 'filter') filters.push(outcome.filter)
        else if (outcome.kind === 'correlation')
          refused.push(
            refusedRule(pack.name, {
              ...outcome.correlation,
              code: 'correlation',
              reason: 'triage does not run correlations yet',
            }),
          )
        else refused.push(refusedRule(pack.name, outcome.refusal))
      }
      tell(port, { is: 'beat', records: 0, bytes: 0 })
    }
  const set = compileRuleSet(rules, { filters })
  for (const refusal of set.refused) refused.push(refusedRule('', refusal))
  work.ruleSet = set
  work.numbers = new Map(set.rules.map((rule, index) => [rule, index]))
  tell(port, {
    is: 'rules',
    rules: set.rules.map((rule) => loadedRule(rule, packOf.get(rule) ?? '')),
    refused,
  })
}

function loadedRule(rule: SigmaRule, pack: string): LoadedRule {
  return {
    id: rule.id ?? rule.path,
    title: rule.title ?? rule.path,
    author: rule.author ?? '',
    level: rule.level ?? 'informational',
    pack,
  }
}

interface Refusal {
  readonly path: string
  readonly line?: number | undefined
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly code: string
  readonly reason: string
}

function refusedRule(pack: string, refusal: Refusal): RefusedRule {
  return {
    pack,
    path: refusal.path,
    line: refusal.line ?? null,
    id: refusal.id ?? null,
    title: refusal.title ?? null,
    code: refusal.code,
    reason: refusal.reason,
  }
}

function tell(port: ChildPort, message: Reply): void {
  port.say(JSON.stringify(message))
}

/** One file, read once. */
class FileReading {
  readonly #port: ChildPort
  readonly #path: string
  readonly #meter: ChannelMeter
  readonly #facts = new FactMeter()
  #records = 0
  #bytes = 0
  #faults = 0
  #saidAt: number

  constructor(port: ChildPort, path: string) {
    this.#port = port
    this.#path = path
    this.#meter = new ChannelMeter(path)
    this.#saidAt = port.now()
  }

  triage(): void {
    this.#each((record) => this.#judge(record))
  }

  show(): void {
    this.#each((record) => this.#say({ is: 'record', json: record.toJSON() }))
  }

  #each(take: (record: EvtxRecord) => void): void {
    const opened = openLog(this.#path)
    if (!opened.ok) {
      this.#fault(opened.fault.code, null, describeFileFault(opened.fault), {})
      this.#end()
      return
    }
    const log = opened.value
    const source = {
      size: log.size,
      read: (offset: number, into: Uint8Array) => this.#read(log, offset, into),
    }
    for (const item of readEvtx(source, { templates: work.templates })) {
      if (item.kind === 'fault') this.#evtxFault(item.fault)
      else {
        this.#records += 1
        take(item.record)
        if (this.#records % BEAT_RECORDS === 0) this.#beat()
      }
    }
    const broken = log.fault()
    if (broken !== undefined) this.#fault(broken.code, this.#bytes, describeFileFault(broken), {})
    log.close()
    this.#more()
    this.#end()
  }

  /** Reading is progress too: a file may be large and hold no record. */
  #read(log: { read(offset: number, into: Uint8Array): number }, offset: number, into: Uint8Array): number {
    this.#beat()
    const got = log.read(offset, into)
    this.#bytes = Math.max(this.#bytes, offset + got)
    return got
  }

  #judge(record: EvtxRecord): void {
    const { eventId = 0, channel = '', provider = '' } = record
    // A record that does not say where it was made still has to be counted somewhere.
    const computer = record.computer === undefined || record.computer === '' ? '(no name)' : record.computer
    const recordId = record.recordId ?? record.headerRecordId
    const time = record.timeCreated ?? record.writtenAt
    this.#meter.add({
      computer,
      channel,
      provider,
      recordId,
      time,
      eventId,
      // The channel that was cleared stands in UserData, beside the channel that tells of it.
      clearedChannel: eventId === 104 ? (text(record.field('Channel_1')) ?? undefined) : undefined,
    })
    this.#facts.add({
      computer,
      channel,
      provider,
      eventId,
      recordId,
      time,
      field: (name) => record.field(name),
    })
    const rules = work.ruleSet?.match(matchable(record, channel, eventId)) ?? []
    if (rules.length === 0) return
    this.#say({
      is: 'finding',
      rules: rules.map((rule) => work.numbers.get(rule) ?? 0),
      computer,
      channel,
      eventId,
      recordId,
      time,
      offset: record.offset,
      fields: fieldsOf(record),
    })
  }

  #evtxFault(fault: EvtxFault): void {
    const { code, offset, ...facts } = fault
    this.#fault(code, offset, describeEvtxFault(fault), facts)
  }

  #fault(
    code: string,
    offset: number | null,
    sentence: string,
    facts: Record<string, number | string>,
  ): void {
    this.#meter.fault(sentence)
    this.#faults += 1
    if (this.#faults <= MAX_FAULTS_PER_FILE) this.#say({ is: 'fault', code, offset, text: sentence, facts })
  }

  #more(): void {
    const more = this.#faults - MAX_FAULTS_PER_FILE
    if (more > 0)
      this.#say({
        is: 'fault',
        code: 'more-faults',
        offset: null,
        text: `${more} more faults.`,
        facts: { more },
      })
    const dropped = this.#facts.dropped
    if (dropped > 0)
      this.#say({
        is: 'fault',
        code: 'facts-not-kept',
        offset: null,
        text: `${dropped} records of restarts and volumes are more than one file can have; they are not on the rescue sheet.`,
        facts: { records: dropped },
      })
    const turnedAway = this.#meter.turnedAway
    if (turnedAway > 0)
      this.#say({
        is: 'fault',
        code: 'no-coverage',
        offset: null,
        text: `${turnedAway} records have no usable time, or too many different computers; they cover nothing.`,
        facts: { records: turnedAway },
      })
  }

  #end(): void {
    this.#say({
      is: 'end',
      records: this.#records,
      bytes: this.#bytes,
      stats: this.#meter.finish().map(withoutFile),
      facts: [...this.#facts.finish()],
    })
  }

  #beat(): void {
    if (this.#port.now() - this.#saidAt >= BEAT_MS)
      this.#say({ is: 'beat', records: this.#records, bytes: this.#bytes })
  }

  #say(message: Reply): void {
    tell(this.#port, message)
    this.#saidAt = this.#port.now()
  }
}

function matchable(record: EvtxRecord, channel: string, eventId: number): Parameters<RuleSet['match']>[0] {
  return {
    channel,
    eventId,
    field: (name: string) => record.field(name),
    strings: () => record.strings(),
  }
}

type Stats = Extract<Reply, { is: 'end' }>['stats'][number]

function withoutFile(one: ReturnType<ChannelMeter['finish']>[number]): Stats {
  return {
    computer: one.computer,
    channel: one.channel,
    records: one.records,
    runs: [...one.runs],
    runsCut: one.runsCut,
    clears: [...one.clears],
    unreadable: [...one.unreadable],
    keyBackups: [...one.keyBackups],
  }
}

function fieldsOf(record: EvtxRecord): Record<string, string> {
  const fields: Record<string, string> = {}
  let left = MAX_FIELDS
  for (const [name, value] of record.fields()) {
    const said = text(value)
    if (said === null) continue
    if (left === 0) break
    left -= 1
    Object.defineProperty(fields, name, { value: cut(said), enumerable: true })
  }
  return fields
}

function text(value: string | null | readonly string[] | undefined): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : value.join('\n')
}

/** Says how much was cut, so that nobody takes the part for the whole. */
function cut(value: string): string {
  if (value.length <= MAX_FIELD_CHARS) return value
  return `${value.slice(0, MAX_FIELD_CHARS)}… [${value.length - MAX_FIELD_CHARS} more characters]`
}
