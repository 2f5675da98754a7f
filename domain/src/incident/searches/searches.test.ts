import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { someNight } from '../testing/night.ts'
import type { Night } from '../testing/night.ts'
import { SEARCH_ANSWERS } from './kinds.ts'
import type { SearchAnswer } from './kinds.ts'
import { searchStanding } from './state.ts'
import type { SearchHeld } from './state.ts'

const answerOf = (night: Night, server: string): SearchAnswer =>
  searchStanding(night.state.searches.servers.get(server) ?? [], null).answer
const search = (night: Night, server: string, answer: SearchAnswer): void => {
  const { now: searchedAt } = night
  night.do(
    {
      type: 'RecordSearch',
      place: { server },
      answer,
      method: 'at-the-console',
      searchedBy: 'Ada Eins',
      searchedAt,
    },
    'Ada Eins',
  )
}

describe('searches', () => {
  test('a place of which nothing is recorded was not searched', () => {
    assert.equal(answerOf(someNight(), 'dc-1'), 'not-searched')
  })

  test('a find stands whatever is searched later, until two people take it back', () => {
    const night = someNight()
    search(night, 'dc-1', 'found')
    search(night.pass(5), 'dc-1', 'nothing')
    assert.equal(answerOf(night, 'dc-1'), 'found')
    const entry = night.state.searches.servers.get('dc-1')?.[0]?.entry ?? -1
    assert.equal(
      night.refused({ type: 'WithdrawSearch', search: entry, reason: 'was a readme' }, 'Ada Eins'),
      'search',
    )
    night.do(
      { type: 'WithdrawSearch', search: entry, reason: 'was a readme', secondName: 'Bo Zwei' },
      'Ada Eins',
    )
    assert.equal(answerOf(night, 'dc-1'), 'nothing')
    assert.equal(
      night.refused({ type: 'WithdrawSearch', search: entry, reason: 'again' }, 'Ada Eins'),
      'search',
    )
  })

  test('a later run of triage that saw fewer files takes nothing back', () => {
    const night = someNight()
    const run = (answer: 'found' | 'searched, nothing' | 'not searched' | 'cannot be searched'): number =>
      night.do({ type: 'RecordNoteSearch', searchedAt: night.now, answers: [{ server: 'fs-1', answer }] })
        .length
    assert.equal(run('not searched'), 0)
    assert.equal(run('searched, nothing'), 1)
    assert.equal(run('not searched'), 0)
    assert.equal(run('cannot be searched'), 0)
    assert.equal(answerOf(night, 'fs-1'), 'nothing')
    assert.equal(run('found'), 1)
    assert.equal(run('searched, nothing'), 0)
    assert.equal(answerOf(night, 'fs-1'), 'found')
  })

  test('what was searched before the attack says nothing of it', () => {
    const night = someNight()
    search(night, 'dc-1', 'nothing')
    const held = night.state.searches.servers.get('dc-1') ?? []
    const standing = searchStanding(held, night.pass(60).now)
    assert.deepEqual([standing.answer, standing.onlyBefore], ['not-searched', true])
  })

  test('a search of tomorrow, of a time after itself, or of a server not on the list is refused', () => {
    const night = someNight()
    const base = {
      type: 'RecordSearch',
      place: { channel: 'mail' },
      answer: 'nothing',
      method: 'inbox-read',
      searchedBy: 'Ada Eins',
    } as const
    const later = new Date(Date.parse(night.now) + 3_600_000).toISOString()
    assert.equal(night.refused({ ...base, searchedAt: later }), 'in-the-future')
    assert.equal(
      night.refused({
        ...base,
        searchedAt: '2021-01-01T00:00:00.000Z',
        coversFrom: '2021-01-02T00:00:00.000Z',
      }),
      'search',
    )
    assert.equal(night.refused({ ...base, searchedAt: 'yesterday' }), 'bad-instant')
  })

  test('whatever the order of entries, the answer is the latest by its own time, the weaker at one instant, a find always', () => {
    const one = fc.record({
      answer: fc.constantFrom(...SEARCH_ANSWERS),
      minute: fc.integer({ min: 0, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (all) => {
        const held = all.map(({ answer, minute }, entry): SearchHeld => ({
          ...{ entry, answer, method: 'other', by: null, coversFrom: null, text: null, overBy: null },
          at: `2021-01-18T10:0${minute}:00.000Z`,
        }))
        const { answer } = searchStanding(held, null)
        assert.equal(searchStanding(held.toReversed(), null).answer, answer)
        if (all.some((each) => each.answer === 'found')) return assert.equal(answer, 'found')
        const last = Math.max(...all.map(({ minute }) => minute))
        const weak = ['not-searched', 'cannot', 'nothing']
        const of = all.filter(({ minute }) => minute === last).map((each) => weak.indexOf(each.answer))
        assert.equal(answer, weak[Math.min(...of)])
      }),
    )
  })
})
