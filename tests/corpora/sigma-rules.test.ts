import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildRuleSet, type SigmaRule } from '@codedark/sigma'
import { outcomesBelow } from './sigma-corpus.ts'

const corpora = process.env['CODEDARK_CORPORA'] ?? ''

/** By folder: documents, and those refused for another reason than their log source. */
const FOLDERS: Readonly<Record<string, Counts>> = {
  rules: { documents: 3141, refused: {} },
  'rules-emerging-threats': { documents: 473, refused: { placeholder: 2 } },
  'rules-threat-hunting': { documents: 140, refused: {} },
  'rules-placeholder': { documents: 23, refused: { placeholder: 14 } },
  'rules-compliance': { documents: 3, refused: {} },
  deprecated: { documents: 172, refused: { aggregation: 1 } },
  unsupported: {
    documents: 92,
    refused: { aggregation: 50, 'not-a-rule': 3, 'no-condition': 5, 'bad-condition': 3 },
  },
}

/** Sources of Windows that no event log has: they are only traced. */
const NO_LOG = new Set(['file_access', 'file_rename'])

interface Counts {
  readonly documents: number
  readonly refused: Readonly<Record<string, number>>
}

function sourceOf({ logsource }: SigmaRule): string {
  return logsource.category ?? logsource.service ?? 'none'
}

test('each document of SigmaHQ is run or is refused with place and reason, as often as known', (t) => {
  if (corpora === '') {
    t.skip('CODEDARK_CORPORA is not set')
    return
  }
  for (const [folder, known] of Object.entries(FOLDERS)) {
    const outcomes = outcomesBelow(join(corpora, folder))
    const set = buildRuleSet(outcomes.flatMap((one) => (one.kind === 'rule' ? [one.rule] : [])))
    const refusals = outcomes.flatMap((one) => (one.kind === 'refused' ? [one.refusal] : []))
    refusals.push(...set.refused)
    assert.equal(outcomes.length, known.documents, folder)
    assert.equal(set.rules.length + refusals.length, known.documents, folder)
    const refused: Record<string, number> = {}
    for (const { code, reason, path, line } of refusals) {
      assert.ok(reason !== '' && path !== '' && line >= 1, `${path}:${line} ${code}`)
      if (code !== 'log-source') refused[code] = (refused[code] ?? 0) + 1
    }
    assert.deepEqual(refused, known.refused, folder)
  }
})

test('a rule of Windows is refused for its log source only where no event log has it', (t) => {
  if (corpora === '') {
    t.skip('CODEDARK_CORPORA is not set')
    return
  }
  for (const folder of ['rules', 'rules-emerging-threats', 'rules-threat-hunting']) {
    const rules = outcomesBelow(join(corpora, folder)).flatMap((one) =>
      one.kind === 'rule' && one.rule.logsource.product === 'windows' ? [one.rule] : [],
    )
    for (const { path, code, reason } of buildRuleSet(rules.filter((rule) => !NO_LOG.has(sourceOf(rule))))
      .refused)
      assert.notEqual(code, 'log-source', `${path}: ${reason}`)
  }
})
