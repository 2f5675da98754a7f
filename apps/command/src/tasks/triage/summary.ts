import type { ServerVerdict, UnassignedName } from '@codedark/domain/triage'
import type { RefusedRule } from './messages.ts'

/** `summary.json`: what a run read and with what. Counts are of this run alone. */
export interface TriageSummary {
  /** Of a drill: every page that is made of it says so. */
  readonly kind: 'real' | 'drill'
  /** Logs found, and those among them that were given up. */
  readonly files: number
  readonly filesGivenUp: number
  /** Logs with the very bytes of another log: they were read once. */
  readonly filesSame: number
  /** Logs that an earlier run had read: only their digest was made anew. */
  readonly filesRecalled: number
  /** Files of JSON below a folder that hold no event record of a known shape, in order of path. */
  readonly filesPassedOver: readonly string[]
  /** Archives that may hold logs and were not read: of a kind that is not looked into, or encrypted. In order of path. */
  readonly filesNotRead: readonly string[]
  /** Live records; those that several copies of a log hold count once. JSON counts as often as it is there. */
  readonly records: number
  /** Records that were read again in another copy of their log. */
  readonly recordsRepeated: number
  /** Records that are no longer live: those that were matched as well, and those that cannot be read any more. */
  readonly recordsRecovered: number
  readonly recordsNotRecovered: number
  readonly bytes: number
  readonly rulesLoaded: number
  /** Correlations that were run over all findings, apart from the rules. */
  readonly correlations: number
  readonly rulesRefused: readonly RefusedRule[]
  readonly packs: readonly PackSummary[]
  readonly seconds: number
  /** Different findings: the same record in two files counts once. */
  readonly findings: number
  readonly faults: number
  readonly verdicts: VerdictCounts
  /** Computer names in the logs that map to none or to several servers, with how many records they have. */
  readonly unassigned: readonly (UnassignedName & { readonly records: number; readonly files: number })[]
}

/** A pack that the run used; the hash is over all its rule files. */
export interface PackSummary {
  readonly name: string
  readonly version: string
  readonly hash: string
  readonly rules: number
}

/** How many servers have which verdict; the four numbers of verdicts add up to `servers`. */
export interface VerdictCounts {
  readonly servers: number
  readonly hit: number
  readonly suspect: number
  readonly noSign: number
  readonly blind: number
}

/** What was read, as sentences: the numbers that every output begins with. */
export function readSentences(summary: TriageSummary): readonly string[] {
  const { files, records, findings, recordsRepeated, recordsRecovered, recordsNotRecovered } = summary
  const remains = recordsRecovered + recordsNotRecovered
  return [
    `${files} logs, ${records} records, ${findings} findings.`,
    ...(recordsRepeated === 0 ? [] : [`${recordsRepeated} records stand in several copies and count once.`]),
    ...(remains === 0
      ? []
      : [`${remains} remains of records that are no longer live: ${recordsRecovered} were matched as well.`]),
  ]
}

/** Counts verdicts. */
export function countVerdicts(verdicts: readonly ServerVerdict[]): VerdictCounts {
  const of = (verdict: ServerVerdict['verdict']): number =>
    verdicts.filter((one) => one.verdict === verdict).length
  return {
    servers: verdicts.length,
    hit: of('hit'),
    suspect: of('suspect'),
    noSign: of('no-sign'),
    blind: of('blind'),
  }
}
