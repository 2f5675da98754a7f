import { impact, memberStates, whatIf, type CareImpact, type Cause, type Estate } from '../../estate/index.ts'
import { estateWithLinks, linkOf } from '../links/care-lost.ts'
import type { BoardInput } from './board-input.ts'
import { pageHeader } from './header.ts'
import type { CareCell, CareView, WhatIfView } from './views.ts'

const STATES: readonly CareImpact['state'][] = ['down', 'on paper', 'limited', 'unknown', 'works']

/** What every server is for the purpose of impact, from what is held now. */
export function statesNow(input: BoardInput, estate: Estate): ReturnType<typeof memberStates> {
  return memberStates(estate, [...input.verdicts.values()], input.connections, input.powers)
}

/** The estate and its states with the links of the register in them: what care is reckoned from. */
export function reckoned(input: BoardInput, estate: Estate): ReturnType<typeof estateWithLinks> {
  return estateWithLinks(estate, statesNow(input, estate), input.linkNeeds ?? [])
}

/** GET /api/care: care × site, worst rows first. Without a list of what needs what nothing is known of any care. */
export function careView(input: BoardInput): CareView {
  const { estate } = input
  const empty = { down: 0, 'on paper': 0, limited: 0, unknown: 0, works: 0 }
  const head = { header: pageHeader(input), listImportedAt: input.estateImportedAt }
  if (estate === null) return { ...head, sites: [], rows: [], counts: empty, services: [], plugs: [] }
  const whole = reckoned(input, estate)
  const now = impact(whole.estate, whole.states)
  const sites = [...new Set(now.care.map(({ site }) => site))].sort()
  const counts = { ...empty }
  for (const { state } of now.care) counts[state] += 1
  const names = [...new Set(now.care.map(({ care }) => care))]
  const rows = names.map((care) => {
    const cells = sites.map((site): CareCell => {
      const found = now.care.find((one) => one.care === care && one.site === site)
      return { care, site, impact: found ?? null, because: shortCauses(whole, found?.causes ?? []) }
    })
    return { care, phone: cells.find(({ impact: held }) => held !== null)?.impact?.phone ?? '', cells }
  })
  rows.sort((a, b) => worst(a.cells) - worst(b.cells) || a.care.localeCompare(b.care))
  const nameOf = new Map(estate.services.map(({ id, name }) => [id, name]))
  return {
    ...head,
    sites,
    rows,
    counts,
    services: now.services
      .filter(({ service }) => linkOf(service) === null)
      .map((service) => ({ ...service, name: nameOf.get(service.service) ?? service.service })),
    plugs: plugsOf(estate),
  }
}

/** POST /api/what-if: what changes if these servers are pulled as well. */
export function whatIfView(input: BoardInput, off: readonly string[]): WhatIfView {
  const { estate } = input
  if (estate === null) {
    return {
      off,
      changes: [],
      services: [],
      notReckoned: [],
      sentence: { strong: 'Not known.', rest: 'No list of servers and services was imported.' },
    }
  }
  const { estate: linked, states } = reckoned(input, estate)
  const { before, after } = whatIf(linked, states, off)
  const nameOf = new Map(estate.services.map(({ id, name }) => [id, name]))
  const changes = after.care.flatMap((then) => {
    const was = before.care.find((one) => one.care === then.care && one.site === then.site)
    if (was === undefined || was.state === then.state) return []
    const because = then.causes[0]?.text ?? ''
    return [{ care: then.care, site: then.site, before: was.state, after: then.state, because }]
  })
  const services = after.services.flatMap((then) => {
    const was = before.services.find(({ service }) => service === then.service)
    if (was === undefined || was.state === then.state) return []
    if (linkOf(then.service) !== null) return []
    const name = nameOf.get(then.service) ?? then.service
    return [{ service: then.service, name, before: was.state, after: then.state }]
  })
  const notReckoned = before.care
    .filter(({ state }) => state === 'unknown')
    .map(({ care, site }) => ({ care, site }))
  const running = off.filter((id) => states.get(id)?.state !== 'down')
  return { off, changes, services, notReckoned, sentence: whatIfSentence(changes, off, running) }
}

function whatIfSentence(
  changes: WhatIfView['changes'],
  off: readonly string[],
  running: readonly string[],
): WhatIfView['sentence'] {
  if (running.length === 0)
    return {
      strong:
        off.length === 1 ? 'It is hit, off or cut already.' : 'All of them are hit, off or cut already.',
      rest: 'Pulling the plug changes no care that can be reckoned.',
    }
  const down = changes.filter(({ after }) => after === 'down').length
  const paper = changes.filter(({ after }) => after === 'on paper').length
  const others = changes.length - down - paper
  const rest = [
    paper > 0 ? `${paper} more go to paper.` : '',
    others > 0 ? `${others} others change.` : '',
    running.length < off.length ? `${off.length - running.length} of ${off.length} are off already.` : '',
  ]
  return {
    strong: changes.length === 0 ? 'No care that is on the list changes.' : `${down} more go down.`,
    rest: rest.filter((part) => part !== '').join(' '),
  }
}

/** Each service with all its servers, then each server alone. */
function plugsOf(estate: Estate): CareView['plugs'] {
  const serversOf = Map.groupBy(estate.servers, ({ service }) => service)
  const services = estate.services.flatMap(({ id, name }) => {
    const servers = (serversOf.get(id) ?? []).map((server) => server.id)
    return servers.length === 0 ? [] : [{ label: `${name}, all ${servers.length}`, servers }]
  })
  return [...services, ...estate.servers.map(({ id }) => ({ label: id, servers: [id] }))]
}

/** Causes in few words, hit first: 'Telephony: 8 servers cut by us'. The whole sentences stand in the causes themselves. */
function shortCauses(
  { estate, states }: ReturnType<typeof estateWithLinks>,
  causes: readonly Cause[],
): readonly string[] {
  const nameOf = new Map(estate.services.map(({ id, name }) => [id, name]))
  const serviceOf = new Map(estate.servers.map(({ id, service }) => [id, nameOf.get(service) ?? service]))
  const ordered = causes.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
  const texts = ordered.map((cause) => {
    const [first] = cause.names
    if (first === undefined) return cause.text
    const link = linkOf(cause.names.at(-1) ?? first)
    // At the end of a chain of needs stands a link: that it is cut says more than that it is needed.
    if (link !== null) {
      const state = states.get(cause.names.at(-1) ?? first)?.state
      return state === 'down' ? `link ${link} is cut` : `link ${link}: not known`
    }
    if (cause.kind === 'dependency')
      return `needs ${nameOf.get(cause.names.at(-1) ?? first) ?? cause.names.at(-1) ?? first}`
    const servers = cause.names.length === 1 ? first : `${cause.names.length} servers`
    return `${serviceOf.get(first) ?? ''}: ${servers} ${cause.kind}`
  })
  return [...new Set(texts)]
}

const KINDS: readonly Cause['kind'][] = ['hit', 'switched off', 'cut by us', 'not known', 'dependency']

function worst(cells: readonly CareCell[]): number {
  return Math.min(...cells.map((cell) => STATES.indexOf(cell.impact?.state ?? 'works')))
}
