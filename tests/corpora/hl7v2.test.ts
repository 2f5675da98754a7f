import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { applyMessage, buildCopy, emptyFeedState, resourcesOf } from '@codedark/domain/downtime'
import type { FeedState } from '@codedark/domain/downtime'
import { FrameReader, headerOf, parseMessage, toFeed } from '@codedark/hl7v2'
import type { Hl7Message } from '@codedark/hl7v2'

const corpora = process.env['CODEDARK_CORPORA']
const folder = join(corpora ?? '', 'hl7v2')
const site = (day: string, time: string): number => Date.parse(`${day}T${time}:00Z`)
const AT = '2021-01-17T20:00:00.000Z'

/** What the corpus says must result. */
interface Expected {
  readonly messages: number
  readonly unique: number
  readonly merged: Readonly<Record<string, string>>
  readonly inpatients: number
  readonly census: Readonly<
    Record<
      string,
      {
        readonly name: string
        readonly loc: string
        readonly visit: string
        readonly activeMedOrders: readonly string[]
        readonly allergies: readonly string[]
      }
    >
  >
  readonly appointments: Readonly<Record<string, Readonly<Record<string, string>>>>
}

function messagesOf(path: string): readonly Hl7Message[] {
  const reader = new FrameReader()
  const items = [...reader.push(readFileSync(path)), ...reader.end()]
  return items.map((item) => {
    assert.equal(item.kind, 'message')
    const message = parseMessage(item.kind === 'message' ? item.bytes : new Uint8Array())
    assert.ok(message.ok)
    return message.value
  })
}

function stateOf(messages: readonly Hl7Message[]): FeedState {
  const state = emptyFeedState()
  for (const message of messages) {
    const feed = toFeed(message, AT, site)
    assert.ok(feed.ok, JSON.stringify(feed))
    applyMessage(state, feed.value)
  }
  return state
}

/** The state in the corpus' words. */
function inItsWords(state: FeedState): Pick<Expected, 'census' | 'appointments' | 'merged'> {
  const census: Record<string, Expected['census'][string]> = {}
  for (const patient of state.patients.values()) {
    const place = patient.visit?.place
    if (place === undefined || place === null) continue
    census[patient.number.value] = {
      name: `${patient.family}^${patient.given}`,
      loc: [place.ward, place.room, place.bed, place.site].join('^'),
      visit: patient.visit?.number?.value ?? '',
      activeMedOrders: [...patient.orders]
        .filter(([, held]) => held.status === 'active')
        .map(([number]) => number)
        .sort(),
      allergies: [...patient.allergies.values()].map(({ substance }) => substance),
    }
  }
  const appointments: Record<string, Record<string, string>> = {}
  const bare = (key: string): string => key.slice(key.indexOf('|') + 1)
  for (const { patient, number, at } of state.appointments.values())
    (appointments[bare(patient)] ??= {})[number] = (at ?? '').replace(/[-:T]/gu, '').slice(0, 14)
  const merged = Object.fromEntries([...state.aliases].map(([from, into]) => [bare(from), bare(into)]))
  return { census, appointments, merged }
}

describe('the HL7 v2 corpus', { skip: corpora === undefined && 'CODEDARK_CORPORA is not set' }, () => {
  const generated = join(folder, 'generated')
  it('the feed ends in exactly the expected state', () => {
    const expected = JSON.parse(readFileSync(join(generated, 'expected.json'), 'utf8')) as Expected
    const all = messagesOf(join(generated, 'feed.mllp-utf8.bin'))
    assert.equal(all.length, expected.messages)
    const once = new Map(all.map((message) => [headerOf(message).controlId, message]))
    assert.equal(once.size, expected.unique)
    const state = stateOf([...once.values()])
    const { census, appointments, merged } = inItsWords(state)
    assert.deepEqual(merged, expected.merged)
    assert.deepEqual(census, expected.census)
    assert.deepEqual(appointments, expected.appointments)
    assert.equal(Object.keys(census).length, expected.inpatients)
    assert.deepEqual(state.notes, [])
  })
  it('its state gives a copy with every inpatient in their bed and no fault', () => {
    const state = stateOf(messagesOf(join(generated, 'feed.mllp-utf8.bin')).slice(0, 3000))
    const { copy, faults } = buildCopy(resourcesOf(state), {
      feedTimes: { patients: AT, orders: AT, administrations: null, allergies: AT, results: AT },
    })
    assert.equal(copy.patients.length, 214)
    assert.ok(copy.patients.every(({ ward, bed }) => ward !== null && bed !== null))
    assert.deepEqual(faults, [])
  })
  it('Latin-1 is read as such, name by name', () => {
    const names = messagesOf(join(generated, 'sample.mllp-latin1.bin')).map((message) => {
      assert.notEqual(message.charset, 'utf-8')
      return message.charsetClaim
    })
    assert.equal(names.length, 200)
    assert.ok(names.every((claim) => claim === null))
  })
  it('every message of another project is read or named as not used', () => {
    const others = join(folder, 'microsoft-fhir-converter')
    const said = new Map<string, number>()
    for (const name of readdirSync(others).filter((one) => one.endsWith('.hl7'))) {
      const message = parseMessage(readFileSync(join(others, name)))
      assert.ok(message.ok, name)
      const feed = toFeed(message.value, AT, site)
      const key = feed.ok ? 'used' : feed.fault.code
      said.set(key, (said.get(key) ?? 0) + 1)
      if (feed.ok) applyMessage(emptyFeedState(), feed.value)
    }
    assert.deepEqual(Object.fromEntries(said), { used: 87, 'not-used': 52 })
  })
})
