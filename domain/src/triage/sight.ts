import { sameChannel, SECURITY } from './channel-stats.ts'
import { coversWindow } from './coverage.ts'
import type { ServerLogs } from './coverage.ts'
import type { RuleSight, TimeSpan } from './verdict.ts'

/** A loaded rule and where its records stand. */
export interface RuleSource {
  readonly ruleId: string
  /**
   * Any of these will do. `process`: only the records of started processes in Security (4688) do; `commandLine`: only those that have a
   * command line.
   */
  readonly channels: readonly {
    readonly channel: string
    readonly process: boolean
    readonly commandLine?: boolean
  }[]
}

/**
 * How many of the rules could have seen something on a server within the window: one of their channels covers it, and, for
 * rules on processes in Security, processes are recorded at all, and their command lines where the rule can hold by no other field.
 * What else the audit policy leaves out (share access, object access) is not known and not counted. Channels that no answer needs count as covering when they
 * reach from the window's start to its end without a break.
 */
export function ruleSight(rules: readonly RuleSource[], logs: ServerLogs, window: TimeSpan): RuleSight {
  const covered = new Map<string, boolean>()
  const covers = (channel: string): boolean => {
    const key = channel.toLowerCase()
    const known = covered.get(key)
    if (known !== undefined) return known
    const now = coversWindow(logs, channel, window).covers
    covered.set(key, now)
    return now
  }
  const processes = logs.audit === null || logs.audit.processes > 0
  const commandLines = logs.audit === null || logs.audit.commandLines > 0
  const could = rules.filter((rule) =>
    rule.channels.some(
      ({ channel, process, commandLine }) =>
        covers(channel) &&
        (!process || !sameChannel(channel, SECURITY) || (commandLine === true ? commandLines : processes)),
    ),
  )
  return { could: could.length, of: rules.length }
}

/** Sentences on what the audit policy of a server hides from the rules; none where nothing was counted. */
export function auditGaps(logs: ServerLogs): readonly string[] {
  const { audit } = logs
  if (audit === null) return []
  if (audit.processes === 0)
    return ['Security records no started processes: rules on programs and command lines could not see.']
  return audit.commandLines === 0
    ? ['Security records processes without command lines: rules that need one could not see.']
    : []
}
