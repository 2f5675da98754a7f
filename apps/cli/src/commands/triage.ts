import { join } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import {
  areDrillFiles,
  changesSince,
  countVerdicts,
  FORMATS,
  heldVerdicts,
  keepNotes,
  readConnections,
  readEstateFolder,
  readIsolation,
  readPlaceholders,
  readPowers,
  readSightings,
  renderTriageScreen,
  runTriage,
  settingsOf,
  takeEstate,
  takeRecords,
  takeTriage,
  triageInputOf,
  type OpenedCommand,
  type OutputFormat,
  type ScreenInput,
  type StatedPower,
  type TriageInput,
  type TriagePass,
  type TriageProgress,
} from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { places } from '../places.ts'
import { plain, printJson, progressBar } from '../terminal.ts'
import { instant } from './options.ts'
import { rulePaths } from './rules.ts'

interface TriageOptions {
  readonly rules?: readonly string[]
  readonly placeholders?: string
  readonly estate?: string
  readonly out: string
  readonly from?: string
  readonly until?: string
  readonly sightings?: string
  readonly connections?: string
  readonly powers?: string
  readonly data?: string
  readonly passphraseFile?: string
  readonly format: readonly OutputFormat[]
  readonly fresh?: boolean
  readonly json?: boolean
}

export function triageCommand(program: Command): void {
  program
    .command('triage')
    .description('read event logs below each path and say of each server: hit, suspect, no sign, or blind')
    .argument('<path...>', 'files or folders with logs: .evtx, .json, .jsonl, as .gz too, and .zip')
    .option('--rules <path...>', 'Sigma rules instead of ours and the imported: files, folders, zips')
    .option('--placeholders <file>', 'YAML or JSON: names to values, for rules that ask for them')
    .option('--estate <folder>', 'servers.csv, services.csv, depends.csv, care.csv: the list of all servers')
    .option(
      '--out <dir>',
      'where findings.jsonl, verdicts.json, faults.jsonl and summary.json go',
      'triage-out',
    )
    .option(
      '--from <instant>',
      'start of the window that logs must cover, as 2021-01-17T18:00:00+01:00',
      instant,
    )
    .option('--until <instant>', 'its end', instant)
    .option('--sightings <file>', 'JSON list of what named people saw: server, kind, seenBy, seenAt')
    .option('--connections <file>', 'JSON list of servers taken off the network: server, state, at')
    .option(
      '--powers <file>',
      'JSON list of what somebody said of the power of servers: server, state, at, by',
    )
    .option('--data <dir>', 'record the run and every changed verdict in this data folder')
    .option('--passphrase-file <file>', 'a file with its passphrase; else CODEDARK_PASSPHRASE')
    .option(
      '--format <kind...>',
      `further files beside findings.jsonl: ${FORMATS.join(', ')}`,
      (kind: string, before: readonly OutputFormat[]) => [...before, formatOf(kind)],
      [],
    )
    .option('--fresh', 'read everything anew, also what an earlier run had read')
    .option('--json', 'print the summary as JSON')
    .action(triage)
}

