import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { describeRefusal } from '../command.ts'
import type { IncidentCommand, Refusal } from '../command.ts'
import { decide } from '../decide.ts'
import { describeEntry } from '../describe-entry.ts'
import { decodeEntry, encodeEntry } from '../entry-bytes.ts'
import { evolveAll } from '../evolve.ts'
import { initialState } from '../state.ts'
import type { IncidentState } from '../state.ts'
import { ROLES } from '../../people/index.ts'
import { CHECKLISTS } from './checklists.ts'
import { activityLog, generalMessage, handoverSheet, incidentBriefing } from './forms.ts'
import type { FormInput } from './forms.ts'
import { situationReport } from './report.ts'
import { staffPart } from './view.ts'

const NOW = '2026-11-24T03:00:00Z'
const LATER = '2026-11-24T11:00:00Z'
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
let calls = 0
const random = (bytes: number): Uint8Array => {
  calls += 1
  return new Uint8Array(bytes).fill(calls % 256)
}
const texts = new Map<string, string>()
const textOf = ({ commitment }: { readonly commitment: string }): string | null =>
  texts.get(commitment) ?? null

function decided(command: IncidentCommand, state: IncidentState) {
  return decide(command, state, { now: NOW, by: 'board', byName: 'Ada Eins', random, sha256 })
}

function after(commands: readonly IncidentCommand[], from: IncidentState = initialState): IncidentState {
  let state = from
  for (const command of commands) {
    const decision = decided(command, state)
    assert.ok(decision.ok, JSON.stringify(decision))
    for (const { commitment, text } of decision.value.texts) texts.set(commitment, text)
    for (const event of decision.value.events) {
      const bytes = encodeEntry(event, 0)
      assert.ok(bytes.ok)
      assert.deepEqual(decodeEntry(bytes.value, 0), { ok: true, value: event })
      assert.notEqual(describeEntry(event, textOf), '')
    }
    state = evolveAll(state, decision.value.events)
  }
  return state
}

function refusedWith(command: IncidentCommand, state: IncidentState): Refusal['code'] {
  const decision = decided(command, state)
  assert.ok(!decision.ok, JSON.stringify(decision))
  assert.match(describeRefusal(decision.fault), /\.$/u)
  return decision.fault.code
}

const opened: IncidentCommand = { type: 'OpenIncident', name: 'Nacht', kind: 'drill' }
const shift = {
  type: 'StartShift',
  role: 'it-commander',
  person: 'Net One',
  startedAt: NOW,
  plannedUntil: LATER,
} as const
const decision = {
  type: 'MakeDecision',
  role: 'incident-commander',
  what: 'Theatre is called off',
  reason: 'no sterilisation',
  refused: 'emergencies only',
  decidedBy: 'Ada Eins',
  decidedAt: NOW,
  reviewAt: LATER,
} as const

test('a shift begins, is too long when nobody ends it, and ends once', () => {
  const state = after([opened, shift])
  assert.equal(staffPart({ state: state.staff, textOf, now: NOW }).onDuty[0]?.over, false)
  assert.equal(staffPart({ state: state.staff, textOf, now: '2026-11-24T12:00:00Z' }).onDuty[0]?.over, true)
  const end = { type: 'EndShift', shift: 's-001', endedAt: NOW, text: 'two links open' } as const
  const ended = after([end], state)
  assert.equal(staffPart({ state: ended.staff, textOf, now: NOW }).onDuty.length, 0)
  assert.equal(refusedWith(end, ended), 'shift-over')
  assert.equal(refusedWith({ ...end, shift: 's-009' }, state), 'no-such-shift')
  assert.equal(refusedWith({ ...shift, plannedUntil: NOW }, state), 'ends-before-start')
})

test('a role that nobody has is named, and one that somebody has is not', () => {
  const state = after([opened, shift])
  const { unfilled } = staffPart({ state: state.staff, textOf, now: NOW })
  assert.ok(unfilled.some(({ role }) => role === 'care-commander'))
  assert.ok(unfilled.every(({ role }) => role !== 'it-commander'))
})

test('each line of a checklist becomes a task once', () => {
  const open = { type: 'OpenChecklist', role: 'it-commander' } as const
  const state = after([opened, open])
  const lines = CHECKLISTS.filter(({ role }) => role === 'it-commander').length
  assert.equal(state.staff.tasks.size, lines)
  assert.equal(refusedWith(open, state), 'checklist-open')
  assert.equal(refusedWith({ ...open, role: 'witness' }, state), 'no-checklist')
})

