import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { describeRefusal } from '../command.ts'
import type { IncidentCommand, Refusal } from '../command.ts'
import { decide } from '../decide.ts'
import { describeEntry } from '../describe-entry.ts'
import { decodeEntry, encodeEntry } from '../entry-bytes.ts'
import { evolveAll } from '../evolve.ts'
import { initialState } from '../state.ts'
import type { IncidentState } from '../state.ts'
import type { Estate } from '../../estate/index.ts'
import { costOfCut } from './care-lost.ts'
import { LINK_CONDITIONS } from './kinds.ts'
import { allLinksTestedCut, linkStanding } from './standing.ts'

const NOW = '2026-11-24T03:00:00Z'
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
let calls = 0
const random = (bytes: number): Uint8Array => {
  calls += 1
  return new Uint8Array(bytes).fill(calls % 256)
}
const context = { now: NOW, by: 'board', byName: 'Ada Eins', random, sha256 }

/** The state after these commands; each entry goes through its bytes and says a sentence. */
function after(commands: readonly IncidentCommand[], from: IncidentState = initialState): IncidentState {
  let state = from
  for (const command of commands) {
    const decision = decide(command, state, context)
    assert.ok(decision.ok, JSON.stringify(decision))
    for (const event of decision.value.events) {
      const bytes = encodeEntry(event, 0)
      assert.ok(bytes.ok)
      assert.deepEqual(decodeEntry(bytes.value, 0), { ok: true, value: event })
      assert.match(
        describeEntry(event, () => 'words'),
        /\.( words)?$/u,
      )
    }
    state = evolveAll(state, decision.value.events)
  }
  return state
}

function refusedWith(command: IncidentCommand, state: IncidentState, byName = 'Ada Eins'): Refusal['code'] {
  const decision = decide(command, state, { ...context, byName })
  assert.ok(!decision.ok, JSON.stringify(decision))
  assert.match(describeRefusal(decision.fault), /[.?]$/u)
  return decision.fault.code
}

const link = (id: string, addresses = 1) =>
  ({ link: id, kind: 'vpn', partner: 'Partner', words: '{}', addresses }) as const
const register: IncidentCommand = {
  type: 'ImportLinks',
  digest: 'a'.repeat(64),
  faults: 0,
  links: [link('VPN-1'), link('LINE-2', 0)],
}
const opened: IncidentCommand = { type: 'OpenIncident', name: 'Nacht', kind: 'drill' }
const told = (state: 'open' | 'cut', confidence: 'said' | 'tested', statedAt: string): IncidentCommand => ({
  type: 'ReportLink',
  link: 'VPN-1',
  state,
  confidence,
  method: 'cable-out',
  statedBy: 'Net One',
  statedAt,
})
const ticks: readonly IncidentCommand[] = LINK_CONDITIONS.map((condition) => ({
  type: 'SetLinkCondition',
  link: 'VPN-1',
  condition,
  met: true,
  statedBy: 'Net One',
  statedAt: '2026-11-24T02:00:00Z',
  text: 'named person at the partner',
}))
const reopen = {
  type: 'ReopenLink',
  link: 'VPN-1',
  reopenedAt: '2026-11-24T02:30:00Z',
  watchUntil: '2026-11-24T06:30:00Z',
  closer: 'Net One',
  secondName: 'Bea Zwei',
} as const

test('the register may be kept up before any incident; what happens to a link needs one', () => {
  const state = after([register])
  assert.equal(state.links.links.size, 2)
  assert.equal(refusedWith(told('cut', 'said', NOW), state), 'no-incident')
})

test('the same register twice is refused; a link that the next one leaves out stays, unlisted, with its state', () => {
  const state = after([register, opened, told('cut', 'tested', NOW)])
  assert.equal(refusedWith(register, state), 'same-register')
  const next = after([{ ...register, digest: 'b'.repeat(64), links: [link('LINE-2')] }], state)
  const held = next.links.links.get('VPN-1')
  assert.equal(held?.listed, false)
  assert.equal(held && linkStanding(held).state, 'tested-cut')
})