async function triage(paths: string[], options: TriageOptions): Promise<void> {
  // Before an hour of reading: the passphrase may be wrong.
  const opened = options.data === undefined ? null : openOrFail(options.data, options.passphraseFile)
  if (opened?.folder.kind === 'real' && areDrillFiles(paths))
    throw new CommandFailure(
      'These are files of a drill; a real data folder takes none: codedark init --drill makes one that does.',
      EXIT.wrongUse,
    )
  const told = opened === null ? inputOfFiles(options) : inputOfData(options, opened)
  const keeper = opened === null ? null : keeperOf(opened, options)
  const window = windowOf(options)
  const placeholders = placeholdersOf(options, opened)
  const progress = readingProgress()
  const stop = stopOnInterrupt()
  const outcome = await runTriage({
    paths,
    rulePaths: options.rules ?? rulePaths(),
    outDir: options.out,
    formats: options.format,
    childPath: places().programs.triageChild,
    drill: opened?.folder.kind === 'drill',
    signal: stop.signal,
    onProgress: (now) => progress.update(now),
    onPass: (pass) => {
      const first = pass.pass === 'first' && pass.summary.records > 0
      if (first) progress.line(firstPassLine(pass, options.out))
      for (const fault of keeper?.take(pass) ?? []) progress.line(plain(fault))
    },
    ...told,
    ...(options.fresh === true ? {} : { memory: memoryOf(opened, options.out) }),
    ...(window === undefined ? {} : { window }),
    ...(placeholders === undefined ? {} : { placeholders }),
  })
  progress.stop()
  stop.done()
  const now = outcome.ok ? (keeper?.now() ?? null) : null
  opened?.close()
  if (!outcome.ok)
    throw new CommandFailure(
      plain(outcome.fault.text),
      outcome.fault.code === 'no-input' ? EXIT.wrongUse : EXIT.checkFailed,
    )
  const { summary, faults } = outcome.value
  if (options.json === true) printJson(summary)
  else
    process.stdout.write(
      `${renderTriageScreen({ ...outcome.value, ...(now === null ? {} : { ...now, summary: { ...summary, verdicts: now.counts } }), columns: process.stdout.columns })}\nAll of it, each fault with its place: ${options.out}\n`,
    )
  if (faults.length > 0) process.exitCode = EXIT.partly
}

/** Those of the file that was named, else of the one that is set in the data folder. */
function placeholdersOf(options: TriageOptions, opened: OpenedCommand | null): TriageInput['placeholders'] {
  const set = opened === null ? undefined : must(settingsOf(opened.folder)).settings.placeholders
  const path = options.placeholders ?? set
  return path === undefined ? undefined : must(readPlaceholders(path), EXIT.wrongUse)
}

interface Keeper {
  /** Takes results as they come, so that the board has them while reading goes on; what could not be kept, as sentences. */
  take(pass: TriagePass): readonly string[]
  /** By all runs so far, for the screen: a server whose log was read on Monday is not blind on Tuesday. */
  now(): Omit<ScreenInput, 'summary'> & { readonly counts: TriagePass['summary']['verdicts'] }
}

/** While reading goes on, results are taken at most this often, and never for more than a tenth of the time. */
const TAKE_MS = 120_000

function keeperOf(opened: OpenedCommand, options: TriageOptions): Keeper {
  const window = windowOf(options)
  const verdicts = heldVerdicts(opened)
  const before = verdicts.length === 0 ? null : verdicts
  let nextMs = 0
  return {
    take: (pass) => {
      const startedMs = performance.now()
      if (pass.summary.records === 0 && pass.pass !== 'whole') return []
      if (pass.pass === 'partial' && startedMs < nextMs) return []
      must(takeTriage(opened, pass, { before, ...(window === undefined ? {} : { window }) }))
      const tookMs = performance.now() - startedMs
      nextMs = performance.now() + Math.max(TAKE_MS, 9 * tookMs)
      return pass.pass === 'whole' ? keepNotes(opened, pass.noteSearch) : []
    },
    now: () => {
      const held = heldVerdicts(opened)
      return {
        verdicts: held,
        counts: countVerdicts(held),
        changed: changesSince(before, held),
        ofAllRuns: true,
      }
    },
  }
}

/** Without a data folder: the lists as they were given. */
function inputOfFiles({ sightings, connections, powers, estate }: TriageOptions): Partial<TriageInput> {
  return {
    sightings: sightings === undefined ? [] : must(readSightings(sightings), EXIT.wrongUse),
    isolation: connections === undefined ? new Map() : must(readIsolation(connections), EXIT.wrongUse),
    powers: powers === undefined ? new Map() : latestPowers(must(readPowers(powers), EXIT.wrongUse)),
    ...(estate === undefined ? {} : { estateFolder: estate }),
  }
}

