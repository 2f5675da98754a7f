import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildRuleSet } from '../rule-set.ts'
import { compileRuleSet } from './compiled-rule-set.ts'
import { generatedEvent, generatedRule } from './generated-rules.test.ts'

/** Seeds of earlier runs, kept for good; the last run of each heavy test takes a new one, and prints it where it fails. */
const SEEDS = [20210117, 1, 424242]

test('compiled and plain rule sets find the same on 200,000 generated pairs of rule and record', () => {
  let pairs = 0
  let matches = 0
  for (const seed of [...SEEDS, undefined])
    fc.assert(
      fc.property(
        fc.array(generatedRule, { minLength: 8, maxLength: 20 }),
        fc.array(generatedEvent, { minLength: 8, maxLength: 20 }),
        (rules, events) => {
          const plain = buildRuleSet(rules)
          const fast = compileRuleSet(rules)
          for (const event of events) {
            const found = plain.match(event).map(({ id }) => id)
            assert.deepEqual(
              fast.match(event).map(({ id }) => id),
              found,
            )
            pairs += plain.rules.length
            matches += found.length
          }
        },
      ),
      { numRuns: 400, ...(seed === undefined ? {} : { seed }) },
    )
  assert.ok(pairs > 200_000 && matches > 5_000, `${pairs} pairs, ${matches} matches`)
})