test('an empty register, a link twice, an id with a line end and an unknown link are refused', () => {
  assert.equal(refusedWith({ ...register, links: [] }, initialState), 'no-links')
  assert.equal(refusedWith({ ...register, links: [link('A'), link('A')] }, initialState), 'same-link-twice')
  assert.equal(refusedWith({ ...register, links: [link('A\nB')] }, initialState), 'bad-id')
  const state = after([register, opened])
  assert.equal(
    refusedWith({ ...told('cut', 'said', NOW), link: 'NO' } as IncidentCommand, state),
    'unknown-link',
  )
})

test('all links are cut only where every listed link is cut and tested, and where there is a register', () => {
  assert.equal(allLinksTestedCut([]), null)
  const state = after([register, opened, told('cut', 'tested', NOW)])
  assert.equal(allLinksTestedCut(state.links.links.values()), false)
  const both = after([{ ...told('cut', 'tested', NOW), link: 'LINE-2' } as IncidentCommand], state)
  assert.equal(allLinksTestedCut(both.links.links.values()), true)
})

test('a probe tries no more than the register has, and one that connects takes the cut away', () => {
  const state = after([register, opened, told('cut', 'tested', '2026-11-24T02:00:00Z')])
  const probe = {
    type: 'RecordProbe',
    link: 'VPN-1',
    probedAt: '2026-11-24T02:10:00Z',
    from: 'crisis laptop',
    connected: 1,
    refused: 0,
    silent: 0,
    notTried: 0,
  } as const
  assert.equal(refusedWith({ ...probe, silent: 1 }, state), 'more-than-addresses')
  assert.equal(refusedWith({ ...probe, link: 'LINE-2' }, state), 'no-addresses')
  const silent = after([{ ...probe, connected: 0, silent: 1 }], state).links.links.get('VPN-1')
  assert.equal(silent && linkStanding(silent).state, 'tested-cut')
  const found = after([probe], state).links.links.get('VPN-1')
  assert.ok(found)
  assert.equal(linkStanding(found).state, 'open')
  assert.equal(linkStanding(found).contradicts?.how, 'tested')
})

test('reopening takes every condition, two people, a watch that ends, and a link that is cut', () => {
  const cut = after([register, opened, told('cut', 'tested', '2026-11-24T01:00:00Z')])
  assert.equal(refusedWith(reopen, cut), 'conditions-missing')
  const ready = after(ticks, cut)
  assert.equal(refusedWith({ ...reopen, secondName: ' ada eins ' }, ready), 'two-signatures')
  assert.equal(refusedWith({ ...reopen, secondBy: 'board' }, ready), 'two-signatures')
  assert.equal(refusedWith(reopen, ready, ''), 'two-signatures')
  assert.equal(refusedWith({ ...reopen, watchUntil: reopen.reopenedAt }, ready), 'watch-too-short')
  assert.equal(refusedWith({ ...reopen, watchUntil: '2027-11-24T00:00:00Z' }, ready), 'watch-too-long')
  assert.equal(refusedWith({ ...reopen, reopenedAt: '2026-11-24T00:30:00Z' }, ready), 'before-last-news')
  assert.equal(refusedWith({ ...reopen, reopenedAt: '2026-11-24T04:00:00Z' }, ready), 'in-the-future')
  const open = after([reopen], ready)
  const held = open.links.links.get('VPN-1')
  assert.equal(held && linkStanding(held).state, 'reopened')
  assert.equal(refusedWith(reopen, open), 'not-cut')
})

test('the partner’s confirmation needs a name in words', () => {
  const state = after([register, opened])
  const tick = ticks.find((one) => one.type === 'SetLinkCondition' && one.condition === 'partner-confirmed')
  assert.ok(tick)
  assert.equal(refusedWith({ ...tick, text: ' ' } as IncidentCommand, state), 'partner-unnamed')
})

