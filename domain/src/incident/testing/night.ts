import { createHash } from 'node:crypto'
import assert from 'node:assert/strict'
import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import type { IncidentCommand, KeptText, Refusal } from '../command.ts'
import { decide } from '../decide.ts'
import type { IncidentEvent } from '../event.ts'
import { evolveAll } from '../evolve.ts'
import type { ListedContact } from '../notices/events.ts'
import { initialState } from '../state.ts'
import type { IncidentState } from '../state.ts'

/** The record of a night in memory, with a clock that the test moves: decided as the program does, kept in a list. */
export class Night {
  state: IncidentState = initialState
  readonly events: IncidentEvent[] = []
  readonly texts = new Map<string, KeptText>()
  now: string
  #calls = 0

  constructor(now = '2026-11-24T21:00:00.000Z') {
    this.now = now
  }

  /** Tries a command; the events are on the record when it went well. */
  attempt(command: IncidentCommand, byName?: string, by = 'board'): Result<IncidentEvent[], Refusal> {
    const random = (bytes: number): Uint8Array => {
      this.#calls += 1
      const seed = createHash('sha256').update(`salt ${this.#calls}`).digest()
      return new Uint8Array(bytes).map((_, index) => seed[index % 32] ?? 0)
    }
    const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
    const decision = decide(command, this.state, { now: this.now, by, byName, random, sha256 })
    if (!decision.ok) return failed(decision.fault)
    for (const text of decision.value.texts) this.texts.set(text.commitment, text)
    this.events.push(...decision.value.events)
    this.state = evolveAll(this.state, decision.value.events)
    return ok([...decision.value.events])
  }

  /** A command that must go well. */
  do(command: IncidentCommand, byName?: string, by?: string): IncidentEvent[] {
    const done = this.attempt(command, byName, by)
    assert.ok(done.ok, JSON.stringify(done))
    return done.value
  }

  /** A command that must be refused; its code. */
  refused(command: IncidentCommand, byName?: string, by?: string): string {
    const done = this.attempt(command, byName, by)
    assert.ok(!done.ok, JSON.stringify(done))
    return done.fault.code === 'notice' ? done.fault.why.code : done.fault.code
  }

  /** Lets time pass. */
  pass(minutes: number): this {
    this.now = new Date(Date.parse(this.now) + Math.round(minutes * 60_000)).toISOString()
    return this
  }

  tick(expected?: string): IncidentEvent[] {
    return this.do({ type: 'TickNotices', expected }, undefined, 'notices')
  }
}

const contact = (id: string, more: Partial<ListedContact> = {}): ListedContact => ({
  id,
  role: id.replace(/-\d+$/u, '') as ListedContact['role'],
  deputy: null,
  mobile: true,
  mail: true,
  ...more,
})

/** A small call tree, by role only. */
export const SOME_CONTACTS: readonly ListedContact[] = [
  contact('incident-commander-1'),
  contact('management-1', { deputy: 'management-2' }),
  contact('management-2'),
  contact('it-commander-1'),
  contact('medical-director-1', { mail: false }),
  contact('dpo-1', { mobile: false }),
  contact('legal-1'),
  contact('press-officer-1'),
  contact('board-chair-1'),
]

/** A night that has begun, with a call tree and two channels. */
export function someNight(contacts: readonly ListedContact[] = SOME_CONTACTS): Night {
  const night = new Night()
  night.do({ type: 'OpenIncident', name: 'Night', kind: 'drill' })
  night.do({ type: 'ImportContacts', digest: 'a'.repeat(64), faults: 0, contacts })
  night.do({ type: 'SetNoticeChannels', channels: ['sms', 'mail'] })
  return night
}

/** A note of ransom comes in, as words; gives its hash. */
export function fileDemand(night: Night): string {
  const [filed] = night.do(
    { type: 'FileEvidenceItem', kind: 'demand', source: 'typed', mayShowPatients: false, text: 'pay' },
    'Ada Eins',
  )
  assert.ok(filed?.type === 'EvidenceItemFiled')
  return filed.hash
}
