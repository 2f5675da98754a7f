import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { readEvtx } from '@codedark/evtx'
import type { EvtxRecord } from '@codedark/evtx'
import { describeFileFault, openLog } from '@codedark/files'
import { explain } from '@codedark/sigma'
import type { Explanation, Placeholders, SigmaRule } from '@codedark/sigma'
import { openRules } from './list-rules.ts'

/** Which rule and which record. */
export interface ExplainInput {
  /** The id of a rule, or its title. */
  readonly rule: string
  readonly rulePaths: readonly string[]
  readonly placeholders?: Placeholders
  readonly logPath: string
  /** A record id; without one, the first record that the rule matches, else the first of its log source. */
  readonly recordId?: number
}

/** The answer. */
export interface RuleExplained {
  readonly rule: SigmaRule
  readonly record: {
    readonly recordId: number
    readonly offset: number
    readonly channel: string
    readonly eventId: number | null
    readonly time: string
  }
  readonly explanation: Explanation
  /** Records of the log that the rule matches. */
  readonly matches: number
}

/** Explains one rule on one record of a log. Fault: rule, log or record are not there, as a sentence. */
export function explainRule(input: ExplainInput): Result<RuleExplained, string> {
  const placeholders = input.placeholders ?? new Map<string, readonly string[]>()
  const opened = openRules(input.rulePaths, { placeholders })
  if (!opened.ok) return opened
  const { set, refused } = opened.value.gathered
  const rule = set.rules.find(({ id, title }) => id === input.rule || title === input.rule)
  if (rule === undefined) {
    const refusal = refused.find(({ id, title }) => id === input.rule || title === input.rule)
    return failed(
      refusal === undefined
        ? `${input.rule}: no loaded rule has this id or title.`
        : `${input.rule}: is not run (${refusal.reason}).`,
    )
  }
  const log = openLog(input.logPath)
  if (!log.ok) return failed(describeFileFault(log.fault))
  try {
    let chosen: Pick<RuleExplained, 'record' | 'explanation'> | null = null
    let matches = 0
    for (const item of readEvtx(log.value)) {
      if (item.kind !== 'record') continue
      const isMatch = set.match(item.record).includes(rule)
      if (isMatch) matches += 1
      const wanted =
        input.recordId === undefined
          ? isMatch && chosen?.explanation.outcome !== 'matches'
          : (item.record.recordId ?? item.record.headerRecordId) === input.recordId
      if (!wanted && (input.recordId !== undefined || chosen !== null)) continue
      const explanation = explain(rule, item.record, placeholders)
      if (!wanted && explanation.outcome === 'not-its-source') continue
      chosen = { record: placeOf(item.record), explanation }
    }
    if (chosen === null)
      return failed(
        input.recordId === undefined
          ? `${input.logPath}: holds no record of the rule's log source.`
          : `${input.logPath}: holds no record ${input.recordId}.`,
      )
    return ok({ rule, ...chosen, matches })
  } finally {
    log.value.close()
  }
}

function placeOf(record: EvtxRecord): RuleExplained['record'] {
  return {
    recordId: record.recordId ?? record.headerRecordId,
    offset: record.offset,
    channel: record.channel ?? '',
    eventId: record.eventId ?? null,
    time: record.timeCreated ?? record.writtenAt,
  }
}
