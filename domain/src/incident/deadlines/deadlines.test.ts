import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Night, someNight } from '../testing/night.ts'
import { addMonths, belgianHolidays, easterSunday, instantOf, wallTime, weekday } from './calendar.ts'
import { periodEnd } from './count.ts'
import { deadlineDraft, draftText, GAP } from './draft-text.ts'
import { parseOwnDeadlines } from './own.ts'
import { DEADLINE_RULES } from './rules.ts'
import { deadlinesNow, dueWarnings, missedSilently } from './standing.ts'
import type { DeadlineNow } from './standing.ts'

const ZONE = 'Europe/Brussels'
const counting = (night: Night) => ({ now: night.now, zone: ZONE, kind: 'drill' as const })
const stateOf = (night: Night, id: string): DeadlineNow | undefined =>
  deadlinesNow(night.state.deadlines, counting(night)).find(({ rule }) => rule.id === id)
const aware = (night: Night, awareAt = night.now): void => {
  night.do(
    { type: 'SetAwareness', awareAt, decidedBy: 'Ada Eins', role: 'management', reason: 'notes found' },
    'Bo Zwei',
  )
}
const submit = (night: Night, deadline: string): void => {
  const { now: submittedAt } = night
  night.attempt(
    { type: 'SubmitDeadline', deadline, submittedAt, submittedBy: 'Ada Eins', reference: 'R-1' },
    'Ada Eins',
  )
}
const tick = (night: Night): readonly string[] =>
  night
    .do({ type: 'TickDeadlines', zone: ZONE }, undefined, 'deadlines')
    .flatMap((event) => (event.type === 'DeadlineWarned' ? [`${event.deadline} ${event.leadMinutes}`] : []))

