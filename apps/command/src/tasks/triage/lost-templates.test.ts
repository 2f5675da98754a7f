import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { MAX_LENT_PER_ID } from './limits.ts'
import { LostTemplates } from './lost-templates.ts'
import type { LogFile } from './log-file.ts'

const file = (path: string): LogFile => ({ path, bytes: 1, place: { path } })
const template = (id: number, digest: number): { id: number; digest: string; chunkOffset: number } => ({
  id,
  digest: digest.toString(16).padStart(16, '0'),
  chunkOffset: 4096,
})

describe('templates that logs have lost', () => {
  test('are lent from the log whose path sorts first, whatever the order of reading', () => {
    const told = [
      { path: 'a', templates: [], lost: [7, 8] },
      { path: 'b', templates: [template(7, 1)], lost: [] },
      { path: 'c', templates: [template(7, 1), template(7, 2), template(9, 1)], lost: [] },
      { path: 'd', templates: [], lost: [11] },
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (order) => {
        const lost = new LostTemplates()
        for (const one of order) lost.take(file(one.path), { path: one.path }, one)
        assert.deepEqual(
          lost.borrowers().map((one) => [one.file.path, one.lend.map(({ path }) => path)]),
          [['a', ['b', 'c']]],
        )
      }),
    )
  })

  test('are lent of so many kinds at most', () => {
    const lost = new LostTemplates()
    const many = Array.from({ length: 40 }, (_, n) => template(7, n))
    for (const [n, one] of many.entries())
      lost.take(file(`${n}`), { path: `${n}` }, { templates: [one], lost: [] })
    lost.take(file('x'), { path: 'x' }, { templates: [], lost: [7] })
    assert.equal(lost.borrowers()[0]?.lend.length, MAX_LENT_PER_ID)
  })
})
