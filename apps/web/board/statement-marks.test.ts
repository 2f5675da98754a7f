import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftPieces, sayInstead } from './statement-marks.ts'

const claim = (from: number, until: number, answer: 'supported' | 'contradicted' | 'not-known') => ({
  ...{ claim: 'no-demand', sentence: 0, numbers: {}, name: '', answer, because: [], notLooked: [] },
  shownBy: { marks: [{ from, until }], words: [] },
  say: 'A message was found.',
})

test('the pieces of a draft are the draft, with the worse answer where two share words', () => {
  const text = 'No ransom was asked. We are fine.'
  const check = {
    claims: [claim(0, 9, 'supported'), claim(3, 19, 'contradicted')],
    sentences: [{ text: 'We are fine.', from: 21, until: 33, checked: 'unchecked' as const }],
  }
  const pieces = draftPieces(text, check)
  assert.equal(pieces.map((piece) => piece.text).join(''), text)
  assert.deepEqual(
    pieces.map(({ answer }) => answer),
    [null, 'contradicted', null, 'unchecked'],
  )
})

test('a sentence that two claims lead to is offered once', () => {
  assert.equal(
    sayInstead({ claims: [claim(0, 1, 'contradicted'), claim(2, 3, 'contradicted')] }),
    'A message was found.',
  )
})
