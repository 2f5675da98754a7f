import { canMatch, routesOf, ruleKey } from '@codedark/sigma'
import type { MatchNeed, Placeholders, SigmaRule } from '@codedark/sigma'
import type { LoadedRule, RefusedRule } from './messages.ts'

/** A rule that is run, as a child tells of it. */
export function loadedRule(
  rule: SigmaRule,
  pack: string,
  more: { readonly hidden: MatchNeed | undefined; readonly placeholders: Placeholders },
): LoadedRule {
  const { hidden, placeholders } = more
  return {
    id: ruleKey(rule),
    title: rule.title ?? rule.path,
    author: rule.author ?? '',
    level: rule.level ?? 'informational',
    channels: channelsOf(rule, placeholders),
    pack,
    hidden: hidden !== undefined,
    needs: [...(hidden?.fields ?? [])],
  }
}

const NO_FIELDS: ReadonlySet<string> = new Set()
const COMMAND_LINES: ReadonlySet<string> = new Set(['CommandLine'])

/**
 * Where its records stand. Security holds those of registry and network only under an audit that is off by default; of started
 * processes it tells less than a rule may need, and their command lines only under a policy.
 */
function channelsOf(rule: SigmaRule, placeholders: Placeholders): LoadedRule['channels'] {
  const { logsource } = rule
  const process = logsource.category === 'process_creation'
  return (routesOf(logsource) ?? []).flatMap((route): LoadedRule['channels'] => {
    const { channel } = route
    if (channel === null) return []
    if (logsource.category === undefined || channel.toLowerCase() !== 'security')
      return [{ channel, process, commandLine: false }]
    if (!process || !canMatch(rule, route, NO_FIELDS, placeholders)) return []
    return [{ channel, process, commandLine: !canMatch(rule, route, COMMAND_LINES, placeholders) }]
  })
}

interface Refusal {
  readonly path: string
  readonly line?: number | undefined
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly code: string
  readonly reason: string
}

/** A rule that is not run, as a child tells of it. */
export function refusedRule(pack: string, refusal: Refusal): RefusedRule {
  return {
    pack,
    path: refusal.path,
    line: refusal.line ?? null,
    id: refusal.id ?? null,
    title: refusal.title ?? null,
    code: refusal.code,
    reason: refusal.reason,
  }
}
