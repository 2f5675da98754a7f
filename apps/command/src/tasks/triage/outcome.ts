import {
  firstEvilAt,
  judge,
  mapNames,
  MOVERS,
  NOTE_RULES,
  noteReport,
  peerNames,
  rescueSheet,
  volumeStates,
} from '@codedark/domain/triage'
import type { ChannelStats, NameMap, NoteInput, NoteReport, ServerVerdict } from '@codedark/domain/triage'
import type { Estate } from '@codedark/domain/estate'
import { describeFileFault } from '@codedark/files'
import type { FileFault, LoadedPacks } from '@codedark/files'
import type { FindingsStore } from '@codedark/findings'
import { changesSince } from './changed.ts'
import type { Gathering, TriageFault } from './gather.ts'
import { hashedNotes } from './hashed-notes.ts'
import { noteSearchOf } from './note-files.ts'
import { countVerdicts } from './summary.ts'
import type { TriageSummary } from './summary.ts'
import type { TriageInput, TriageOutcome } from './triage-input.ts'

/** What was read, and with what. */
export interface ReadSoFar {
  readonly input: TriageInput
  readonly estate: Estate | null
  readonly packs: LoadedPacks
  readonly gathering: Gathering
  readonly store: FindingsStore
  /** Faults of the input apart from the logs. */
  readonly faults: readonly TriageFault[]
  /** The verdicts of the run before, where there was one. */
  readonly before: readonly ServerVerdict[] | null
  readonly startedMs: number
}

/** Judges what was read so far. The order of everything in it is that of its content. */
export function outcomeOf(read: ReadSoFar): TriageOutcome & { readonly names: NameMap } {
  const { input, estate, gathering, store } = read
  const names = mapNames(estate, gathering.computers)
  const { coverage } = gathering
  const beside = {
    facts: gathering.recordFacts,
    traces: gathering.traces,
    // Rules that only correlations see, and correlations themselves, find nothing that the others could not.
    rules: gathering.loaded
      .filter(({ hidden }) => !hidden)
      .map(({ id, channels }) => ({ ruleId: id, channels })),
  }
  const verdicts = judge({
    ...beside,
    estate,
    coverage,
    findings: store.all({ ruleIds: MOVERS.map((mover) => mover.ruleId) }),
    sightings: input.sightings ?? [],
    isolation: input.isolation ?? new Map(),
    ...(input.window === undefined ? {} : { window: input.window }),
  })
  const faults = [...read.faults, ...gathering.faults].sort(byPlace)
  const volumes = volumeStates({ facts: beside.facts, coverage, names })
  const withEncryption = (answer: ServerVerdict['encryption']): string[] =>
    verdicts.filter(({ encryption }) => encryption === answer).map(({ server }) => server)
  const rescue = rescueSheet({
    volumes,
    estate,
    powers: input.powers ?? new Map(),
    sightings: input.sightings ?? [],
    hit: withEncryption('hit'),
    blind: withEncryption('blind'),
    firstEvilAt: firstEvilAt(verdicts),
  })
  const noteSearch = noteSearchOf(
    gathering.notes,
    gathering.notesLeft,
    peerNames(estate, gathering.computers),
  )
  const notes = notesOf(read, { names, verdicts, search: noteSearch })
  const summary = summarise(read, { names, verdicts, coverage, faults })
  const changed = changesSince(read.before, verdicts)
  return {
    summary,
    verdicts,
    faults,
    coverage,
    beside,
    volumes,
    rescue,
    notes,
    noteSearch,
    logs: gathering.logs,
    changed,
    names,
  }
}

function notesOf(
  { input, store }: ReadSoFar,
  known: Pick<NoteInput, 'names' | 'verdicts' | 'search'>,
): NoteReport {
  return hashedNotes(
    noteReport({
      ...known,
      findings: store.all({ ruleIds: [...NOTE_RULES.keys()] }),
      sightings: input.sightings ?? [],
      powers: input.powers ?? new Map(),
    }),
  )
}

interface Judged {
  readonly names: NameMap
  readonly verdicts: readonly ServerVerdict[]
  readonly coverage: readonly ChannelStats[]
  readonly faults: readonly TriageFault[]
}

function summarise(read: ReadSoFar, { names, verdicts, coverage, faults }: Judged): TriageSummary {
  const { gathering, store, packs, startedMs } = read
  const stats = Map.groupBy(coverage, (one) => one.computer)
  return {
    kind: read.input.drill === true ? 'drill' : 'real',
    files: gathering.files,
    filesGivenUp: gathering.givenUp,
    filesSame: gathering.sameFiles,
    filesRecalled: gathering.recalledFiles,
    filesPassedOver: gathering.passedOver,
    filesNotRead: [...new Set(faults.filter(({ code }) => NOT_READ.has(code)).map(({ file }) => file))],
    records: gathering.records,
    recordsRepeated: gathering.recordsRepeated,
    recordsRecovered: gathering.recovered.read,
    recordsNotRecovered: gathering.recovered.lost,
    bytes: gathering.bytes,
    rulesLoaded: gathering.loaded.length,
    correlations: gathering.correlations.length,
    rulesRefused: gathering.refused,
    packs: packs.packs.map(({ name, version, hash }) => ({
      name,
      version,
      hash,
      rules: gathering.loaded.filter((rule) => rule.pack === name).length,
    })),
    seconds: Math.round(performance.now() - startedMs) / 1000,
    findings: store.count(),
    faults: faults.length,
    verdicts: countVerdicts(verdicts),
    unassigned: names.unassigned.map((one) => {
      const logs = stats.get(one.computer) ?? []
      return {
        ...one,
        records: logs.reduce((sum, log) => sum + log.records, 0),
        files: new Set(logs.map((log) => log.file)).size,
      }
    }),
  }
}

/** Faults of files of which not a byte was looked at. */
const NOT_READ: ReadonlySet<string> = new Set([
  'archive-not-read',
  'encrypted',
  'unknown-packing',
  'not-a-zip',
])

/** A fault of the disk as one of a run. */
export function faultOfFile(fault: FileFault): TriageFault {
  const { path, code, ...facts } = fault
  return { ...facts, code, file: path, text: describeFileFault(fault) }
}

function byPlace(a: TriageFault, b: TriageFault): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  const place = (one: TriageFault): number => one.offset ?? one.line ?? -1
  return place(a) - place(b) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)
}
