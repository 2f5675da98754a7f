import {
  describeFileFault,
  describeJsonFault,
  listZip,
  logKindOf,
  isUnreadArchive,
  openLog,
  TELLS_WORK,
} from '@codedark/files'
import type { FileFault, JsonFault, JsonRecord, OpenLog } from '@codedark/files'
import { ChannelMeter, FactMeter, TraceMeter } from '@codedark/domain/triage'
import { createTemplateCache, createTemplateStock, readEvtx } from '@codedark/evtx'
import type {
  EvtxFault,
  EvtxRecord,
  MetTemplate,
  ReadOptions,
  TemplateCache,
  TemplateStock,
} from '@codedark/evtx'
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
  MAX_LOST_IDS,
  MAX_TEMPLATES_TOLD,
} from './limits.ts'
import { ChunkMeter, isLive } from './chunk-meter.ts'
import { learnTemplates } from './learn-templates.ts'
import { loadedRule, refusedRule } from './loaded-rules.ts'
import { crc32, digestOf, openSource, readJsonLog } from './log-source.ts'
import { mayBeNote } from './note-files.ts'
import { peekChannels } from './peek-log.ts'
import { readNote } from './read-note.ts'
import { factsAndTraces, withoutFile } from './channel-stats.ts'
import { readRecordAt } from './read-record.ts'
import type { RecordPlace } from './read-record.ts'
import { matchLines } from './match-message.ts'
import { MatchMeter } from './match-meter.ts'
import type { MatchSpan } from './match-meter.ts'
import { matchable, unnamedView } from './rule-view.ts'
import type { RuleView } from './rule-view.ts'
import type {
  FoundKind,
  LogPlace,
  ReadRequest,
  TemplatePlace,
  Reply,
  Request,
  ShowRequest,
} from './messages.ts'

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
      new FileReading(port, request).triage(request)
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
    case 'record':
      new FileReading(port, request).record(request)
      return
    case 'note':
      new FileReading(port, request).note()
      return
  }
}

