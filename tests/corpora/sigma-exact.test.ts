import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { bytesSource, createTemplateCache, readEvtx, type TemplateCache } from '@codedark/evtx'
import { compileRuleSet, type RuleSet } from '@codedark/sigma'
import { ACTIVE, filesBelow, outcomesBelow } from './sigma-corpus.ts'

const corpora = process.env['CODEDARK_CORPORA'] ?? ''

interface Other {
  readonly found: number
  readonly stated: number | undefined
}

/** Cases that do not fire as often as stated, by rule id: each states one match, and three of its records match. */
const OTHERS: Readonly<Record<string, Other>> = {
  // Names that begin as user.conf does are written three times: user.conf.new twice, a temporary one once.
  '0b9ad457-2554-44c1-82c2-d56a99c42377': { found: 3, stated: 1 },
  // The value is set below three keys of the domain: http, https and *.
  '45e112d0-7759-4c2a-aa36-9f8fb79d3393': { found: 3, stated: 1 },
  // Three programs that the rule names are unpacked one after the other.
  '8fbf3271-1ef6-4e94-8210-03c2317947f6': { found: 3, stated: 1 },
}

/** A case: one log, the rule that it is made for, and how often that fires; undefined says at least once. */
interface Case {
  readonly path: string
  readonly ruleId: string
  readonly times: number | undefined
}

function casesBelow(folder: string): Case[] {
  return filesBelow(folder, '.evtx').map((path) => {
    const info = readFileSync(join(dirname(path), 'info.yml'), 'utf8')
    const ruleId = /^rule_metadata:\s+- id: *(\S+)/m.exec(info)?.[1]
    const times = /^ +match_count: *(\d+)/m.exec(info)?.[1]
    assert.ok(ruleId !== undefined, `${path}: info.yml names no rule`)
    return { path, ruleId, times: times === undefined ? undefined : Number(times) }
  })
}

/** How often each rule fires on a log, by rule id. */
function fired(path: string, rules: RuleSet, templates: TemplateCache): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of readEvtx(bytesSource(readFileSync(path)), { templates })) {
    assert.equal(item.kind, 'record', `${path}: ${JSON.stringify(item)}`)
    if (item.kind !== 'record') continue
    for (const { id } of rules.match(item.record)) {
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  return counts
}

test('the rules fire on the logs that were made for them as often as stated', (t) => {
  if (corpora === '') {
    t.skip('CODEDARK_CORPORA is not set')
    return
  }
  const rules = compileRuleSet(
    ACTIVE.flatMap((name) => outcomesBelow(join(corpora, name))).flatMap((outcome) =>
      outcome.kind === 'rule' ? [outcome.rule] : [],
    ),
  )
  const cases = casesBelow(join(corpora, 'sigma-regression'))
  const templates = createTemplateCache()
  const others: Record<string, Other> = {}
  for (const { path, ruleId, times } of cases) {
    const found = fired(path, rules, templates).get(ruleId) ?? 0
    const asStated = times === undefined ? found > 0 : found === times
    if (!asStated) others[ruleId] = { found, stated: times }
  }
  assert.equal(cases.length, 101)
  assert.deepEqual(others, OTHERS)
})
