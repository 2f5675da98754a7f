import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { mapNames, parseInstant } from '@codedark/domain/triage'
import type { NameMap } from '@codedark/domain/triage'
import { describeFileFault, faultOf, findLogs, loadRulePacks } from '@codedark/files'
import type { FoundFile, RulePack } from '@codedark/files'
import { openFindings, openMatches } from '@codedark/findings'
import type { FindingsFault, FindingsStore, MatchStore } from '@codedark/findings'
import { CHILD_IN_CLONE, describeFailure } from './child.ts'
import { correlateFindings } from './correlate-findings.ts'
import { earlierVerdicts } from './changed.ts'
import { areDrillFiles } from './drill-files.ts'
import { readEstate } from './estate-input.ts'
import { Gathering } from './gather.ts'
import type { TriageFault } from './gather.ts'
import { PARTIAL_MS } from './limits.ts'
import { faultOfFile, outcomeOf } from './outcome.ts'
import type { ReadSoFar } from './outcome.ts'
import { assigned, writeOutputs, writeRescue } from './outputs.ts'
import { readLogs } from './read-logs.ts'
import type { ReadFailure } from './read-logs.ts'
import { openReplyMemory } from './reply-memory.ts'
import type { ReplyMemory } from './reply-memory.ts'
import { findNoteFiles } from './note-files.ts'
import type { TriageFailure, TriageInput, TriageOutcome, TriagePass } from './triage-input.ts'

