import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CONTACT_LANGUAGES } from '../../people/index.ts'
import { ITEM_KINDS } from '../evidence/kinds.ts'
import { fileDemand, someNight } from '../testing/night.ts'
import { CODE_CHARS, codeFrom, noticeMessage, readAck } from './message.ts'

const night = someNight()
fileDemand(night)
const notice = night.state.notices.all.get('n-001') ?? assert.fail()
const call = { name: 'the crisis cell', number: '+3269000000' }

test('somebody outside is told whom to call and nothing else, in every language', () => {
  for (const language of CONTACT_LANGUAGES) {
    for (const item of ITEM_KINDS) {
      const facts = { kind: 'real', language, item, code: 'ABCDEFGH', outside: true, call } as const
      const said = noticeMessage(notice, facts)
      assert.ok(said !== null)
      const rest = said.body.replace(call.name, '').replace(call.number, '')
      assert.match(rest, /^(Call|Appelez|Bel| anrufen)[ a-z]*:? ?\.$/u)
      assert.equal(said.subject, said.body)
      assert.equal(noticeMessage(notice, { ...facts, call: null }), null)
    }
  }
})

test('somebody of the hospital is told the sort of thing, its number and their code; a drill says so first', () => {
  const facts = {
    kind: 'drill',
    language: 'fr',
    item: 'demand',
    code: '7KQ2M9XR',
    outside: false,
    call,
  } as const
  const said = noticeMessage(notice, facts)
  assert.equal(
    said?.body,
    'EXERCICE. Codedark, avis n-001 : demande de rançon (e-001). Pour confirmer la réception, répondez : ACK 7KQ2M9XR. Puis venez au tableau. Confirmé ne veut pas dire décidé.',
  )
  assert.doesNotMatch(said?.body ?? '', /pay/u)
})

test('an answer is read in any case and with spaces, and nothing else is one', () => {
  for (const text of ['ACK 7KQ2M9XR', ' ack 7kq2-m9xr.', 'Ack: 7KQ2 M9XR', 'ＡＣＫ 7KQ2M9XR'])
    assert.equal(readAck(text), '7KQ2M9XR', text)
  for (const text of ['', 'ACK', 'ok 7KQ2M9XR', 'ACK 7KQ2M9X0', 'ACK 7KQ2M9XRA', 'what is ACK 7KQ2M9XR?'])
    assert.equal(readAck(text), null, text)
})

test('every code is one that is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: CODE_CHARS, maxLength: 32 }), (bytes) => {
      const code = codeFrom(bytes)
      assert.equal(readAck(`ACK ${code}`), code)
    }),
  )
})
