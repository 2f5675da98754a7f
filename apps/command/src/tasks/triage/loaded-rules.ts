import { routesOf, ruleKey } from '@codedark/sigma'
import type { MatchNeed, SigmaRule } from '@codedark/sigma'
import type { LoadedRule, RefusedRule } from './messages.ts'

/** A rule that is run, as a child tells of it. */
export function loadedRule(rule: SigmaRule, pack: string, hidden: MatchNeed | undefined): LoadedRule {
  return {
    id: ruleKey(rule),
    title: rule.title ?? rule.path,
    author: rule.author ?? '',
    level: rule.level ?? 'informational',
    channels: channelsOf(rule),
    pack,
    hidden: hidden !== undefined,
    needs: [...(hidden?.fields ?? [])],
  }
}

/** Where its records stand. Security holds those of registry and network only under an audit that is off by default. */
function channelsOf({ logsource }: SigmaRule): LoadedRule['channels'] {
  const process = logsource.category === 'process_creation'
  return (routesOf(logsource) ?? []).flatMap(({ channel }) => {
    if (channel === null) return []
    const byAudit = logsource.category !== undefined && !process && channel.toLowerCase() === 'security'
    return byAudit ? [] : [{ channel, process }]
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
