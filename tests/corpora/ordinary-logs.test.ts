import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { MOVERS } from '@codedark/domain/triage'
import { readEvtx } from '@codedark/evtx'
import { buildRuleSet, parseRules, type SigmaRule } from '@codedark/sigma'
import { loadRulePacks } from '../../adapters/files/src/index.ts'
import { OWN_RULES, runTriage } from '../../apps/command/src/tasks/triage/index.ts'

const corpora = process.env['CODEDARK_CORPORA']
const SIGMAHQ = ['rules', 'rules-emerging-threats', 'rules-threat-hunting']

/**
 * How often rules of our own pack fire on the 22 ordinary logs (some 18,600 records) of the parser project: matches and logs.
 * Rules that are not here do not fire. No rule that may move a verdict is here; one that comes in has to go from the list of
 * movers, or be made narrower. `docs/rules.md` shows this table.
 */
const ORDINARY: Readonly<Record<string, readonly [matches: number, logs: number]>> = {
  'Account Was Added To The Local Administrators': [8, 4],
  'Account Was Created': [6, 4],
  'Logon Failed': [16, 2],
  'Logon Over The Network': [89, 4],
  'Password Of An Account Was Reset': [3, 3],
  'Remote Control Software Was Installed As A Service': [2, 1],
  'Restart Or Shutdown Was Asked For': [11, 3],
}

test('no rule that may move a verdict fires on the ordinary logs of the corpora', (t) => {
  if (corpora === undefined) {
    t.skip('CODEDARK_CORPORA is not set')
    return
  }
  const movers = new Set(MOVERS.map(({ ruleId }) => ruleId))
  const own = rulesIn(OWN_RULES)
  const theirs = rulesIn(SIGMAHQ.map((name) => join(corpora, name))).filter(({ id }) => movers.has(id ?? ''))
  assert.ok(own.length >= 90 && theirs.length >= 60)
  const { records, fired } = matchAll(join(corpora, 'evtx', 'evtx', 'samples'), [...own, ...theirs])
  assert.ok(records >= 18_500, `${records} records`)
  for (const [rule, { matches, logs }] of fired)
    t.diagnostic(`${rule.title}: ${matches} in ${logs.size} logs`)
  const moved = [...fired.keys()].filter(({ id }) => movers.has(id ?? ''))
  assert.deepEqual(
    moved.map(({ title }) => title),
    [],
  )
  assert.deepEqual(
    Object.fromEntries(
      [...fired]
        .map(([rule, { matches, logs }]): [string, [number, number]] => [
          rule.title ?? '',
          [matches, logs.size],
        ])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    ORDINARY,
  )
})

/** Correlations of our own that fire on the same logs, and how often. None may be on the list of movers. */
const ORDINARY_CORRELATIONS: Readonly<Record<string, number>> = {
  'New Account Was Made An Administrator': 3,
}

test('no correlation that may move a verdict fires on the ordinary logs of the corpora', async (t) => {
  if (corpora === undefined) {
    t.skip('CODEDARK_CORPORA is not set')
    return
  }
  const out = mkdtempSync(join(tmpdir(), 'codedark-ordinary-'))
  try {
    const done = await runTriage({ paths: [join(corpora, 'evtx', 'evtx', 'samples')], outDir: out })
    assert.ok(done.ok, done.ok ? '' : done.fault.text)
    assert.equal(done.value.summary.correlations, 17)
    const chains = readFileSync(join(out, 'findings.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): { rule: { id: string; title: string }; fields: Record<string, string> } =>
        JSON.parse(line),
      )
      .filter(({ fields }) => fields['MatchCount'] !== undefined && fields['FirstMatch'] !== undefined)
    const movers = new Set(MOVERS.map(({ ruleId }) => ruleId))
    assert.deepEqual(
      chains.filter(({ rule }) => movers.has(rule.id)),
      [],
    )
    const counts = Map.groupBy(chains, ({ rule }) => rule.title)
    assert.deepEqual(
      Object.fromEntries([...counts].map(([title, list]) => [title, list.length])),
      ORDINARY_CORRELATIONS,
    )
  } finally {
    rmSync(out, { recursive: true })
  }
})

interface Fired {
  matches: number
  readonly logs: Set<string>
}

function matchAll(
  folder: string,
  rules: readonly SigmaRule[],
): { readonly records: number; readonly fired: ReadonlyMap<SigmaRule, Fired> } {
  const set = buildRuleSet(rules)
  const fired = new Map<SigmaRule, Fired>()
  let records = 0
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name))
    const source = {
      size: bytes.length,
      read: (offset: number, into: Uint8Array) => bytes.copy(into, 0, offset, offset + into.length),
    }
    for (const item of readEvtx(source)) {
      if (item.kind === 'fault') continue
      records += 1
      const { record } = item
      const { channel = '', eventId = 0 } = record
      const field = (field: string): ReturnType<typeof record.field> => record.field(field)
      for (const rule of set.match({ channel, eventId, field, strings: () => record.strings() })) {
        const known = fired.get(rule) ?? { matches: 0, logs: new Set() }
        known.matches += 1
        known.logs.add(name)
        fired.set(rule, known)
      }
    }
  }
  return { records, fired }
}

function rulesIn(paths: readonly string[]): readonly SigmaRule[] {
  return loadRulePacks(paths).packs.flatMap((pack) =>
    pack.files.flatMap(({ path, text }) =>
      parseRules(text, path).flatMap((outcome) => (outcome.kind === 'rule' ? [outcome.rule] : [])),
    ),
  )
}
