import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { importEstate } from '@codedark/domain/estate'
import type { Estate, EstateFault } from '@codedark/domain/estate'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { judge, mapNames, MOVERS, parseInstant, rescueSheet, volumeStates } from '@codedark/domain/triage'
import type { NameMap, RescueSheet, ServerVerdict, Sighting, VolumeState } from '@codedark/domain/triage'
import { describeFileFault, faultOf, findLogs, loadRulePacks } from '@codedark/files'
import type { FileFault, LoadedPacks } from '@codedark/files'
import { openFindings } from '@codedark/findings'
import type { FindingsFault, FindingsStore } from '@codedark/findings'
import { CHILD_IN_CLONE, describeFailure } from './child.ts'
import { Gathering } from './gather.ts'
import type { TriageFault, TriageProgress } from './gather.ts'
import { keepFindings, writeOutputs } from './outputs.ts'
import { readLogs } from './read-logs.ts'
import { countVerdicts } from './summary.ts'
import type { TriageSummary } from './summary.ts'

/** What to read and where the results go. */
export interface TriageInput {
  /** Files and folders; every `.evtx` below them is read. */
  readonly paths: readonly string[]
  /** Rule packs: files, folders or zips; default: the project's own pack, `rules/codedark`. */
  readonly rulePaths?: readonly string[]
  /** A folder of CSV files; or the estate itself, where the caller has it. Neither: every computer is a server. */
  readonly estateFolder?: string
  readonly estate?: Estate
  /** Where `findings.jsonl`, `verdicts.json`, `faults.jsonl` and `summary.json` are written; created if missing. */
  readonly outDir?: string
  readonly window?: { readonly from?: string; readonly until?: string }
  readonly sightings?: readonly Sighting[]
  /** By server id: since when it is isolated. */
  readonly isolation?: ReadonlyMap<string, string>
  /** A store that is to keep the findings, the command server's; they are synced in it before this returns. */
  readonly keepIn?: FindingsStore
  readonly onProgress?: (progress: TriageProgress) => void
  /** The child's entry, where it does not lie as in a clone (the kit). */
  readonly childPath?: string
  readonly signal?: AbortSignal
}

/** What a run gives; all that was written to `outDir` except the findings, of which there may be millions. */
export interface TriageOutcome {
  readonly summary: TriageSummary
  readonly verdicts: readonly ServerVerdict[]
  readonly faults: readonly TriageFault[]
  /** What the logs tell of every volume under BitLocker; the rescue sheet is made anew from it when more is said. */
  readonly volumes: readonly VolumeState[]
  readonly rescue: RescueSheet
}

/** Why a run could not be made at all. What could not be read of its input is in the outcome instead. */
export type TriageFailure =
  /** None of the paths is there. A folder without logs is no failure: every listed server is blind then. */
  | { readonly code: 'no-input'; readonly text: string }
  | { readonly code: 'bad-instant'; readonly text: string }
  | { readonly code: 'no-rules'; readonly text: string }
  | { readonly code: 'rules-not-loaded'; readonly text: string }
  | { readonly code: 'estate-not-read'; readonly text: string }
  | { readonly code: 'store'; readonly text: string }
  | { readonly code: 'write'; readonly text: string; readonly fault: FileFault }

/** Rules that are used when none are named: the project's own. */
export const OWN_RULES = resolve(import.meta.dirname, '../../../../../rules/codedark')

/**
 * Reads all logs below the paths in child processes, matches the rules, judges every server and writes the results. The
 * order of every output is that of its content, so the same input gives the same bytes, `seconds` aside. Bad input is a
 * fault in the outcome and the rest is done.
 */