describe('the calendar', () => {
  test('Easter of known years, and Whit Monday after it', () => {
    assert.deepEqual([2019, 2021, 2022, 2024, 2026].map(easterSunday), [
      '2019-04-21',
      '2021-04-04',
      '2022-04-17',
      '2024-03-31',
      '2026-04-05',
    ])
    assert.equal(belgianHolidays(2026).get('2026-05-25'), 'Whit Monday')
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2200 }), (year) =>
        assert.equal(weekday(easterSunday(year)), 0),
      ),
    )
  })

  test('a month later is the same date or the last of a shorter month', () => {
    assert.deepEqual(
      ['2021-01-31', '2024-01-30', '2021-12-31', '2021-03-15'].map((day) => addMonths(day, 1)),
      ['2021-02-28', '2024-02-29', '2022-01-31', '2021-04-15'],
    )
  })

  test('a wall time that a clock change leaves out or doubles has one instant: the change, the first', () => {
    assert.equal(instantOf({ day: '2021-03-28', seconds: 2.5 * 3600 }, ZONE), '2021-03-28T01:00:00.000Z')
    assert.equal(instantOf({ day: '2021-10-31', seconds: 2.5 * 3600 }, ZONE), '2021-10-31T00:30:00.000Z')
    assert.equal(instantOf({ day: '2021-07-01', seconds: 0 }, 'America/St_Johns'), '2021-07-01T02:30:00.000Z')
  })

  test('an instant read off the wall leads back to it, in every zone, but for the doubled hour', () => {
    const at = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    const zone = fc.constantFrom(
      ZONE,
      'UTC',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Pacific/Apia',
      'Australia/Lord_Howe',
    )
    fc.assert(
      fc.property(at, zone, (date, name) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString()
        const back = instantOf(wallTime(whole, name), name)
        assert.deepEqual(wallTime(back, name), wallTime(whole, name))
        assert.ok(Date.parse(back) <= Date.parse(whole))
      }),
    )
  })

  test('the reading of Regulation 1182/71 never ends before the exact instant', () => {
    const at = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    const period = fc.constantFrom(
      { unit: 'hours' as const, count: 24 },
      { unit: 'hours' as const, count: 72 },
      { unit: 'months' as const, count: 1 },
    )
    fc.assert(
      fc.property(at, period, (date, one) => {
        const end = periodEnd(date.toISOString(), one, ZONE)
        assert.ok(end.reading !== null && Date.parse(end.reading) >= Date.parse(end.exact) - 999)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('deadlines', () => {
  test('no clock runs before somebody decided since when the hospital is aware', () => {
    const night = someNight()
    assert.equal(stateOf(night, 'nis2-early-warning')?.waitsFor, 'awareness')
    assert.deepEqual(tick(night.pass(10_000)), [])
    assert.equal(
      night.refused({
        type: 'SubmitDeadline',
        deadline: 'gdpr-authority',
        submittedAt: night.now,
        submittedBy: 'A',
        reference: 'R',
      }),
      'deadline',
    )
  })

  test('each lead time and the end raise a notice once; a submission ends it', () => {
    const night = someNight()
    aware(night)
    assert.ok(!tick(night).includes('nis2-early-warning 720'))
    assert.ok(tick(night.pass(12 * 60)).includes('nis2-early-warning 720'))
    assert.deepEqual(tick(night), [])
    assert.equal(stateOf(night, 'nis2-early-warning')?.standing, 'soon')
    const before = night.state.notices.all.size
    const due = tick(night.pass(12 * 60))
    assert.ok(due.includes('nis2-early-warning 0'))
    assert.equal(night.state.notices.all.size, before + due.length)
    assert.equal(stateOf(night, 'nis2-early-warning')?.standing, 'overdue')
    submit(night.pass(1), 'nis2-early-warning')
    assert.equal(stateOf(night, 'nis2-early-warning')?.late, true)
  })

  test('the final report runs from the submission of the notification, and from the handling where that comes later', () => {
    const night = someNight()
    aware(night)
    assert.equal(stateOf(night, 'nis2-final')?.waitsFor, 'submission')
    submit(night.pass(60), 'nis2-notification')
    assert.equal(stateOf(night, 'nis2-final')?.waitsFor, 'handling')
    assert.equal(stateOf(night, 'nis2-progress')?.end?.exact, addMonth(night.now))
    night.pass(40 * 24 * 60)
    const handled = {
      type: 'SetIncidentHandled',
      handledAt: night.now,
      decidedBy: 'Ada Eins',
      reason: 'all back',
    } as const
    night.do(handled, 'Ada Eins')
    assert.equal(stateOf(night, 'nis2-final')?.startedAt, night.now)
    const other = someNight()
    aware(other)
    submit(other, 'nis2-notification')
    other.do({ ...handled, handledAt: other.pass(60).now }, 'Ada Eins')
    assert.equal(stateOf(other, 'nis2-progress'), undefined)
    assert.equal(stateOf(other, 'nis2-final')?.standing, 'running')
  })

  test('a correction of the awareness moves the ends, is warned of anew, and names what it corrects', () => {
    const night = someNight()
    aware(night)
    tick(night.pass(12 * 60))
    const earlier = new Date(Date.parse(night.now) - 30 * 3_600_000).toISOString()
    aware(night, earlier)
    assert.equal(night.state.deadlines.awareness?.earlier.length, 1)
    assert.ok(tick(night).includes('nis2-early-warning 0'))
    assert.equal(
      night.refused({ type: 'SetAwareness', awareAt: earlier, decidedBy: 'A', reason: 'r' }),
      'deadline',
    )
  })

  test('a clock that was set back gives nobody more time', () => {
    const night = someNight()
    aware(night)
    night.pass(25 * 60).do({ type: 'MakeComment', text: 'late' })
    night.pass(-24 * 60)
    assert.ok(tick(night).includes('nis2-early-warning 0'))
  })

  test('a withdrawn submission lets the clock run again', () => {
    const night = someNight()
    aware(night)
    submit(night, 'gdpr-authority')
    const entry = night.state.deadlines.submissions[0]?.entry ?? -1
    night.do({
      type: 'WithdrawSubmission',
      deadline: 'gdpr-authority',
      submission: entry,
      reason: 'wrong one',
    })
    assert.equal(stateOf(night, 'gdpr-authority')?.standing, 'running')
    assert.equal(
      night.refused({
        type: 'WithdrawSubmission',
        deadline: 'gdpr-authority',
        submission: entry,
        reason: 'x',
      }),
      'deadline',
    )
  })

  test('no deadline passes silently, whatever is done in whatever order, while the program looks every hour', () => {
    const act = fc.constantFrom(
      'pass',
      'pass',
      'pass',
      'early',
      'notify',
      'authority',
      'no',
      'correct',
      'back',
      'handled',
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const night = someNight()
        aware(night)
        for (const one of acts) {
          if (one === 'pass') night.pass(7 * 60)
          if (one === 'back') night.pass(-60)
          if (one === 'early') submit(night, 'nis2-early-warning')
          if (one === 'notify') submit(night, 'nis2-notification')
          if (one === 'authority') submit(night, 'gdpr-authority')
          if (one === 'no')
            night.do({
              type: 'SetDeadlineScope',
              deadline: 'be-alert-staff',
              applies: false,
              decidedBy: 'Ada',
              reason: 'no',
            })
          if (one === 'correct')
            night.attempt({
              type: 'SetAwareness',
              awareAt: new Date(Date.parse(night.now) - 80 * 3_600_000).toISOString(),
              decidedBy: 'Ada',
              reason: 'r',
            })
          if (one === 'handled')
            night.do({ type: 'SetIncidentHandled', handledAt: night.now, decidedBy: 'Ada', reason: 'done' })
          tick(night)
          const latest = night.state.latestAt ?? night.now
          const now = Date.parse(latest) > Date.parse(night.now) ? latest : night.now
          assert.deepEqual(missedSilently(night.state.deadlines, { now, zone: ZONE, kind: 'drill' }), [])
          assert.deepEqual(dueWarnings(night.state.deadlines, { now, zone: ZONE, kind: 'drill' }), [])
        }
      }),
      { numRuns: 40 },
    )
  })

  test('law counts by its dates: NIS2 is none for an awareness of 2021 in a real record', () => {
    const night = someNight()
    aware(night, '2021-01-17T19:46:00.000Z')
    const ids = (kind: 'real' | 'drill'): readonly string[] =>
      deadlinesNow(night.state.deadlines, { now: night.now, zone: ZONE, kind }).map(({ rule }) => rule.id)
    assert.ok(!ids('real').includes('nis2-early-warning') && ids('real').includes('gdpr-authority'))
    assert.ok(ids('drill').includes('nis2-early-warning'))
  })

  test('a draft fills what the record has and says where it has nothing', () => {
    const rule = DEADLINE_RULES.find(({ id }) => id === 'nis2-early-warning')
    assert.ok(rule !== undefined)
    const draft = deadlineDraft({ rule, end: null }, new Map([['awareness', '17 January 2021']]), {
      instant: (at) => at,
      replay: null,
    })
    assert.deepEqual(
      draft.lines.map(({ known }) => known),
      [true, false, false],
    )
    const text = draftText(draft, ['Invented hospital'])
    assert.ok(text.startsWith('DRAFT FOR THE DATA PROTECTION OFFICER AND COUNSEL. NOT SENT.'))
    assert.equal(text.split(GAP).length - 1, 2)
  })

  test('own deadlines are read strictly, and run', () => {
    const own = {
      id: 'insurer-24h',
      title: 'Insurer, by contract',
      to: 'Insurer',
      period: { unit: 'hours', count: 24 },
      leadMinutes: [120],
      contents: ['Policy number'],
    }
    const parsed = parseOwnDeadlines([own])
    assert.ok(parsed.ok)
    const night = someNight()
    night.do({ type: 'SetOwnDeadlines', rules: parsed.value })
    aware(night)
    assert.equal(stateOf(night, 'insurer-24h')?.standing, 'running')
    for (const bad of [
      { ...own, id: 'nis2-final' },
      { ...own, period: { unit: 'days', count: 1 } },
      { ...own, more: 1 },
      { ...own, leadMinutes: [0] },
      { ...own, title: '' },
    ])
      assert.equal(parseOwnDeadlines([bad]).ok, false)
  })
})

const addMonth = (at: string): string => periodEnd(at, { unit: 'months', count: 1 }, ZONE).exact