function latestPowers(stated: readonly StatedPower[]): NonNullable<TriageInput['powers']> {
  const sorted = stated.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return new Map(sorted.map(({ server, state, by, at }) => [server, { state, by, at }]))
}

/** With one: what the lists tell is recorded first, and then the record is what counts. */
function inputOfData(options: TriageOptions, opened: OpenedCommand): Partial<TriageInput> {
  if (options.estate !== undefined) {
    const read = must(readEstateFolder(options.estate), EXIT.wrongUse)
    if (opened.ledger.state().estate?.digest !== read.digest) must(takeEstate(opened, read))
  }
  const { sightings, connections, powers } = options
  must(
    takeRecords(opened, {
      sightings: sightings === undefined ? [] : must(readSightings(sightings), EXIT.wrongUse),
      connections: connections === undefined ? [] : must(readConnections(connections), EXIT.wrongUse),
      powers: powers === undefined ? [] : must(readPowers(powers), EXIT.wrongUse),
    }),
  )
  const { estate, ...input } = must(triageInputOf(opened))
  // Read from the folder once more, so that its faults are among those of the run.
  if (options.estate !== undefined) return { ...input, estateFolder: options.estate }
  return estate === undefined ? input : { ...input, estate }
}

/** What a person set of the window; undefined where nothing was. */
function windowOf({ from, until }: TriageOptions): TriageInput['window'] {
  if (from === undefined && until === undefined) return undefined
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }
}

function formatOf(kind: string): OutputFormat {
  const found = FORMATS.find((one) => one === kind)
  if (found === undefined) throw new InvalidArgumentError(`one of ${FORMATS.join(', ')} is needed`)
  return found
}

/** With a data folder what was read is sealed in it; else it lies open beside the outputs, which tell the same. */
function memoryOf(opened: OpenedCommand | null, out: string): NonNullable<TriageInput['memory']> {
  return opened === null
    ? { path: join(out, 'read.db') }
    : { path: join(opened.folder.commandFolder, 'read.db'), key: opened.keys.databaseKey }
}

function firstPassLine({ summary, rescue }: TriagePass, out: string): string {
  const { volumes, servers } = rescue.mayBeOpen
  const open =
    volumes === 0
      ? 'no volume was seen that may still be open'
      : `${volumes} ${volumes === 1 ? 'volume' : 'volumes'} on ${servers.length} ${servers.length === 1 ? 'server' : 'servers'} may still be open`
  return `First pass after ${summary.seconds.toFixed(0)} s, System, BitLocker and Setup only: ${open}; codedark rescue --out ${plain(out)}`
}

/** The first Ctrl-C ends reading in order, the second ends the program. */
function stopOnInterrupt(): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController()
  const stop = (): void => {
    process.stderr.write('\nStopping. The same command goes on where it was.\n')
    controller.abort()
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    signal: controller.signal,
    done: () => {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    },
  }
}

interface ReadingProgress {
  update(progress: TriageProgress): void
  /** A line that stays, for a person: standard output belongs to the result. */
  line(text: string): void
  stop(): void
}

function readingProgress(): ReadingProgress {
  const bar = progressBar('Reading logs')
  return {
    update: ({ files, filesDone, records, bytes, bytesTotal, seconds }) => {
      const left = bytes === 0 ? '' : `, ${sayDuration((seconds * (bytesTotal - bytes)) / bytes)} left`
      bar.update(
        filesDone,
        files,
        `files, ${sayBytes(bytes)} of ${sayBytes(bytesTotal)}, ${Math.round(records / Math.max(seconds, 0.1))} records/s${left}`,
      )
    },
    line: (text) => {
      bar.stop()
      process.stderr.write(`${text}\n`)
    },
    stop: () => bar.stop(),
  }
}

function sayBytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`
}

function sayDuration(seconds: number): string {
  if (seconds >= 5_400) return `${(seconds / 3_600).toFixed(1)} h`
  return seconds >= 90 ? `${Math.round(seconds / 60)} min` : `${Math.ceil(seconds)} s`
}
