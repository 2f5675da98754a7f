import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { array, assert as property, constantFrom, nat, property as forAll, record, string } from 'fast-check'
import { diversionCsv } from './csv.ts'
import type { DiversionEvent } from './events.ts'
import { DIVERSION_LANGUAGES, DIVERSION_SERVICES, DIVERSION_WANTS } from './kinds.ts'
import { diversionPart } from './part.ts'
import { sayAloud } from './say.ts'
import { diversionKey, diversionWord, evolveDiversion, NO_DIVERSION } from './state.ts'
import type { DiversionState } from './state.ts'

const at = (minute: number): string => new Date(Date.UTC(2021, 0, 17, 20, minute)).toISOString()
const head = { v: 1, at: at(0), by: 'a' } as const
const ref = (commitment: string) => ({ commitment })
const asked = (minute: number, review: number, wanted: (typeof DIVERSION_WANTS)[number] = 'elsewhere') =>
  ({
    ...head,
    type: 'DiversionAsked',
    site: 'North',
    service: 'ambulances',
    wanted,
    statedBy: ref('Dr. A'),
    statedAt: at(minute),
    reviewAt: at(review),
  }) as const
const confirmed = (entry: number, minute: number, review: number) =>
  ({
    ...head,
    type: 'DiversionConfirmed',
    site: 'North',
    service: 'ambulances',
    asked: entry,
    dispatcher: ref('D. Ispatcher'),
    confirmedAt: at(minute),
    reviewAt: at(review),
  }) as const
const after = (events: readonly DiversionEvent[]): DiversionState =>
  events.reduce((state, event, entry) => evolveDiversion(state, event, entry), NO_DIVERSION)
const KEY = diversionKey('North', 'ambulances')
const partOf = (
  state: DiversionState,
  now: string,
  textOf = (one: { commitment: string }) => one.commitment,
) => diversionPart({ state, sites: ['North', 'South'], now, textOf })

describe('where a service stands', () => {
  test('not declared, asked, confirmed, and past its review not confirmed since', () => {
    assert.equal(diversionWord(undefined, at(0)), 'not-declared')
    const one = after([asked(1, 60)])
    assert.equal(diversionWord(one.get(KEY), at(2)), 'asked')
    const two = after([asked(1, 60), confirmed(0, 5, 60)])
    assert.equal(diversionWord(two.get(KEY), at(60)), 'confirmed')
    assert.equal(diversionWord(two.get(KEY), at(61)), 'not-confirmed-since')
  })

  test('a new request is only asked, and says what the dispatcher still works by; an old confirmation does not count', () => {
    const state = after([asked(1, 60), confirmed(0, 5, 60), asked(30, 90, 'accepts'), confirmed(0, 31, 90)])
    const held = state.get(KEY)
    assert.equal(diversionWord(held, at(40)), 'asked')
    assert.deepEqual(held?.before, { wanted: 'elsewhere', at: at(5) })
  })

  test('whatever is recorded in whatever order, it is confirmed only by a dispatcher for the last request, in time', () => {
    const event = record({
      kind: constantFrom('ask', 'confirm'),
      entry: nat(8),
      minute: nat(50),
      length: nat(60),
    })
    property(
      forAll(array(event, { maxLength: 9 }), nat(120), (said, minute) => {
        const events = said.map(({ kind, entry, minute: from, length }): DiversionEvent =>
          kind === 'ask' ? asked(from, from + length) : confirmed(entry, from, from + length),
        )
        const word = diversionWord(after(events).get(KEY), at(minute))
        const last = events.findLastIndex(({ type }) => type === 'DiversionAsked')
        const of = events.filter(
          (one, index) => one.type === 'DiversionConfirmed' && one.asked === last && index > last,
        )
        if (last < 0) assert.equal(word, 'not-declared')
        else if (of.length === 0) assert.equal(word, 'asked')
        else
          assert.equal(
            word,
            minute > Date.parse(of.at(-1)?.reviewAt ?? '') / 60_000 - Date.parse(at(0)) / 60_000
              ? 'not-confirmed-since'
              : 'confirmed',
          )
      }),
    )
  })
})

describe('what leaves the house', () => {
  test('every service of every site is in the table, walk-ins, own cars and returns too, and none is open by default', () => {
    const { cells, counts } = partOf(NO_DIVERSION, at(0))
    assert.equal(cells.length, DIVERSION_SERVICES.length * 2)
    assert.equal(counts['not-declared'], cells.length)
    const csv = diversionCsv(partOf(NO_DIVERSION, at(0)))
    for (const wanted of ['walk-ins', 'own-cars', 'returns']) assert.ok(csv.includes(`North,${wanted},`))
    assert.ok(!/open|accepts/u.test(csv))
  })

  test('no name can become a formula of a spreadsheet, and the table is read back whole', () => {
    const evil = constantFrom(
      '=1+1',
      '+32',
      '-x',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      ' =1',
      '＝1',
      'a"b,c',
      "it's",
    )
    property(
      forAll(evil, string(), (start, rest) => {
        const state = after([asked(1, 60), confirmed(0, 5, 60)])
        const csv = diversionCsv(partOf(state, at(2), () => `${start}${rest}`.replaceAll('\0', '')))
        const cells: string[] = []
        for (const [, quoted, plain] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n)/gu))
          cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
        assert.equal(cells.length, 10 * (1 + 2 * DIVERSION_SERVICES.length))
        for (const cell of cells) assert.ok(!/^\s*[=+\-@＝＋－＠]/u.test(cell), JSON.stringify(cell))
      }),
    )
  })

  test('the words to read aloud say what is asked and what confirmed, in each language, and never that the rest is open', () => {
    for (const language of DIVERSION_LANGUAGES) {
      const said = (state: DiversionState, now: string): string =>
        sayAloud(
          partOf(state, now).cells.filter(({ site }) => site === 'North'),
          { language, hospital: 'H', site: 'North', now, clock: (one) => one.slice(11, 16) },
        )
      const asking = said(after([asked(1, 60)]), at(2))
      assert.match(asking, /20:01/u)
      assert.match(asking, /\?/u)
      const done = said(after([asked(1, 60), confirmed(0, 5, 60)]), at(6))
      assert.match(done, /D\. Ispatcher .*20:05.*21:00/u)
      assert.ok(!/\{|undefined/u.test(asking + done))
      assert.notEqual(done, said(after([asked(1, 60), confirmed(0, 5, 60)]), at(61)))
    }
  })
})