/** Rules that are used when none are named: the project's own, and the correlations over them. */
export const OWN_RULES: readonly string[] = ['codedark', 'codedark-correlations'].map((name) =>
  resolve(import.meta.dirname, '../../../../../rules', name),
)

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
  const noteFiles = findNoteFiles(input.paths)
  const absent = walk.faults.filter((fault) => fault.code === 'not-found' && input.paths.includes(fault.path))
  if (absent.length === input.paths.length)
    return failed({ code: 'no-input', text: absent.map(describeFileFault).join(' ') || 'No path was given.' })
  const packs = loadRulePacks(input.rulePaths ?? OWN_RULES)
  const faults = [...walk.faults, ...packs.faults].map(faultOfFile)
  if (packs.packs.length === 0)
    return failed({
      code: 'no-rules',
      text: faults.map((one) => one.text).join(' ') || 'No rules were found.',
    })
  const estate = readEstate(input)
  if (!estate.ok) return estate
  faults.push(...estate.value.faults)
  const memory = openMemory(input, packs.packs)
  if (memory !== null && !memory.ok) faults.push(memory.fault)
  const folder = mkdtempSync(join(tmpdir(), 'codedark-triage-'))
  const opened = openStores(folder)
  if (!opened.ok) {
    rmSync(folder, { recursive: true, force: true })
    if (memory?.ok === true) memory.value.close()
    return failed({ code: 'store', text: describeStoreFault(opened.fault) })
  }
  try {
    const drill = input.drill === true || areDrillFiles(input.paths)
    return await new Run(
      { ...input, drill },
      {
        files: walk.files,
        noteFiles,
        packs,
        estate: estate.value.estate,
        faults,
        ...opened.value,
        memory: memory?.ok === true ? memory.value : null,
        before: earlierVerdicts(input.outDir),
        startedMs,
      },
    ).do()
  } finally {
    opened.value.store.close()
    opened.value.matches.close()
    if (memory?.ok === true) memory.value.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Stores {
  readonly store: FindingsStore
  readonly matches: MatchStore
}

/** What is found lies in a folder of its own under a key that nobody keeps: it is gone with the run. */
function openStores(folder: string): Result<Stores, FindingsFault> {
  const key = randomBytes(32)
  const store = openFindings(join(folder, 'findings.db'), key, { durable: false })
  if (!store.ok) return store
  const matches = openMatches(join(folder, 'matches.db'), key)
  if (matches.ok) return ok({ store: store.value, matches: matches.value })
  store.value.close()
  return matches
}

/** The memory of the run; that it cannot be used is a fault, and everything is read. Null where none was asked for. */
function openMemory(input: TriageInput, packs: readonly RulePack[]): Result<ReplyMemory, TriageFault> | null {
  const place = input.memory
  if (place === undefined) return null
  try {
    mkdirSync(dirname(place.path), { recursive: true })
  } catch (error) {
    return failed(faultOfFile(faultOf(error, dirname(place.path))))
  }
  const placeholders = [...(input.placeholders ?? [])]
  const opened = openReplyMemory(place, { packs, placeholders }, input.childPath ?? CHILD_IN_CLONE)
  return opened.ok ? opened : failed(memoryFault(opened.fault))
}

function memoryFault(fault: FindingsFault): TriageFault {
  return {
    code: 'memory-not-used',
    file: fault.path,
    text: `${describeStoreFault(fault)} What an earlier run had read could not be used or kept.`,
  }
}

interface Prepared extends Omit<ReadSoFar, 'gathering' | 'input'> {
  readonly files: readonly FoundFile[]
  readonly noteFiles: readonly FoundFile[]
  readonly memory: ReplyMemory | null
  readonly matches: MatchStore
}

/** One run, from the first log to the last output. */
class Run {
  readonly #input: TriageInput
  readonly #files: readonly FoundFile[]
  readonly #noteFiles: readonly FoundFile[]
  readonly #read: ReadSoFar
  readonly #memory: ReplyMemory | null
  readonly #matches: MatchStore
  #toldMs: number
  #telling: Promise<void> = Promise.resolve()

  constructor(input: TriageInput, { files, noteFiles, memory, matches, ...prepared }: Prepared) {
    this.#input = input
    this.#memory = memory
    this.#matches = matches
    this.#files = files
    this.#noteFiles = noteFiles
    this.#toldMs = prepared.startedMs
    const gathering = new Gathering(prepared.store, matches, {
      progress: (progress) => {
        input.onProgress?.(progress)
        if (performance.now() - this.#toldMs > PARTIAL_MS) void this.#tell('partial')
      },
      firstPass: () => this.#tell('first'),
    })
    this.#read = { ...prepared, input, gathering }
  }

  async do(): Promise<Result<TriageOutcome, TriageFailure>> {
    const { gathering, packs } = this.#read
    const { signal, children } = this.#input
    const failure = await readLogs(
      {
        files: this.#files,
        noteFiles: this.#noteFiles,
        packs: packs.packs,
        childPath: this.#input.childPath ?? CHILD_IN_CLONE,
        placeholders: [...(this.#input.placeholders ?? [])],
        roots: this.#input.paths,
        ...(this.#memory === null ? {} : { memory: this.#memory }),
        ...(children === undefined ? {} : { children }),
        ...(signal === undefined ? {} : { signal }),
      },
      gathering,
    )
    await this.#telling
    if (failure !== null) return failed(failureOf(failure))
    gathering.addPlaces()
    if (gathering.storeFault !== undefined)
      return failed({ code: 'store', text: describeStoreFault(gathering.storeFault) })
    const correlated = this.#correlate()
    if (correlated !== null) return failed({ code: 'store', text: describeStoreFault(correlated) })
    const notKept = this.#memory?.fault()
    const faults = notKept === undefined ? [] : [memoryFault(notKept)]
    const { names, ...outcome } = outcomeOf({ ...this.#read, faults: [...this.#read.faults, ...faults] })
    const kept = this.#keep(outcome, names)
    if (!kept.ok) return kept
    await this.#input.onPass?.(this.#pass('whole', outcome, names))
    return ok(outcome)
  }

  /** The second pass: what correlations make of all findings together. A fault of the store, or null. */
  #correlate(): FindingsFault | null {
    const { gathering, store, estate } = this.#read
    const names = mapNames(estate, gathering.computers)
    const { loaded, bundle } = gathering
    const matches = this.#matches
    const { rules, findings, losses } = correlateFindings({ bundle, loaded, findings: store, matches, names })
    gathering.correlated(rules, losses)
    const added = store.add(findings)
    return added.ok ? null : added.fault
  }

  /** Judges and hands over what is there so far. */
  #tell(pass: 'first' | 'partial'): Promise<void> {
    const { onPass, outDir } = this.#input
    if (onPass === undefined && outDir === undefined) return this.#telling
    this.#read.gathering.flush()
    const { names, ...outcome } = outcomeOf(this.#read)
    // If this cannot be written, the outputs at the end cannot either, and they say so.
    if (outDir !== undefined) writeRescue(outDir, outcome)
    const told = onPass?.(this.#pass(pass, outcome, names))
    this.#telling = this.#telling.then(() => told)
    this.#toldMs = performance.now()
    return this.#telling
  }

  #pass(pass: TriagePass['pass'], outcome: TriageOutcome, names: NameMap): TriagePass {
    const { store } = this.#read
    return { ...outcome, pass, findings: (only) => assigned(store, names, only) }
  }

  #keep(outcome: TriageOutcome, names: NameMap): Result<null, TriageFailure> {
    const { outDir } = this.#input
    const { store } = this.#read
    if (outDir === undefined) return ok(null)
    const written = writeOutputs(outDir, {
      outcome,
      store,
      names,
      formats: this.#input.formats ?? [],
    })
    return written.ok
      ? ok(null)
      : failed({ code: 'write', text: describeFileFault(written.fault), fault: written.fault })
  }
}

function failureOf(failure: ReadFailure): TriageFailure {
  if (failure.code === 'stopped')
    return { code: 'stopped', text: 'Stopped. No output was written; the same command goes on where it was.' }
  return {
    code: 'rules-not-loaded',
    text: `The rules could not be loaded: ${describeFailure(failure)}.`,
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
