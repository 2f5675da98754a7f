import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barInWords, layBar } from './bar-layout.ts'
import { hatchPath } from './hatch.ts'
import { actionOf } from './keys.ts'
import { drawingOf } from './marks.ts'

const press = { code: '', key: '', ctrlKey: false, altKey: false, metaKey: false, inField: false }

test('a bar of nothing is hatched over its whole width', () => {
  assert.deepEqual(layBar([], 190), [{ kind: 'unknown', count: 0, label: 'not known', x: 0, width: 190 }])
  assert.equal(barInWords([]), 'not known')
})

test('a kind that the page does not know is drawn as not known', () => {
  const strange = { kind: 'fresh' as 'fine', count: 3, label: 'fresh' }
  assert.equal(layBar([strange], 100)[0]?.kind, 'unknown')
})

test('one of 300 is still three pixels wide and the bar is full', () => {
  const placed = layBar(
    [
      { kind: 'bad', count: 1, label: 'hit' },
      { kind: 'unknown', count: 299, label: 'not known' },
    ],
    190,
  )
  assert.equal(placed[0]?.width, 3)
  assert.equal(Math.round((placed[1]?.x ?? 0) + (placed[1]?.width ?? 0)), 190)
})

test('a hatch has lines in its area and none in an empty one', () => {
  assert.match(hatchPath({ x: 0, y: 0, width: 40, height: 7 }, 6), /^M/)
  assert.equal(hatchPath({ x: 0, y: 0, width: 0, height: 7 }, 6), '')
})

test('a mark without a drawing throws', () => {
  assert.throws(() => drawingOf('all-fine'), /no drawing/)
  assert.throws(() => drawingOf('toString'), /no drawing/)
})

test('digits go by code, letters by key, and neither in a field or with Ctrl', () => {
  assert.deepEqual(actionOf({ ...press, code: 'Digit1', key: '&' }), { kind: 'page', digit: 1 })
  assert.deepEqual(actionOf({ ...press, code: 'KeyN', key: 'N' }), { kind: 'record' })
  assert.equal(actionOf({ ...press, code: 'Digit1', key: '1', inField: true }), null)
  assert.equal(actionOf({ ...press, code: 'KeyP', key: 'p', ctrlKey: true }), null)
})
