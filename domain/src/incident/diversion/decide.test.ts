import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeEntry } from '../describe-entry.ts'
import { describeRefusal } from '../command.ts'
import { someNight } from '../testing/night.ts'
import type { Night } from '../testing/night.ts'
import type { DiversionCommand } from './commands.ts'
import { diversionKey } from './state.ts'

const KEY = diversionKey('North', 'stroke')
const later = (night: Night, minutes: number): string =>
  new Date(Date.parse(night.now) + minutes * 60_000).toISOString()
type Ask = Extract<DiversionCommand, { type: 'AskDiversion' }>
type Confirm = Extract<DiversionCommand, { type: 'ConfirmDiversion' }>
const ask = (night: Night, more: Partial<Ask> = {}): Ask => ({
  type: 'AskDiversion',
  site: 'North',
  service: 'stroke',
  wanted: 'elsewhere',
  statedBy: 'Ada Eins',
  statedAt: night.now,
  reviewAt: later(night, 60),
  ...more,
})
const confirm = (night: Night, asked: number, reviewAt = later(night, 60)): Confirm => ({
  type: 'ConfirmDiversion',
  site: 'North',
  service: 'stroke',
  asked,
  dispatcher: 'Di Spatcher',
  confirmedAt: night.now,
  reviewAt,
})
const why = (night: Night, command: DiversionCommand): string => {
  const done = night.attempt(command, 'Ada Eins')
  if (done.ok) return 'recorded'
  assert.ok(describeRefusal(done.fault).length > 10)
  return done.fault.code === 'diversion' ? done.fault.why.code : done.fault.code
}

test('a confirmation needs what was asked, the last of it, and a name', () => {
  const night = someNight()
  assert.equal(why(night, confirm(night, 0)), 'not-asked')
  night.do(ask(night), 'Ada Eins')
  const first = night.state.diversion.get(KEY)?.entry ?? -1
  night.pass(1).do(ask(night, { wanted: 'limited' }), 'Ada Eins')
  assert.equal(why(night, confirm(night, first)), 'asked-anew')
  const second = night.state.diversion.get(KEY)?.entry ?? -1
  const nameless = { ...confirm(night, second), dispatcher: ' ' }
  assert.equal(why(night, nameless), 'text-missing')
  assert.equal(why(night, confirm(night, second)), 'recorded')
  const event = night.events.at(-1)
  assert.ok(event)
  const text = describeEntry(event, ({ commitment }) => night.texts.get(commitment)?.text ?? null)
  assert.match(text, /North, stroke: confirmed by the dispatcher Di Spatcher/u)
})

test('it must be looked at again, later than it was said and within a day', () => {
  const night = someNight()
  assert.equal(why(night, ask(night, { reviewAt: night.now })), 'review-not-after')
  assert.equal(why(night, ask(night, { reviewAt: later(night, 24 * 60 + 1) })), 'review-too-far')
  assert.equal(why(night, ask(night, { statedAt: later(night, 30) })), 'in-the-future')
})
