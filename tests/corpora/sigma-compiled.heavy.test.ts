import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bytesSource, createTemplateCache, readEvtx } from '@codedark/evtx'
import { buildRuleSet, compileRuleSet } from '@codedark/sigma'
import { ACTIVE, filesBelow, outcomesBelow } from './sigma-corpus.ts'

const corpora = process.env['CODEDARK_CORPORA'] ?? ''

test('compiled and plain rule sets find the same on every record of the corpora, with all Windows rules', (t) => {
  if (corpora === '') {
    t.skip('CODEDARK_CORPORA is not set')
    return
  }
  const rules = ACTIVE.flatMap((name) => outcomesBelow(join(corpora, name))).flatMap((outcome) =>
    outcome.kind === 'rule' && outcome.rule.logsource.product === 'windows' ? [outcome.rule] : [],
  )
  const plain = buildRuleSet(rules)
  const fast = compileRuleSet(rules)
  const templates = createTemplateCache()
  let records = 0
  let matches = 0
  for (const folder of ['evtx', 'sigma-regression'])
    for (const path of filesBelow(join(corpora, folder), '.evtx'))
      for (const item of readEvtx(bytesSource(readFileSync(path)), { templates })) {
        if (item.kind !== 'record') continue
        records += 1
        const found = plain.match(item.record)
        matches += found.length
        assert.deepEqual(fast.match(item.record), found, `${path}, record ${item.record.headerRecordId}`)
      }
  assert.ok(records > 26_900 && matches > 2_000, `${records} records, ${matches} matches`)
})