function loadRules({ packs, ...given }: Extract<Request, { do: 'rules' }>, port: ChildPort): void {
  const placeholders = new Map(given.placeholders)
  const onFile = (): void => tell(port, { is: 'beat', records: 0, bytes: 0 })
  const gathered = gatherRules(packs, { onFile, placeholders })
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
    rules: set.rules.map((rule) =>
      loadedRule(rule, gathered.packOf(rule), { hidden: hidden.get(rule), placeholders }),
    ),
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
  #recovered = 0
  #notRecovered = 0
  readonly #templates: MetTemplate[] = []
  readonly #lost = new Set<number>()
  /** Whether records outside the live part that cannot be read are told one by one. */
  #tellsLost = false
  #saidAt: number

  constructor(port: ChildPort, place: LogPlace) {
    this.#port = port
    this.#place = place
    this.#meter = new ChannelMeter(place.path)
    this.#saidAt = port.now()
  }

  triage({ hash, lend }: ReadRequest): void {
    if (hash) this.#sayHash()
    const stock = this.#learn(lend)
    const chunks = new ChunkMeter((seen) => this.#say({ is: 'chunks', seen: [...seen] }))
    this.#open((log, kind) => {
      if (kind === 'json') return this.#eachJson(log)
      this.#each(log, { recover: true, stock, met: (one) => this.#templates.push(one) }, (record) => {
        if (isLive(record)) chunks.add(record)
        this.#judge(record, record)
      })
      chunks.finish()
    })
  }

  show({ form, recover, templates, recordId }: ShowRequest): void {
    this.#tellsLost = true
    const stock = this.#learn(templates.map((path) => ({ path })))
    const said = (record: EvtxRecord): unknown => (form === 'xml' ? record.toXml() : record.toJSON())
    const isAsked = (record: EvtxRecord): boolean =>
      recordId === undefined || (record.recordId ?? record.headerRecordId) === recordId
    this.#open((log) =>
      this.#each(log, { recover, stock }, (record) =>
        isAsked(record) ? this.#say({ is: 'record', json: said(record) }) : undefined,
      ),
    )
  }

  #learn(places: readonly (LogPlace | TemplatePlace)[]): TemplateStock {
    const stock = createTemplateStock(work.templates)
    for (const place of places) {
      const fault = learnTemplates(place, { templates: work.templates, stock, beat: () => this.#disk() })
      if (fault !== undefined) this.#fileFault(fault)
    }
    return stock
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
    this.#sayHash()
    this.#end()
  }

  /** What cannot be hashed cannot be read either, and reading says why. */
  #sayHash(): void {
    const digest = digestOf(this.#place, () => this.#disk())
    if (digest.ok) this.#say({ is: 'hashed', digest: digest.value })
  }

  record(place: RecordPlace): void {
    const read = readRecordAt(place, () => this.#disk())
    if (read.ok) this.#say({ is: 'record', json: read.value })
    else this.#fault('record-not-there', place.offset, read.fault, {})
    this.#end()
  }

  note(): void {
    const read = readNote(this.#place, () => this.#disk())
    if (read.ok) this.#say(read.value)
    else this.#fileFault(read.fault)
    this.#end()
  }

  /** The channels of the first records: which pass a log belongs to is told by what it holds, not by its name. */
  peek(): void {
    const channels = [...peekChannels(this.#place, work.templates, () => this.#disk())]
    this.#say({ is: 'peeked', channels })
    this.#end()
  }

  #open(read: (log: OpenLog, kind: 'evtx' | 'json') => void): void {
    const opened = openSource(this.#place, () => this.#disk())
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

  #each(log: OpenLog, options: ReadOptions, take: (record: EvtxRecord) => void): void {
    this.#found = 'evtx'
    const source = {
      size: log.size,
      read: (offset: number, into: Uint8Array) => this.#read(log, offset, into),
    }
    for (const item of readEvtx(source, { ...options, templates: work.templates, crc32 })) {
      if (item.kind === 'fault') this.#evtxFault(item.fault)
      else {
        if (isLive(item.record)) this.#count()
        else this.#recovered += 1
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
    this.#disk()
    const got = log.read(offset, into)
    if (!TELLS_WORK) this.#say({ is: 'beat', records: this.#records, bytes: this.#bytes })
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
    // What is no longer live speaks neither for what the log covers nor for how things stood at its end.
    const live = frame === undefined || isLive(frame)
    if (live)
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
    if (live) {
      this.#facts.add(readable)
      this.#traces.add(readable)
    }
    this.#newKind(channel, eventId)
    const rules = work.ruleSet?.match(frame ?? matchable(view, channel, eventId)) ?? []
    if (rules.length === 0) return
    this.#beat()
    const numbers = rules.map((rule) => work.numbers.get(rule) ?? 0)
    const shown = numbers.filter((number) => !this.#matches.takes(number))
    for (const number of numbers)
      if (live && this.#matches.takes(number))
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
      ...(frame === undefined || frame.recovery === 'live' ? {} : { recovery: frame.recovery }),
      ...(frame?.borrowedTemplate === true ? { borrowedTemplate: true } : {}),
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
    if (fault.templateId !== undefined && this.#lost.size < MAX_LOST_IDS) this.#lost.add(fault.templateId)
    // Remains that cannot be read any more lie behind the end of most logs: they are counted.
    if (fault.recovery !== undefined) this.#notRecovered += 1
    if (fault.recovery !== undefined && !this.#tellsLost) return
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
      ...factsAndTraces(this.#facts, this.#traces),
      found: this.#found,
      recovered: this.#recovered,
      notRecovered: this.#notRecovered,
      templates: this.#templates.slice(0, MAX_TEMPLATES_TOLD),
      lost: [...this.#lost].sort((a, b) => a - b),
    })
  }

  /** Before the disk is asked. Where the system does not tell our work, the parent must know that the next wait is not it. */
  #disk(): void {
    if (TELLS_WORK) this.#beat()
    else this.#say({ is: 'disk' })
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
