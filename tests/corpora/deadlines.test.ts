import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { DEADLINE_RULES, periodEnd } from '@codedark/domain/incident'

const corpora = process.env['CODEDARK_CORPORA']
const needsCorpora = { skip: corpora === undefined ? 'CODEDARK_CORPORA is not set' : false }

interface Expected {
  readonly exact: string
  readonly reg1182: string
}

interface Vector {
  readonly name: string
  readonly zone: string
  readonly aware: string
  readonly notificationSubmitted: string
  readonly expect: Readonly<Record<string, Expected>>
}

/** Which rule each expectation is of, and what starts it. */
const RULE_OF: Readonly<Record<string, readonly [rule: string, from: 'aware' | 'notificationSubmitted']>> = {
  nis2EarlyWarning24h: ['nis2-early-warning', 'aware'],
  nis2Notification72h: ['nis2-notification', 'aware'],
  gdprArt33_72h: ['gdpr-authority', 'aware'],
  nis2FinalOneMonthAfterNotification: ['nis2-final', 'notificationSubmitted'],
}

test('all seven vectors of deadlines end as stated, by the rules as they ship', needsCorpora, () => {
  const vectors = JSON.parse(
    readFileSync(join(corpora ?? '', 'deadlines', 'vectors.json'), 'utf8'),
  ) as Vector[]
  assert.equal(vectors.length, 7)
  let cases = 0
  for (const vector of vectors)
    for (const [name, expected] of Object.entries(vector.expect)) {
      const [id, from] = RULE_OF[name] ?? assert.fail(`no rule for ${name}`)
      const rule = DEADLINE_RULES.find((one) => one.id === id)
      const { period } = rule ?? assert.fail(`no rule ${id}`)
      assert.ok(period !== null)
      const end = periodEnd(new Date(vector[from]).toISOString(), period, vector.zone)
      const utc = (at: string): string => new Date(at).toISOString()
      assert.equal(end.exact, utc(expected.exact), `${vector.name}: ${name}, exact`)
      assert.equal(end.reading, utc(expected.reg1182), `${vector.name}: ${name}, Regulation 1182/71`)
      cases += 1
    }
  assert.equal(cases, 28)
})
