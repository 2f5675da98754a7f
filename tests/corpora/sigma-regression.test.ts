import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { bytesSource, readEvtx } from '@codedark/evtx'
import { compileRuleSet, parseRules, type RuleSet, type SigmaRule } from '@codedark/sigma'

const corpora = process.env['CODEDARK_CORPORA'] ?? ''

/** Folders of the SigmaHQ set that hold active rules. */
const FOLDERS = [
  'rules',
  'rules-emerging-threats',
  'rules-threat-hunting',
  'rules-placeholder',
  'rules-compliance',
]

/** Windows rules that are not run, by reason; a change here is a change of what users see. */
const NOT_RUN = { placeholder: 16, 'log-source': 15 }

interface Info {
  readonly rule_metadata: readonly { readonly id: string }[]
  readonly regression_tests_info?: readonly { readonly path: string; readonly match_count?: number }[]
}

function* filesBelow(folder: string, ending: string): Generator<string> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith(ending)) yield join(entry.parentPath, entry.name)
  }
}

function windowsRules(): RuleSet {
  const rules: SigmaRule[] = []
  for (const folder of FOLDERS) {
    for (const path of filesBelow(join(corpora, folder), '.yml')) {
      for (const outcome of parseRules(readFileSync(path, 'utf8'), path)) {
        assert.equal(outcome.kind, 'rule', path)
        if (outcome.kind === 'rule' && outcome.rule.logsource.product === 'windows') rules.push(outcome.rule)
      }
    }
  }
  return compileRuleSet(rules)
}

test('all SigmaHQ Windows rules load; the few that are not run are counted by reason', (t) => {
  if (corpora === '') return t.skip('CODEDARK_CORPORA is not set')
  const set = windowsRules()
  assert.equal(set.rules.length, 2841)
  const reasons = Object.groupBy(set.refused, ({ code }) => code)
  assert.deepEqual(
    Object.fromEntries(Object.entries(reasons).map(([code, list]) => [code, list.length])),
    NOT_RUN,
  )
})

/**
 * Cases that state fewer matches than there truly are, each looked at by hand against its rule (docs/rules.md): a second one here is a
 * match too many until somebody has looked.
 */
const MORE_THAN_STATED: Readonly<Record<string, readonly [stated: number, found: number]>> = {
  '0b9ad457-2554-44c1-82c2-d56a99c42377': [1, 3],
  '45e112d0-7759-4c2a-aa36-9f8fb79d3393': [1, 3],
  '8fbf3271-1ef6-4e94-8210-03c2317947f6': [1, 3],
}

test('each of the 101 regression cases fires at least as often as stated', (t) => {
  if (corpora === '') return t.skip('CODEDARK_CORPORA is not set')
  const set = windowsRules()
  const root = join(corpora, 'sigma-regression')
  const short: string[] = []
  const more: [string, [number, number]][] = []
  let cases = 0
  for (const path of filesBelow(root, 'info.yml')) {
    const info = parse(readFileSync(path, 'utf8')) as Info
    const id = info.rule_metadata[0]?.id
    for (const one of info.regression_tests_info ?? []) {
      cases += 1
      let fired = 0
      for (const item of readEvtx(bytesSource(new Uint8Array(readFileSync(join(root, one.path)))))) {
        if (item.kind === 'record' && set.match(item.record).some((rule) => rule.id === id)) fired += 1
      }
      if (one.match_count !== undefined && fired > one.match_count)
        more.push([id ?? '', [one.match_count, fired]])
      if (fired < (one.match_count ?? 1)) short.push(`${one.path}: ${fired}`)
    }
  }
  assert.equal(cases, 101)
  assert.deepEqual(short, [])
  assert.deepEqual(Object.fromEntries(more.sort(([a], [b]) => (a < b ? -1 : 1))), MORE_THAN_STATED)
})
