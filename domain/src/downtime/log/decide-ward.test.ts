import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EMPTY_CARE_STATE, evolveCare } from './care-state.ts'
import type { CareState } from './care-state.ts'
import { decideWard } from './decide-ward.ts'
import type { WardSaid } from './decide-ward.ts'

const NOW = '2021-01-17T21:10:00.000Z'
const around = { ward: 'w', written: 'S-1', now: NOW }
const paper = (since: string | null = null): WardSaid => ({ step: 'paper', since, signedBy: ' N ' })
const screen = (since: string | null = null): WardSaid => ({ step: 'screen', since, signedBy: 'N' })
const packet: WardSaid = { step: 'packet-out', receivedBy: 'N', firstSerial: null }

function after(...said: readonly WardSaid[]): CareState {
  return said.reduce((state, one) => {
    const event = decideWard(state, one, around)
    assert.ok(event.ok, JSON.stringify(event))
    return evolveCare(state, { n: state.size + 1, at: NOW, by: 'a', byName: null, event: event.value })
  }, EMPTY_CARE_STATE)
}

test('a packet is handed over only when one was written; the last written is meant', () => {
  assert.deepEqual(decideWard(EMPTY_CARE_STATE, packet, around), {
    ok: true,
    value: { type: 'PacketHandedOver', ward: 'w', firstSerial: 'S-1', receivedBy: 'N' },
  })
  assert.equal(decideWard(EMPTY_CARE_STATE, packet, { ...around, written: null }).ok, false)
})

test('paper is the record from when it is signed: now, or a moment of the last 72 hours, never one to come', () => {
  const event = decideWard(EMPTY_CARE_STATE, paper(), around)
  assert.deepEqual(event, {
    ok: true,
    value: { type: 'PaperDeclared', ward: 'w', since: NOW, signedBy: 'N' },
  })
  assert.equal(decideWard(EMPTY_CARE_STATE, paper('2021-01-17T19:46:00.000Z'), around).ok, true)
  assert.equal(decideWard(EMPTY_CARE_STATE, paper('2021-01-17T21:40:00.000Z'), around).ok, false)
  assert.equal(decideWard(EMPTY_CARE_STATE, paper('2021-01-13T21:40:00.000Z'), around).ok, false)
})

test('paper is signed once; a ward that is on screen cannot come back to it, nor before paper was its record', () => {
  const state = after(packet, paper('2021-01-17T20:50:00.000Z'))
  assert.equal(decideWard(state, paper(), around).ok, false)
  assert.equal(decideWard(state, screen('2021-01-17T20:40:00.000Z'), around).ok, false)
  const back = after(packet, paper(), screen())
  assert.equal(back.wards.get('w')?.state, 'back-on-screen')
  assert.equal(decideWard(back, screen(), around).ok, false)
  assert.equal(decideWard(EMPTY_CARE_STATE, screen(), around).ok, false)
  assert.equal(decideWard(back, paper(), around).ok, true)
})
