import {
  describeFileFault,
  describeJsonFault,
  listZip,
  logKindOf,
  isUnreadArchive,
  openLog,
} from '@codedark/files'
import type { FileFault, JsonFault, JsonRecord, OpenLog } from '@codedark/files'
import { ChannelMeter, FactMeter, TraceMeter } from '@codedark/domain/triage'
import { createTemplateCache, readEvtx } from '@codedark/evtx'
import type { EvtxFault, EvtxRecord, TemplateCache } from '@codedark/evtx'
import type { MatchNeed, RuleSet, SigmaRule } from '@codedark/sigma'
import { correlationsOf, gatherRules } from '../rules/index.ts'
import { describeEvtxFault } from './describe-evtx.ts'
import { fieldsOf, text } from './record-fields.ts'
import { isPlausible, Oddities } from './oddities.ts'
import {
  BEAT_MS,
  BEAT_RECORDS,
  ENTRIES_PER_LINE,
  MAX_FAULTS_PER_FILE,
  MAX_KINDS,
  MAX_PEEKED_CHANNELS,
  PEEK_BYTES,
  PEEK_VALUES,
} from './limits.ts'
import { learnTemplates } from './learn-templates.ts'
import { loadedRule, refusedRule } from './loaded-rules.ts'
import { digestOf, openSource, readJsonLog } from './log-source.ts'
import { mayBeNote } from './note-files.ts'
import { readNote } from './read-note.ts'
import { matchLines } from './match-message.ts'
import { MatchMeter } from './match-meter.ts'
import type { MatchSpan } from './match-meter.ts'
import { matchable, unnamedView } from './rule-view.ts'
import type { RuleView } from './rule-view.ts'
import type { FoundKind, LogPlace, Reply, Request, ShowRequest } from './messages.ts'

/** The outside of a child: where its lines go, and the clock that spaces its beats. */
export interface ChildPort {
  /** One line; one that may wait goes out with the next that may not, at the latest. */
  say(line: string, mayWait: boolean): void
  /** Milliseconds. */
  now(): number
}

interface Work {
  ruleSet: RuleSet | undefined
  numbers: ReadonlyMap<SigmaRule, number>
  /** Of rules that only correlations see, by number, what is kept of their matches. */
  needs: ReadonlyMap<number, MatchNeed>
  templates: TemplateCache
  /** Kinds of record met since the rules were loaded, by channel and event id. */
  readonly kinds: Set<string>
}

const work: Work = {
  ruleSet: undefined,
  numbers: new Map(),
  needs: new Map(),
  templates: createTemplateCache(),
  kinds: new Set(),
}

/** Answers one request of the parent, which wrote it: only what lies behind the paths is hostile. */
export function answer(line: string, port: ChildPort): void {
  const request = JSON.parse(line) as Request
  switch (request.do) {
    case 'rules':
      loadRules(request, port)
      return
    case 'read':
      new FileReading(port, request).triage()
      return
    case 'show':
      new FileReading(port, request).show(request)
      return
    case 'list':
      new FileReading(port, request).list()
      return
    case 'peek':
      new FileReading(port, request).peek()
      return
    case 'hash':
      new FileReading(port, request).hash()
      return
    case 'note':
      new FileReading(port, request).note()
      return
  }
}

function loadRules({ packs, placeholders }: Extract<Request, { do: 'rules' }>, port: ChildPort): void {
  const onFile = (): void => tell(port, { is: 'beat', records: 0, bytes: 0 })
  const gathered = gatherRules(packs, { onFile, placeholders: new Map(placeholders) })
  const { set } = gathered
  // A record may take a second at most: what is long in compiling is compiled before the first.
  for (const _ of set.ahead()) tell(port, { is: 'beat', records: 0, bytes: 0 })
  work.ruleSet = set
  work.numbers = new Map(set.rules.map((rule, index) => [rule, index]))
  const { hidden, bundle } = correlationsOf(gathered.correlations)
  work.needs = new Map([...hidden].map(([rule, need]) => [work.numbers.get(rule) ?? -1, need]))
  const refused = gathered.refused.map((refusal) => refusedRule(refusal.pack, refusal))
  tell(port, {
    is: 'rules',
    rules: set.rules.map((rule) => loadedRule(rule, gathered.packOf(rule), hidden.get(rule))),
    refused,
    correlations: bundle,
  })
}

function tell(port: ChildPort, message: Reply): void {
  port.say(JSON.stringify(message), message.is === 'finding' || message.is === 'matches')
}

/** One file, read once. */
class FileReading {
  readonly #port: ChildPort
  readonly #place: LogPlace
  readonly #meter: ChannelMeter
  readonly #facts = new FactMeter()
  readonly #traces = new TraceMeter()
  readonly #matches = new MatchMeter(work.needs)
  #records = 0
  #bytes = 0
  #faults = 0
  readonly #odd = new Oddities()
  #found: FoundKind = 'none'
  #saidAt: number

