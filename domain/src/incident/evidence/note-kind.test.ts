import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noteKind } from './note-kind.ts'

test('a note with a sum or the word pay is a demand, one that would publish a threat, else contact only', () => {
  assert.equal(noteKind('Send 50 BTC'), 'demand')
  assert.equal(noteKind('vous devez payer'), 'demand')
  assert.equal(noteKind('$10,000,000 or we publish'), 'demand')
  assert.equal(noteKind('Uw gegevens worden gepubliceerd, wij publiceren alles'), 'threat-to-publish')
  assert.equal(noteKind('Write to us: x@example.org'), 'contact-only')
  assert.equal(noteKind(''), 'contact-only')
})
