import assert from 'node:assert/strict'
import {
  chainStep,
  holding,
  isLive,
  nextStepAt,
  type IncidentEvent,
  type ListedContact,
} from '@codedark/domain/incident'
import { ITEM_KINDS, type ItemKind } from '@codedark/domain/incident'
import type { ContactRole, RoleId } from '@codedark/domain/people'
import { Night } from '../../domain/src/incident/testing/night.ts'

/** What a night was made of, to be sure that the nights of a run saw everything. */
export interface NightCounts {
  items: number
  steps: number
  emptySteps: number
  sent: number
  failed: number
  notKnown: number
  acknowledged: number
  expired: number
  decided: number
  lowered: number
  clockSetBack: number
  twoAtOnce: number
  restarts: number
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function numbersOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const ROLES: readonly ContactRole[] = [
  'incident-commander',
  'management',
  'it-commander',
  'medical-director',
  'dpo',
  'legal',
  'press-officer',
  'board-chair',
  'outside-counsel',
]
/** How long a night is looked at, and how often its clock ticks. */
const NIGHT_MINUTES = 8 * 60
const TICK_MINUTES = 0.5

/**
 * One night by seed: people who answer or not, channels that fail, a program that is killed, a clock that is set back or forward,
 * two people at once on one item, a person who leaves. After every tick it is checked that no notice is without a live chain
 * until somebody decided, that nothing is sent twice for one attempt, and that no item vanished.
 */
export function playNight(seed: number): NightCounts {
  const play = new Play(seed)
  for (let minute = 0; minute < NIGHT_MINUTES; minute += TICK_MINUTES) play.moment()
  play.end()
  return play.counts
}

class Play {
  readonly counts: NightCounts = {
    ...{ items: 0, steps: 0, emptySteps: 0, sent: 0, failed: 0, notKnown: 0, acknowledged: 0, expired: 0 },
    ...{ decided: 0, lowered: 0, clockSetBack: 0, twoAtOnce: 0, restarts: 0 },
  }
  readonly #seed: number
  readonly #next: () => number
  readonly #night: Night
  /** How likely each channel fails tonight. */
  readonly #failing: number
  /** How likely somebody acknowledges or decides in a moment. */
  readonly #awake: number
  readonly #filed = new Set<string>()
  readonly #begun = new Set<string>()
  /** True minutes since the last step of each notice: on a clock that nobody sets. */
  readonly #sinceStep = new Map<string, number>()
  #dead = 0

  constructor(seed: number) {
    this.#seed = seed
    this.#next = numbersOf(seed)
    this.#night = new Night()
    this.#failing = this.#next() * 0.9
    this.#awake = this.#next() ** 3 * 0.1
    this.#night.do({ type: 'OpenIncident', name: 'Night', kind: 'drill' })
    this.#importContacts()
    this.#night.do({ type: 'SetNoticeChannels', channels: this.#chance(0.7) ? ['sms', 'mail'] : ['sms'] })
  }