test('checklists have ids of their own, roles that exist and words in two languages', () => {
  assert.equal(new Set(CHECKLISTS.map(({ id }) => id)).size, CHECKLISTS.length)
  for (const { role, en, fr } of CHECKLISTS) {
    assert.ok(ROLES.includes(role))
    assert.ok(en.length > 10 && fr.length > 10)
    assert.doesNotMatch(en, /\bclean\b/i)
  }
})

test('a task that is done is over; one past its time is overdue until then', () => {
  const task = { type: 'OpenTask', role: 'logistics', text: 'paper', dueAt: NOW } as const
  const state = after([opened, task])
  const late = staffPart({ state: state.staff, textOf, now: LATER }).tasks[0]
  assert.equal(late?.overdue, true)
  const done = {
    type: 'ChangeTask',
    task: 't-001',
    state: 'done',
    statedBy: 'Net One',
    statedAt: NOW,
  } as const
  const after1 = after([done], state)
  assert.equal(staffPart({ state: after1.staff, textOf, now: LATER }).tasks[0]?.overdue, false)
  assert.equal(refusedWith(done, after1), 'task-over')
  assert.equal(refusedWith({ ...done, task: 't-099' }, state), 'no-such-task')
})

test('a decision needs a reason, keeps what was refused, is due for review, and is not reviewed after its end', () => {
  const state = after([opened, decision])
  assert.equal(refusedWith({ ...decision, reason: ' ' }, state), 'text-missing')
  const row = staffPart({ state: state.staff, textOf, now: '2026-11-24T12:00:00Z' }).decisions[0]
  assert.equal(row?.refused, 'emergencies only')
  assert.equal(row?.overdue, true)
  const review = {
    type: 'ReviewDecision',
    decision: 'd-001',
    outcome: 'ended',
    statedBy: 'Ada Eins',
    statedAt: NOW,
  } as const
  assert.equal(refusedWith(review, after([review], state)), 'decision-ended')
  assert.equal(refusedWith({ ...review, decision: 'd-009' }, state), 'no-such-decision')
})

const reportOf = (state: IncidentState) =>
  situationReport({ state, textOf, at: NOW, timeZone: 'Europe/Brussels', last: [] })

test('a report of an empty record says what is not known and nothing else', () => {
  const words = JSON.stringify(reportOf(initialState))
  assert.match(words, /Not known: no list of servers was imported/)
  assert.match(words, /Links to the outside: not known/)
  assert.doesNotMatch(words, /\b0 of 0\b.*cut and tested, 0 said only.*links/)
})

test('a text that was taken out is not in a report', () => {
  const state = after([opened, decision])
  const commitment = state.staff.decisions.get('d-001')?.what.commitment ?? ''
  texts.delete(commitment)
  const words = JSON.stringify(reportOf(state))
  assert.doesNotMatch(words, /Theatre is called off/)
  assert.match(words, /text not there/)
})

function formInput(state: IncidentState): FormInput {
  return {
    hospital: 'Invented',
    incident: null,
    now: NOW,
    timeZone: 'Europe/Brussels',
    report: reportOf(state),
    staff: staffPart({ state: state.staff, textOf, now: NOW }),
    linkOwners: [],
    carePhones: [],
  }
}

test('each row of a form has a cell for each column, whatever is in the record', () => {
  const command: fc.Arbitrary<IncidentCommand> = fc.constantFrom<IncidentCommand>(
    shift,
    decision,
    { type: 'OpenTask', role: 'logistics', text: 'paper' },
    { type: 'StartShift', role: 'press-officer', person: 'Bea', startedAt: NOW, plannedUntil: LATER },
  )
  fc.assert(
    fc.property(fc.array(command, { maxLength: 8 }), (commands) => {
      const input = formInput(after([opened, ...commands]))
      const lines = [{ number: 1, at: NOW, text: 'x' }]
      for (const form of [
        incidentBriefing(input),
        generalMessage(input, { text: 'words' }),
        activityLog(input, { role: 'it-commander', lines }),
        handoverSheet(input, { from: NOW, lines }),
      ])
        for (const { columns, rows } of form.tables) {
          assert.ok(columns.reduce((sum, { mm }) => sum + mm, 0) <= 192)
          for (const cells of rows) assert.equal(cells.length, columns.length)
        }
    }),
    { numRuns: 50 },
  )
})