export async function runTriage(input: TriageInput): Promise<Result<TriageOutcome, TriageFailure>> {
  const startedMs = performance.now()
  const instants = checkInstants(input)
  if (!instants.ok) return instants
  const walk = findLogs(input.paths)
  const absent = walk.faults.filter((fault) => fault.code === 'not-found' && input.paths.includes(fault.path))
  if (absent.length === input.paths.length)
    return failed({ code: 'no-input', text: absent.map(describeFileFault).join(' ') || 'No path was given.' })
  const packs = loadRulePacks(input.rulePaths ?? [OWN_RULES])
  const faults = [...walk.faults, ...packs.faults].map(faultOfFile)
  if (packs.packs.length === 0)
    return failed({
      code: 'no-rules',
      text: faults.map((one) => one.text).join(' ') || 'No rules were found.',
    })
  const estate = readEstate(input)
  if (!estate.ok) return estate
  faults.push(...estate.value.faults)
  const folder = mkdtempSync(join(tmpdir(), 'codedark-triage-'))
  const opened = openFindings(join(folder, 'findings.db'), randomBytes(32), { durable: false })
  if (!opened.ok) {
    rmSync(folder, { recursive: true, force: true })
    return failed({ code: 'store', text: describeStoreFault(opened.fault) })
  }
  const store = opened.value
  try {
    const gathering = new Gathering(walk.files, store, input.onProgress)
    const failure = await readLogs(
      {
        files: walk.files,
        packs: packs.packs,
        childPath: input.childPath ?? CHILD_IN_CLONE,
        roots: input.paths,
        ...(input.signal === undefined ? {} : { signal: input.signal }),
      },
      gathering,
    )
    if (failure !== null)
      return failed({
        code: 'rules-not-loaded',
        text: `The rules could not be loaded: ${describeFailure(failure)}.`,
      })
    gathering.flush()
    if (gathering.storeFault !== undefined)
      return failed({ code: 'store', text: describeStoreFault(gathering.storeFault) })
    gathering.faults.unshift(...faults)
    return conclude({
      input,
      estate: estate.value.estate,
      packs,
      gathering,
      store,
      files: walk.files.length,
      startedMs,
    })
  } finally {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** An instant that is not understood would be passed over in judging, and a sighting with it: better to stop. */
function checkInstants(input: TriageInput): Result<null, TriageFailure> {
  const given: (readonly [string, string | undefined])[] = [
    ['the start of the window', input.window?.from],
    ['the end of the window', input.window?.until],
    ...(input.sightings ?? []).map((one) => [`the sighting on ${one.server}`, one.seenAt] as const),
    ...[...(input.isolation ?? [])].map(([server, at]) => [`the isolation of ${server}`, at] as const),
  ]
  const bad = given.find(([, at]) => at !== undefined && parseInstant(at) === null)
  if (bad === undefined) return ok(null)
  return failed({
    code: 'bad-instant',
    text: `${bad[0]} is “${bad[1] ?? ''}”; expected a date and time with its zone, as 2021-01-17T20:46:00+01:00.`,
  })
}

interface Read {
  readonly input: TriageInput
  readonly estate: Estate | null
  readonly packs: LoadedPacks
  readonly gathering: Gathering
  readonly store: FindingsStore
  readonly files: number
  readonly startedMs: number
}

/** Judges and writes. */
function conclude(read: Read): Result<TriageOutcome, TriageFailure> {
  const { input, estate, gathering, store } = read
  const names = mapNames(estate, gathering.computers)
  const coverage = gathering.coverage.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  const verdicts = judge({
    estate,
    coverage,
    findings: store.all({ ruleIds: MOVERS.map((mover) => mover.ruleId) }),
    sightings: input.sightings ?? [],
    isolation: input.isolation ?? new Map(),
    ...(input.window === undefined ? {} : { window: input.window }),
  })
  const faults = gathering.faults.sort(byPlace)
  const summary = summarise(read, names, verdicts)
  const volumes = volumeStates({ facts: gathering.recordFacts, coverage, names })
  const rescue = rescueSheet({
    volumes,
    estate,
    powers: new Map(),
    sightings: input.sightings ?? [],
    hit: verdicts.filter(({ encryption }) => encryption === 'hit').map(({ server }) => server),
    blind: verdicts.filter(({ encryption }) => encryption === 'blind').map(({ server }) => server),
    firstEvilAt: verdicts.find(({ window }) => window !== null)?.window?.from ?? null,
  })
  if (input.keepIn !== undefined) {
    const kept = keepFindings(store, input.keepIn, names)
    if (!kept.ok) return failed({ code: 'store', text: describeStoreFault(kept.fault) })
  }
  if (input.outDir !== undefined) {
    const written = writeOutputs(input.outDir, { summary, verdicts, faults, volumes, rescue, store, names })
    if (!written.ok)
      return failed({ code: 'write', text: describeFileFault(written.fault), fault: written.fault })
  }
  return ok({ summary, verdicts, faults, volumes, rescue })
}

function summarise(read: Read, names: NameMap, verdicts: readonly ServerVerdict[]): TriageSummary {
  const { gathering, store, packs, files, startedMs } = read
  const stats = Map.groupBy(gathering.coverage, (one) => one.computer)
  return {
    files,
    filesGivenUp: gathering.givenUp,
    records: gathering.records,
    bytes: gathering.bytes,
    rulesLoaded: gathering.loaded.length,
    rulesRefused: gathering.refused,
    packs: packs.packs.map(({ name, version, hash }) => ({
      name,
      version,
      hash,
      rules: gathering.loaded.filter((rule) => rule.pack === name).length,
    })),
    seconds: Math.round(performance.now() - startedMs) / 1000,
    findings: store.count(),
    faults: gathering.faults.length,
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

interface EstateRead {
  readonly estate: Estate | null
  readonly faults: readonly TriageFault[]
}

function readEstate(input: TriageInput): Result<EstateRead, TriageFailure> {
  const folder = input.estateFolder
  if (input.estate !== undefined) return ok({ estate: input.estate, faults: [] })
  if (folder === undefined) return ok({ estate: null, faults: [] })
  const faults: TriageFault[] = []
  const read = (name: string): string => {
    const path = join(folder, name)
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      faults.push(faultOfFile(faultOf(error, path)))
      return ''
    }
  }
  const texts = {
    servers: read('servers.csv'),
    services: read('services.csv'),
    depends: read('depends.csv'),
    care: read('care.csv'),
  }
  // Without a list of servers nobody could be blind for want of a log: that is no estate, and not to be passed over.
  if (texts.servers === '')
    return failed({
      code: 'estate-not-read',
      text: faults[0]?.text ?? `${join(folder, 'servers.csv')}: is empty.`,
    })
  const imported = importEstate(texts)
  return ok({
    estate: imported.estate,
    faults: [...faults, ...imported.faults.map((fault) => faultOfEstate(folder, fault))],
  })
}

function faultOfEstate(folder: string, fault: EstateFault): TriageFault {
  const file = join(folder, fault.file)
  return {
    code: fault.code,
    file,
    line: fault.line,
    column: fault.column,
    expected: fault.expected,
    found: fault.found,
    text: `${file}, line ${fault.line}, column ${fault.column}: expected ${fault.expected}, found ${fault.found}.`,
  }
}

function faultOfFile(fault: FileFault): TriageFault {
  const { path, code, ...facts } = fault
  return { ...facts, code, file: path, text: describeFileFault(fault) }
}

function byPlace(a: TriageFault, b: TriageFault): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  const place = (one: TriageFault): number => one.offset ?? one.line ?? -1
  return place(a) - place(b) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)
}

function describeStoreFault(fault: FindingsFault): string {
  switch (fault.code) {
    case 'wrong-key':
      return `${fault.path}: does not open with this key.`
    case 'disk-full':
      return `${fault.path}: the disk is full.`
    case 'io':
      return `${fault.path}: ${fault.reason}.`
  }
  return fault
}