  moment(): void {
    this.#night.pass(TICK_MINUTES)
    for (const [notice, minutes] of this.#sinceStep) this.#sinceStep.set(notice, minutes + TICK_MINUTES)
    if (this.#chance(0.006)) this.#file()
    if (this.#chance(0.002)) this.#importContacts()
    if (this.#chance(0.003)) this.#kill()
    this.#people()
    if (this.#dead > 0) {
      this.#dead -= 1
      // A chain cannot go up while no program runs: what is due then is due at once when it does.
      for (const notice of this.#sinceStep.keys()) this.#sinceStep.set(notice, 0)
      return
    }
    const expected = this.#night.now
    if (this.#chance(0.002)) this.#night.pass(-(1 + this.#next() * 240))
    if (this.#chance(0.0007)) this.#night.pass(this.#next() * 600)
    this.#take(this.#night.tick(expected))
    // Two programs look at the clock at once: the second finds nothing to do.
    if (this.#chance(0.05)) this.#take(this.#night.tick())
    this.#channels()
    this.#check()
  }

  /** At the end everything that was ever filed is still held. */
  end(): void {
    for (const item of this.#filed)
      assert.ok(this.#night.state.items.has(item), this.#where(`${item} vanished`))
  }

  #take(events: readonly IncidentEvent[]): void {
    for (const event of events) {
      if (event.type === 'NoticeStepReached') {
        this.counts.steps += 1
        if (event.contacts.length === 0) this.counts.emptySteps += 1
        this.#sinceStep.set(event.notice, 0)
      }
      if (event.type === 'NoticeAckExpired') this.counts.expired += 1
      if (event.type === 'ClockSetBack') this.counts.clockSetBack += 1
      if (event.type !== 'NoticeSendBegun') continue
      const attempt = `${event.notice} ${event.attempt}`
      assert.ok(!this.#begun.has(attempt), this.#where(`${attempt} began twice`))
      this.#begun.add(attempt)
      const notice = this.#notice(event.notice)
      assert.equal(notice.decided, null, this.#where(`${event.notice} is sent although somebody decided`))
      const open = notice.attempts.filter(
        ({ step, contact, channel, fate }) =>
          fate === null && step === event.step && contact === event.contact && channel === event.channel,
      )
      assert.equal(
        open.length,
        1,
        this.#where(`${event.contact} is reached twice at once by ${event.channel}`),
      )
    }
  }

  #channels(): void {
    for (const { notice, attempts } of this.#night.state.notices.all.values()) {
      for (const { attempt, fate, channel } of attempts) {
        if (fate !== null || channel === 'paper' || this.#chance(0.2)) continue
        const failed = this.#chance(this.#failing)
        if (failed && this.#chance(0.2)) continue
        this.counts[failed ? 'failed' : 'sent'] += 1
        this.#night.do(
          failed
            ? { type: 'EndSend', notice, attempt, fate: 'failed', reason: 'unreachable' }
            : { type: 'EndSend', notice, attempt, fate: 'sent' },
        )
      }
    }
    this.counts.notKnown = this.#night.events.filter(
      (event) => event.type === 'NoticeSendEnded' && event.fate === 'not-known',
    ).length
  }

  #people(): void {
    for (const { notice, hash, decided, rule } of this.#night.state.notices.all.values()) {
      if (decided !== null) continue
      if (this.#chance(this.#awake)) this.#answer(notice, hash)
      if (!this.#chance(this.#awake * 0.3)) continue
      const role = this.#pick(this.#chance(0.5) ? rule.decides : (['it-commander'] as const))
      const decision = { type: 'DecideNotice', notice, hash, role, channel: 'board', decision: 'so' } as const
      const done = this.#night.attempt(decision, 'Ada Eins')
      assert.equal(done.ok, rule.decides.includes(role satisfies RoleId), this.#where('who may decide'))
      if (done.ok) this.counts.decided += 1
      // Two people at once: the second decides on what the first has changed.
      if (done.ok && this.#chance(0.3)) {
        this.counts.twoAtOnce += 1
        assert.equal(this.#night.refused(decision, 'Bo Zwei'), 'decided-before', this.#where('decided twice'))
      }
    }
    if (this.#chance(0.01)) this.#lower()
  }

  #answer(notice: string, hash: string): void {
    const role = this.#pick(ROLES)
    const answer = {
      type: 'AcknowledgeNotice',
      notice,
      hash,
      role,
      channel: this.#chance(0.5) ? 'sms' : 'board',
    } as const
    const done = this.#night.attempt(answer)
    if (!done.ok) return
    this.counts.acknowledged += 1
    if (!this.#chance(0.3)) return
    this.counts.twoAtOnce += 1
    assert.equal(
      this.#night.refused({ ...answer, channel: 'paper' }),
      'acknowledged-before',
      this.#where('twice'),
    )
  }

  #lower(): void {
    const open = [...this.#night.state.items.values()].filter(({ closedBy }) => closedBy === null)
    if (open.length === 0) return
    const { item, kind } = this.#pick(open)
    const to: ItemKind = 'sighting'
    if (kind === to) return
    const before = this.#night.state.notices.all.size
    const lower = { type: 'ChangeItemKind', item, from: kind, to, reason: 'nothing' } as const
    assert.equal(this.#night.refused(lower, 'Ada Eins'), 'needs-two', this.#where('lowered by one'))
    this.#night.do({ ...lower, secondName: 'Bo Zwei' }, 'Ada Eins')
    this.counts.lowered += 1
    assert.equal(this.#night.state.notices.all.size, before + 1, this.#where('lowered, and nobody is told'))
    this.#track()
    if (!this.#chance(0.5)) return
    this.counts.twoAtOnce += 1
    assert.equal(
      this.#night.refused({ ...lower, secondName: 'Bo Zwei' }, 'Cy Drei'),
      'kind-is-another',
      this.#where('two at once on one item'),
    )
  }

  #file(): void {
    const kind = this.#pick(ITEM_KINDS)
    const before = this.#night.state.notices.all.size
    const [filed] = this.#night.do(
      {
        type: 'FileEvidenceItem',
        kind,
        source: 'typed',
        mayShowPatients: false,
        text: `item ${this.#next()}`,
      },
      this.#chance(0.3) ? undefined : 'Ada Eins',
    )
    assert.ok(filed?.type === 'EvidenceItemFiled')
    assert.equal(this.#night.state.notices.all.size, before + 1, this.#where('filed without a notice'))
    this.#filed.add(filed.item)
    this.counts.items += 1
    this.#track()
  }

  #track(): void {
    for (const notice of this.#night.state.notices.all.keys())
      if (!this.#sinceStep.has(notice)) this.#sinceStep.set(notice, 0)
  }

  #importContacts(): void {
    const contacts: ListedContact[] = ROLES.flatMap((role): ListedContact[] => {
      if (this.#chance(0.25)) return []
      const one = { role, mobile: this.#chance(0.8), mail: this.#chance(0.6) }
      const main = { ...one, id: `${role}-1`, deputy: this.#chance(0.5) ? `${role}-2` : null }
      return main.deputy === null ? [main] : [main, { ...one, id: `${role}-2`, deputy: null }]
    })
    this.#night.do({ type: 'ImportContacts', digest: 'a'.repeat(64), faults: 0, contacts })
  }

  /** The program is killed: attempts under way have no fate, and nothing ticks for some minutes. */
  #kill(): void {
    this.counts.restarts += 1
    this.#dead = 1 + Math.floor(this.#next() * 20)
  }

  #check(): void {
    for (const notice of this.#night.state.notices.all.values()) {
      if (!isLive(notice)) continue
      const at = nextStepAt(notice)
      assert.ok(at !== null, this.#where(`${notice.notice} has no next step`))
      const held = holding(notice, this.#night.now)
      if (held !== null) {
        // The acknowledgement moves it, by no more than it holds.
        this.#sinceStep.set(notice.notice, 0)
        continue
      }
      const { delayMs } = chainStep(notice.rule, notice.reached)
      const minutes = this.#sinceStep.get(notice.notice) ?? 0
      const limit = delayMs / 60_000 + 2 * TICK_MINUTES + 1
      assert.ok(
        minutes <= limit,
        this.#where(`${notice.notice} stands still: ${minutes} minutes, ${limit} at most`),
      )
    }
  }

  #notice(id: string) {
    const notice = this.#night.state.notices.all.get(id)
    assert.ok(notice !== undefined, this.#where(`${id} vanished`))
    return notice
  }

  #where(words: string): string {
    return `seed ${this.#seed}, ${this.#night.now}: ${words}`
  }

  #chance(likely: number): boolean {
    return this.#next() < likely
  }

  #pick<One>(from: readonly One[]): One {
    const one = from[Math.floor(this.#next() * from.length)]
    assert.ok(one !== undefined)
    return one
  }
}
