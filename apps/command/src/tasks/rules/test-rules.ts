import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { createTemplateCache, readEvtx } from '@codedark/evtx'
import { describeFileFault, openLog, walk } from '@codedark/files'
import { parseRegressionInfo } from '@codedark/sigma'
import type { CompiledRuleSet } from '@codedark/sigma'
import { openRules } from './list-rules.ts'

/** What became of one case. */
export interface CaseOutcome {
  /** The `info.yml` that states it. */
  readonly path: string
  readonly ruleId: string | null
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Matches that the case states, and those found; null where it states none (then one is enough). */
  readonly stated: number | null
  readonly found: number | null
  readonly why: string
}

/**
 * Runs regression cases in SigmaHQ's layout: each `info.yml` below a folder names a rule, a log, and how often the rule has to match
 * in it. A rule has to match at least as often as stated. What cannot be run is skipped with the reason. Fault: no rules, or no cases.
 */
export function testRules(
  folder: string,
  rulePaths: readonly string[],
): Result<readonly CaseOutcome[], string> {
  const opened = openRules(rulePaths)
  if (!opened.ok) return opened
  const found = walk([folder], (name) => name === 'info.yml').files
  if (found.length === 0) return failed(`${folder}: holds no regression cases (info.yml).`)
  const runner = new Runner(folder, opened.value.gathered.set)
  return ok(found.flatMap(({ path }) => runner.run(path)))
}

class Runner {
  readonly #folder: string
  readonly #set: CompiledRuleSet
  readonly #ids: ReadonlySet<string | undefined>
  readonly #templates = createTemplateCache()

  constructor(folder: string, set: CompiledRuleSet) {
    this.#folder = folder
    this.#set = set
    this.#ids = new Set(set.rules.map(({ id }) => id))
  }

  run(path: string): readonly CaseOutcome[] {
    const read = parseRegressionInfo(readFileSync(path, 'utf8'))
    if (read === null) return [skipped(path, null, 'it is no info.yml of a regression case')]
    const { ruleId } = read
    return read.cases.map((one): CaseOutcome => {
      if (one.type !== 'evtx') return skipped(path, ruleId, `cases of type ${one.type} are not supported`)
      if (!this.#ids.has(ruleId)) return skipped(path, ruleId, 'its rule is not among those that are run')
      const log = this.#logOf(path, one.path)
      if (log === null) return skipped(path, ruleId, `its log is not there: ${one.path}`)
      const count = this.#count(log, ruleId)
      if (typeof count === 'string') return skipped(path, ruleId, count)
      const stated = one.matchCount ?? null
      const passed = count >= (stated ?? 1)
      return {
        path,
        ruleId,
        status: passed ? 'passed' : 'failed',
        stated,
        found: count,
        why: passed ? '' : `the rule matches ${count} times, stated are ${stated ?? 'at least 1'}`,
      }
    })
  }

  /** Paths are from the root of the rule repository, which may stand above the folder; else the log lies beside. */
  #logOf(path: string, log: string): string | null {
    let root = resolve(this.#folder)
    for (let up = 0; up < 4; up += 1) {
      const candidate = join(root, log)
      if (!log.split(/[\\/]/).includes('..') && existsSync(candidate)) return candidate
      root = dirname(root)
    }
    const beside = join(dirname(path), basename(log))
    return existsSync(beside) ? beside : null
  }

  #count(path: string, ruleId: string): number | string {
    const opened = openLog(path)
    if (!opened.ok) return describeFileFault(opened.fault)
    let count = 0
    for (const item of readEvtx(opened.value, { templates: this.#templates }))
      if (item.kind === 'record' && this.#set.match(item.record).some(({ id }) => id === ruleId)) count += 1
    opened.value.close()
    return count
  }
}

const skipped = (path: string, ruleId: string | null, why: string): CaseOutcome => ({
  path,
  ruleId,
  status: 'skipped',
  stated: null,
  found: null,
  why,
})
