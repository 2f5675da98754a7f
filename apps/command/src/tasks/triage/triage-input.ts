import type { Estate } from '@codedark/domain/estate'
import type {
  Answer,
  ChannelStats,
  Finding,
  JudgeInput,
  NoteReport,
  NoteSearch,
  RescueInput,
  RescueSheet,
  ServerVerdict,
  Sighting,
  VolumeState,
} from '@codedark/domain/triage'
import type { FileFault } from '@codedark/files'
import type { FindingsQuery } from '@codedark/findings'
import type { Placeholders } from '@codedark/sigma'
import type { TriageFault, TriageProgress } from './gather.ts'
import type { OutputFormat } from './formats.ts'
import type { KnownLog } from './record-again.ts'
import type { MemoryPlace } from './reply-memory.ts'
import type { TriageSummary } from './summary.ts'

/** What to read and where the results go. */
export interface TriageInput {
  /** Files and folders; every `.evtx` below them is read. */
  readonly paths: readonly string[]
  /** Rule packs: files, folders or zips; default: the project's own pack, `rules/codedark`. */
  readonly rulePaths?: readonly string[]
  /** What the hospital puts in for `%name%` in rules with `expand`; a rule without its values is refused. */
  readonly placeholders?: Placeholders
  /** A folder of CSV files; or the estate itself, where the caller has it. Neither: every computer is a server. */
  readonly estateFolder?: string
  readonly estate?: Estate
  /** Where `findings.jsonl`, `verdicts.json`, `faults.jsonl` and `summary.json` are written; created if missing. */
  readonly outDir?: string
  /** Further forms of the findings in `outDir`. */
  readonly formats?: readonly OutputFormat[]
  /** Of a drill: every page that is written says so. Logs of a drill are one whatever this says. */
  readonly drill?: boolean
  /** Where what was read is kept, so that a run that was stopped goes on and the next one reads only what is new. */
  readonly memory?: MemoryPlace
  readonly window?: { readonly from?: string; readonly until?: string }
  readonly sightings?: readonly Sighting[]
  /** By server id: since when it is isolated. */
  readonly isolation?: ReadonlyMap<string, string>
  /** By server id: what somebody said of its power, the latest. */
  readonly powers?: RescueInput['powers']
  readonly onProgress?: (progress: TriageProgress) => void
  /**
   * Results as they come: after the first pass, then at times while reading goes on, and at the end. Reading waits for the one
   * after the first pass, and the run for all.
   */
  readonly onPass?: (pass: TriagePass) => Promise<void> | void
  /** Processes that read; default one a core. */
  readonly children?: number
  /** The child's entry, where it does not lie as in a clone (the kit). */
  readonly childPath?: string
  readonly signal?: AbortSignal
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
  /** The signal was given. What was read to its end until then need not be read again. */
  | { readonly code: 'stopped'; readonly text: string }
  | { readonly code: 'write'; readonly text: string; readonly fault: FileFault }

/** What a run gives, except the findings, of which there may be millions. */
export interface TriageOutcome {
  readonly summary: TriageSummary
  readonly verdicts: readonly ServerVerdict[]
  readonly faults: readonly TriageFault[]
  /** What each log covers: with the findings all that a judgement rests on. */
  readonly coverage: readonly ChannelStats[]
  /** What else a judgement rests on; who judges again hands it over as it is. */
  readonly beside: Required<Pick<JudgeInput, 'facts' | 'traces' | 'rules'>>
  /** What the logs tell of every volume under BitLocker; the rescue sheet is made anew from it when more is said. */
  readonly volumes: readonly VolumeState[]
  readonly rescue: RescueSheet
  /** Ransom notes, and for each server whether one was looked for. */
  readonly notes: NoteReport
  /** What the files beside the logs said: the report is made anew from it when more is said. */
  readonly noteSearch: NoteSearch
  /** Where each log lies, and the digest of its bytes: a record is shown again only from the same bytes. */
  readonly logs: readonly KnownLog[]
  /** What is another verdict than in the `outDir` that an earlier run left; null where there is no earlier one. */
  readonly changed: readonly VerdictChange[] | null
}

/** What judging rests on beside the list, the findings and what people recorded. */
export type JudgeBasis = Omit<JudgeInput, 'estate' | 'findings' | 'sightings' | 'isolation' | 'movers'>

/** A server whose verdict is not what it was. */
export interface VerdictChange {
  readonly server: string
  /** Null: it was not on the list. */
  readonly was: Answer | null
  /** Null: it is not on the list any more. */
  readonly is: Answer | null
}

/** Results while a run goes on, and at its end. */
export interface TriagePass extends TriageOutcome {
  /**
   * `first`: System, BitLocker Management and Setup of every server are read, nothing else; `partial`: more, not all; `whole`:
   * everything. A verdict without a sign stands in `whole` only as it stands here: for what was read.
   */
  readonly pass: 'first' | 'partial' | 'whole'
  /** Findings so far, with the servers that they speak for. Valid until the callback is done. */
  findings(only?: FindingsQuery): Iterable<Finding>
}