  constructor(port: ChildPort, place: LogPlace) {
    this.#port = port
    this.#place = place
    this.#meter = new ChannelMeter(place.path)
    this.#saidAt = port.now()
  }

  triage(): void {
    this.#open((log, kind) => {
      if (kind === 'evtx') this.#each(log, (record) => this.#judge(record, record))
      else this.#eachJson(log)
    })
  }

  show({ form, recover, templates }: ShowRequest): void {
    for (const path of templates) {
      const fault = learnTemplates(path, work.templates, () => this.#beat())
      if (fault !== undefined) this.#fileFault(fault)
    }
    const said = (record: EvtxRecord): unknown => (form === 'xml' ? record.toXml() : record.toJSON())
    this.#open((log) => this.#each(log, (record) => this.#say({ is: 'record', json: said(record) }), recover))
  }

  list(): void {
    const { path } = this.#place
    const opened = openLog(path)
    const listed = opened.ok
      ? listZip(
          opened.value,
          path,
          (name) => logKindOf(name) !== undefined || isUnreadArchive(name) || mayBeNote(name),
        )
      : opened
    if (!listed.ok) this.#fileFault(listed.fault)
    else {
      for (const fault of listed.value.faults) this.#fileFault(fault)
      const isArchive = (name: string): boolean => isUnreadArchive(name) || logKindOf(name) === 'zip'
      for (const { name } of listed.value.entries)
        if (isArchive(name)) this.#fileFault({ code: 'archive-not-read', path: `${path}!${name}` })
      const entries = listed.value.entries.filter(({ name }) => !isArchive(name))
      for (let at = 0; at < entries.length; at += ENTRIES_PER_LINE)
        this.#say({ is: 'entries', entries: entries.slice(at, at + ENTRIES_PER_LINE) })
    }
    if (opened.ok) opened.value.close()
    this.#more()
    this.#end()
  }

  hash(): void {
    const digest = digestOf(this.#place, () => this.#beat())
    if (digest.ok) this.#say({ is: 'hashed', digest: digest.value })
    // What cannot be hashed cannot be read either, and reading says why.
    this.#end()
  }

  note(): void {
    const read = readNote(this.#place, () => this.#beat())
    if (read.ok) this.#say(read.value)
    else this.#fileFault(read.fault)
    this.#end()
  }

  /** The channels of the first records: which pass a log belongs to is told by what it holds, not by its name. */
  peek(): void {
    const channels = new Set<string>()
    this.#found = 'none'
    const opened = openSource(this.#place, () => this.#beat())
    if (opened.ok) {
      const { log, kind } = opened.value
      if (kind === 'evtx') {
        const size = Math.min(log.size, PEEK_BYTES)
        const source = { size, read: (offset: number, into: Uint8Array) => log.read(offset, into) }
        for (const item of readEvtx(source, { templates: work.templates }))
          if (item.kind === 'record') channels.add(item.record.channel ?? '')
      } else {
        let left = PEEK_VALUES
        for (const item of readJsonLog(log)) {
          if (item.kind === 'record') channels.add(item.record.channel ?? '')
          left -= 1
          if (left === 0) break
        }
      }
      log.close()
    }
    this.#say({ is: 'peeked', channels: [...channels].slice(0, MAX_PEEKED_CHANNELS) })
    this.#end()
  }

  #open(read: (log: OpenLog, kind: 'evtx' | 'json') => void): void {
    const opened = openSource(this.#place, () => this.#beat())
    if (!opened.ok) this.#fileFault(opened.fault)
    else {
      const { log, kind } = opened.value
      read(log, kind)
      const broken = log.fault()
      if (broken !== undefined) this.#fileFault(broken, this.#bytes)
      const changed = log.changed()
      if (changed !== undefined) this.#fileFault(changed)
      log.close()
    }
    this.#more()
    this.#end()
  }

  #each(log: OpenLog, take: (record: EvtxRecord) => void, recover = false): void {
    this.#found = 'evtx'
    const source = {
      size: log.size,
      read: (offset: number, into: Uint8Array) => this.#read(log, offset, into),
    }
    for (const item of readEvtx(source, { templates: work.templates, recover })) {
      if (item.kind === 'fault') this.#evtxFault(item.fault)
      else {
        this.#count()
        take(item.record)
      }
    }
  }

  #eachJson(log: OpenLog): void {
    const source: OpenLog = {
      size: log.size,
      read: (offset: number, into: Uint8Array) => this.#read(log, offset, into),
      fault: () => log.fault(),
      changed: () => log.changed(),
      close: () => log.close(),
    }
    for (const item of readJsonLog(source)) {
      if (item.kind === 'fault') this.#jsonFault(item.fault)
      else if (item.kind === 'stranger') {
        this.#odd.stranger(item.offset)
        this.#beat()
      } else {
        this.#found = 'json'
        const { record } = item
        this.#count()
        this.#judge(record, record.unnamed ? unnamedView(record) : record)
      }
    }
  }

  #count(): void {
    this.#records += 1
    if (this.#records % BEAT_RECORDS === 0) this.#beat()
  }

  /** Reading is progress too: a file may be large and hold no record. */
  #read(log: OpenLog, offset: number, into: Uint8Array): number {
    this.#beat()
    const got = log.read(offset, into)
    this.#bytes = Math.max(this.#bytes, offset + got)
    return got
  }

  #judge(record: EvtxRecord | JsonRecord, view: RuleView): void {
    const { eventId = 0, channel = '', provider = '' } = record
    // A record that does not say where it was made still has to be counted somewhere.
    const computer = record.computer === undefined || record.computer === '' ? '(no name)' : record.computer
    const frame = 'headerRecordId' in record ? record : undefined
    const recordId = record.recordId ?? frame?.headerRecordId ?? 0
    const time = this.#odd.timeOf(record)
    this.#meter.add({
      computer,
      channel,
      provider,
      recordId,
      // A run of records that seems to begin in 1601 would seem to cover every window.
      time: isPlausible(time) ? time : '',
      eventId,
      // The channel that was cleared stands in UserData, beside the channel that tells of it.
      clearedChannel: eventId === 104 ? (text(record.field('Channel_1')) ?? undefined) : undefined,
    })
    const readable = {
      computer,
      channel,
      provider,
      eventId,
      recordId,
      time,
      field: (name: string) => record.field(name),
    }
    this.#facts.add(readable)
    this.#traces.add(readable)
    this.#newKind(channel, eventId)
    const rules = work.ruleSet?.match(frame ?? matchable(view, channel, eventId)) ?? []
    if (rules.length === 0) return
    this.#beat()
    const numbers = rules.map((rule) => work.numbers.get(rule) ?? 0)
    const shown = numbers.filter((number) => !this.#matches.takes(number))
    for (const number of numbers)
      if (this.#matches.takes(number))
        this.#tellMatches(this.#matches.add(number, { ...readable, offset: record.offset }))
    if (shown.length === 0) return
    this.#say({
      is: 'finding',
      rules: shown,
      computer,
      channel,
      eventId,
      recordId,
      time,
      offset: record.offset,
      fields: fieldsOf(record),
    })
  }

  #tellMatches(spans: readonly MatchSpan[]): void {
    for (const line of matchLines(spans)) this.#say(line)
  }

  /** The rules of a kind of record are compiled at its first one; the parent must not take that for a hang. */
  #newKind(channel: string, eventId: number): void {
    const kind = `${channel}\0${eventId}`
    if (work.kinds.has(kind) || work.kinds.size >= MAX_KINDS) return
    work.kinds.add(kind)
    this.#say({ is: 'busy' })
  }

  #evtxFault(fault: EvtxFault): void {
    const { code, offset, ...facts } = fault
    this.#fault(code, offset, describeEvtxFault(fault), facts)
  }

  #jsonFault(fault: JsonFault): void {
    const { code, offset, ...facts } = fault
    this.#fault(code, offset, describeJsonFault(fault), facts)
  }

  #fileFault(fault: FileFault, offset: number | null = null): void {
    const { code, path, ...facts } = fault
    const sentence = describeFileFault(fault).slice(path.length + 2)
    // The parent puts the path before every sentence; a fault of an entry of a zip keeps the name of the entry.
    const inside = this.#place.entry === undefined && path.startsWith(`${this.#place.path}!`)
    const entry = inside ? { entry: path.slice(this.#place.path.length + 1) } : {}
    this.#fault(code, offset, sentence, { ...facts, ...entry })
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
    for (const fault of this.#odd.faults(this.#found === 'json')) this.#say(fault)
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
    this.#tellMatches(this.#matches.finish())
    this.#say({
      is: 'end',
      records: this.#records,
      bytes: this.#bytes,
      stats: this.#meter.finish().map(withoutFile),
      facts: [...this.#facts.finish()],
      traces: this.#traces
        .finish()
        .map((one) => ({ ...one, spans: [...one.spans], clocks: [...one.clocks] })),
      found: this.#found,
    })
  }

  #beat(): void {
    if (this.#port.now() - this.#saidAt >= BEAT_MS)
      this.#say({ is: 'beat', records: this.#records, bytes: this.#bytes })
  }

  #say(message: Reply): void {
    tell(this.#port, message)
    // A finding may lie waiting: only what went out shows that this lives.
    if (message.is !== 'finding' && message.is !== 'matches') this.#saidAt = this.#port.now()
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
    silences: [...(one.silences ?? [])],
  }
}
