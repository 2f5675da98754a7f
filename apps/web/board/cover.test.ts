import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axisOf, DAYS_PART, labelsThatFit, markPlace, notSearched, placeOf } from './cover.ts'

const FACTS = {
  firstEvilAt: '2021-01-17T18:52:00Z',
  isolationAt: '2021-01-17T20:10:00Z',
  marks: [],
  logs: ['2020-11-03T00:00:00Z', '2021-01-17T21:00:00Z'],
  now: '2021-01-17T22:18:00Z',
}
const night = axisOf(FACTS)
assert.ok(night !== null)

test('the days before the night take 34 % of the axis, the night the rest up to now', () => {
  assert.equal(night.bend, '2021-01-17T17:00:00.000Z')
  assert.equal(placeOf(night.bend ?? '', night, 1), DAYS_PART)
  assert.equal(placeOf(FACTS.now, night, 1), 1)
  assert.equal(night.toNow, true)
  assert.ok((placeOf(FACTS.firstEvilAt, night, 1) ?? 0) > DAYS_PART)
})

test('a log that begins long before is drawn from the left end, an instant that cannot be read nowhere', () => {
  assert.equal(placeOf('2020-11-03T00:00:00Z', night, 250), 0)
  assert.equal(placeOf('yesterday', night, 250), null)
})

test('days later the night keeps its width, and the axis says that it does not go on to now', () => {
  const later = axisOf({ ...FACTS, now: '2021-01-21T08:00:00Z' })
  assert.equal(later?.toNow, false)
  assert.equal(later?.until, '2021-01-17T21:30:00.000Z')
})

test('older evidence moves the beginning, but never by more than thirty days', () => {
  const old = axisOf({ ...FACTS, marks: ['2021-01-03T09:00:00Z'] })
  assert.equal(old?.from, '2021-01-03T08:00:00.000Z')
  const oldest = axisOf({ ...FACTS, marks: ['1601-01-01T00:00:00Z'] })
  assert.equal(oldest?.from, '2020-12-18T17:00:00.000Z')
})

test('without a first sign the axis is even; without any log there is none', () => {
  const even = axisOf({ ...FACTS, firstEvilAt: null, logs: ['2021-01-16T22:18:00Z'] })
  assert.equal(even?.bend, null)
  assert.equal(placeOf('2021-01-17T10:18:00Z', even, 1), 0.5)
  assert.equal(axisOf({ ...FACTS, firstEvilAt: null, logs: [] }), null)
  assert.equal(
    axisOf({ ...FACTS, firstEvilAt: '2031-01-01T00:00:00Z', logs: ['9999-01-01T00:00:00Z'] }),
    null,
  )
})

test('what no span covers is a hole, all of it where no log came', () => {
  assert.deepEqual(notSearched(null, night, 100), [{ x: 0, width: 100 }])
  const holes = notSearched(
    {
      spans: [
        { from: night.bend ?? '', until: FACTS.isolationAt },
        { from: 'nonsense', until: FACTS.now },
      ],
    },
    night,
    100,
  )
  assert.equal(holes.length, 2)
  assert.equal(holes[0]?.width, 34)
  assert.equal(Math.round(((holes[1]?.x ?? 0) + (holes[1]?.width ?? 0)) * 1000) / 1000, 100)
})

test('a first sign of days before stands among the days, and the night is where the servers were pulled', () => {
  const early = axisOf({ ...FACTS, firstEvilAt: '2021-01-14T10:05:00Z', marks: ['2021-01-17T18:52:00Z'] })
  assert.equal(early?.bend, '2021-01-17T17:00:00.000Z')
  assert.ok(early !== null && (placeOf('2021-01-14T10:05:00Z', early, 1) ?? 1) < DAYS_PART)
  assert.ok(early !== null && (placeOf(FACTS.isolationAt, early, 1) ?? 0) > DAYS_PART)
})

test('a mark outside the axis is not drawn at its end', () => {
  assert.equal(markPlace('2021-01-18T09:00:00Z', night, 1), null)
  assert.equal(markPlace('2020-01-01T00:00:00Z', night, 1), null)
  assert.equal(markPlace(night.until, night, 1), 1)
})

test('of two labels that would overlap the more important is kept', () => {
  const labels = [
    { at: 0, text: '12 Jan', rank: 3 },
    { at: 0.5, text: '19:52', rank: 0 },
    { at: 0.6, text: '20:10', rank: 1 },
    { at: 1, text: 'now', rank: 2 },
  ]
  assert.deepEqual(
    labelsThatFit(labels, 0.033).map(({ text }) => text),
    ['12 Jan', '19:52', 'now'],
  )
})
