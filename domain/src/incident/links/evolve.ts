import type {
  LinkConditionSet,
  LinkCutAgreed,
  LinkEvent,
  LinkProbed,
  LinkRegistered,
  LinkReopened,
  ServerReleased,
} from './events.ts'
import { inOrder } from './standing.ts'
import type { LinkFact, LinkRecord, LinksState, ReleaseHeld } from './state.ts'
import { MAX_LINK_FACTS } from './limits.ts'

/** The links after one more event. */
export function evolveLinks(state: LinksState, event: LinkEvent, entry: number): LinksState {
  switch (event.type) {
    case 'LinksImported': {
      const { digest, links, faults, at } = event
      const register = { digest, importedAt: at, links, faults, entry }
      const held = new Map([...state.links].map(([id, link]) => [id, { ...link, listed: false }]))
      return { ...state, register, links: held }
    }
    case 'LinkRegistered':
      return withLink(state, registered(state.links.get(event.link), event))
    case 'ServerReleased':
      return { ...state, releases: new Map(state.releases).set(event.server, released(event, entry)) }
    case 'ReleaseWithdrawn': {
      const held = state.releases.get(event.server)
      if (held === undefined) return state
      const withdrawn = { entry, at: event.at, reason: event.reason }
      return { ...state, releases: new Map(state.releases).set(event.server, { ...held, withdrawn }) }
    }
    case 'LinkReported':
    case 'LinkProbed':
    case 'LinkCutAgreed':
    case 'LinkConditionSet':
    case 'LinkReopened':
    case 'LinkWatchEnded': {
      const held = state.links.get(event.link)
      return held === undefined ? state : withLink(state, changed(held, event, entry))
    }
  }
}

type OfLink = Exclude<
  LinkEvent,
  { type: 'LinksImported' | 'LinkRegistered' | 'ServerReleased' | 'ReleaseWithdrawn' }
>

function changed(held: LinkRecord, event: OfLink, entry: number): LinkRecord {
  const known = { ...held, changedAt: event.at }
  switch (event.type) {
    case 'LinkReported': {
      const { statedAt, state: kind, confidence: how, method, statedBy: by } = event
      return withFact(known, { at: statedAt, entry, kind, how, method, by })
    }
    case 'LinkProbed':
      return probed(known, event, entry)
    case 'LinkCutAgreed':
      return { ...known, agreed: agreement(event, entry) }
    case 'LinkConditionSet':
      return { ...known, conditions: conditionsAfter(held, event, entry) }
    case 'LinkReopened':
      return reopened(known, event, entry)
    case 'LinkWatchEnded': {
      const { reopening } = held
      if (reopening === null) return known
      const watchEnded = { entry, at: event.statedAt, by: event.statedBy }
      return { ...known, reopening: { ...reopening, watchEnded } }
    }
  }
}

const withLink = (state: LinksState, link: LinkRecord): LinksState => ({
  ...state,
  links: new Map(state.links).set(link.link, link),
})

function registered(held: LinkRecord | undefined, event: LinkRegistered): LinkRecord {
  const { link, kind, partner, words, addresses, at } = event
  const nothing = {
    facts: [],
    lastProbe: null,
    agreed: null,
    conditions: new Map(),
    reopening: null,
    changedAt: at,
  }
  return { ...(held ?? nothing), link, kind, partner, words, addresses, listed: true }
}

/**
 * Of a run of probes that connected the first and the last are enough: a probe that runs each minute keeps no list of its own.
 * What people say is kept whole: something told later of the time between may turn on any of it.
 */
function withFact(held: LinkRecord, fact: LinkFact): LinkRecord {
  const all = [...held.facts, fact].sort(inOrder)
  const isProbe = (index: number): boolean => all[index]?.how === 'probed'
  const facts = all.filter((_, index) => !isProbe(index - 1) || !isProbe(index) || !isProbe(index + 1))
  return { ...held, facts: facts.slice(-MAX_LINK_FACTS) }
}

function probed(held: LinkRecord, event: LinkProbed, entry: number): LinkRecord {
  const { probedAt: at, from, connected, refused, silent, notTried } = event
  const later = held.lastProbe === null || Date.parse(held.lastProbe.at) <= Date.parse(at)
  const lastProbe = later ? { entry, at, from, connected, refused, silent, notTried } : held.lastProbe
  const after = { ...held, lastProbe }
  // An attempt that fails speaks for one place only; it is no fact about the link.
  if (connected === 0) return after
  return withFact(after, { at, entry, kind: 'open', how: 'probed', method: null, by: null })
}

function agreement(event: LinkCutAgreed, entry: number): LinkRecord['agreed'] {
  const { agreedAt: at, agreedBy: by, role = null, careLost = null, text = null } = event
  return { entry, at, by, role, careLost, text }
}

function conditionsAfter(held: LinkRecord, event: LinkConditionSet, entry: number): LinkRecord['conditions'] {
  const before = held.conditions.get(event.condition)
  if (before !== undefined && Date.parse(before.at) > Date.parse(event.statedAt)) return held.conditions
  const { statedAt: at, met, statedBy: by, text = null } = event
  return new Map(held.conditions).set(event.condition, { entry, at, met, by, text })
}

function reopened(held: LinkRecord, event: LinkReopened, entry: number): LinkRecord {
  const { reopenedAt: at, watchUntil, closer, byName = null, secondName } = event
  const reopening = { entry, at, watchUntil, closer, firstName: byName, secondName, watchEnded: null }
  const fact = { at, entry, kind: 'reopened', how: 'signed', method: null, by: byName } as const
  return withFact({ ...held, reopening }, fact)
}

function released(event: ServerReleased, entry: number): ReleaseHeld {
  const { at, verdict, conditions, reason, watchUntil, closer, byName = null, secondName } = event
  const signed = { reason, watchUntil, closer, firstName: byName, secondName }
  return { entry, at, verdict, conditions, ...signed, withdrawn: null }
}