test('a watch ends by a person, not before its time, and once', () => {
  const reopened = after([register, opened, told('cut', 'said', '2026-11-24T01:00:00Z'), ...ticks])
  const watched = after([{ ...reopen, watchUntil: '2026-11-24T02:45:00Z' }], reopened)
  const end = { type: 'EndLinkWatch', link: 'VPN-1', statedBy: 'Net One', statedAt: NOW } as const
  assert.equal(refusedWith({ ...end, statedAt: '2026-11-24T02:40:00Z' }, watched), 'watch-still-on')
  assert.equal(refusedWith(end, reopened), 'not-watched')
  assert.equal(refusedWith(end, after([end], watched)), 'not-watched')
})

test('a release takes two people and a reason, keeps the verdict of that moment, and one person ends it', () => {
  const release = {
    type: 'ReleaseServer',
    server: 'srv-1',
    conditions: ['built-anew', 'built-anew'],
    reason: 'built anew from media',
    watchUntil: '2026-11-25T03:00:00Z',
    closer: 'Net One',
    secondName: 'Bea Zwei',
  } as const
  const state = after([opened])
  assert.equal(refusedWith({ ...release, secondName: 'Ada Eins' }, state), 'two-signatures')
  assert.equal(refusedWith({ ...release, reason: ' ' }, state), 'text-missing')
  assert.equal(refusedWith({ ...release, conditions: [] }, state), 'nothing-ticked')
  assert.equal(refusedWith({ type: 'WithdrawRelease', server: 'srv-1', reason: 'no' }, state), 'not-released')
  const released = after([release], state)
  assert.deepEqual(released.links.releases.get('srv-1')?.conditions, ['built-anew'])
  assert.equal(released.links.releases.get('srv-1')?.verdict, null)
  const ended = after([{ type: 'WithdrawRelease', server: 'srv-1', reason: 'new sign' }], released)
  assert.notEqual(ended.links.releases.get('srv-1')?.withdrawn, null)
})

test('no verdict, whatever it is, releases a server', () => {
  const verdict = {
    server: 'srv-1',
    verdict: 'no-sign',
    encryption: 'no-sign',
    intrusion: 'no-sign',
    seenByPerson: false,
    firstAt: null,
    lastAt: null,
    window: { from: '2026-11-20T00:00:00Z', until: NOW },
    reasons: [],
  }
  const state = after([opened])
  const command = { type: 'RecordVerdicts', verdicts: [verdict], basis: state.log.length }
  assert.equal(after([command as unknown as IncidentCommand], state).links.releases.size, 0)
})

const estate: Estate = {
  servers: [
    { id: 'a', aliases: [], service: 'labs', site: 'N', role: '', ip: '', os: '', virtual: false },
    { id: 'b', aliases: [], service: 'dark', site: 'N', role: '', ip: '', os: '', virtual: false },
  ],
  services: ['labs', 'dark'].map((id) => ({
    id,
    name: id,
    tier: 1,
    careRank: 1,
    members: 1,
    needs: 1,
    restoreMinutesPerServer: 1,
  })),
  dependencies: [],
  care: [
    { care: 'Laboratory', site: 'N', service: 'labs', need: 'hard', workaround: 'courier', phone: '1' },
    { care: 'Emergency', site: 'N', service: 'labs', need: 'hard', workaround: '', phone: '2' },
    { care: 'Wards', site: 'N', service: 'labs', need: 'soft', workaround: '', phone: '3' },
    { care: 'Other', site: 'N', service: 'dark', need: 'hard', workaround: '', phone: '4' },
  ],
}

test('what a cut costs is the care that needs the services behind it, and what is not known is not reckoned', () => {
  const states = new Map([['a', { state: 'up' as const }]])
  const needs = { id: 'VPN-1', needs: ['labs', 'nowhere'], helps: [], cut: false }
  const cost = costOfCut(estate, states, { links: [needs], link: 'VPN-1' })
  assert.deepEqual(cost.lost, { down: 1, onPaper: 1, limited: 1, notReckoned: 1 })
  const again = costOfCut(estate, states, {
    links: [
      { ...needs, id: 'OTHER', cut: true },
      { ...needs, cut: false },
    ],
    link: 'VPN-1',
  })
  assert.deepEqual(again.lost, { down: 0, onPaper: 0, limited: 0, notReckoned: 1 })
})
