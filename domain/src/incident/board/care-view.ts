import { impact, memberStates, whatIf, type CareImpact, type Estate } from '../../estate/index.ts'
import type { BoardInput } from './board-input.ts'
import { pageHeader } from './header.ts'
import type { CareCell, CareView, WhatIfView } from './views.ts'

const STATES: readonly CareImpact['state'][] = ['down', 'on paper', 'limited', 'unknown', 'works']

/** What every server is for the purpose of impact, from what is held now. */
export function statesNow(input: BoardInput, estate: Estate): ReturnType<typeof memberStates> {
  return memberStates(estate, [...input.verdicts.values()], input.connections, input.powers)
}

/** GET /api/care: care × site, worst rows first. Without a list of what needs what nothing is known of any care. */
export function careView(input: BoardInput): CareView {
  const { estate } = input
  const empty = { down: 0, 'on paper': 0, limited: 0, unknown: 0, works: 0 }
  const head = { header: pageHeader(input), listImportedAt: input.estateImportedAt }
  if (estate === null) return { ...head, sites: [], rows: [], counts: empty, services: [], servers: [] }
  const now = impact(estate, statesNow(input, estate))
  const sites = [...new Set(now.care.map(({ site }) => site))].sort()
  const counts = { ...empty }
  for (const { state } of now.care) counts[state] += 1
  const names = [...new Set(now.care.map(({ care }) => care))]
  const rows = names.map((care) => {
    const cells = sites.map((site): CareCell => {
      const found = now.care.find((one) => one.care === care && one.site === site)
      return { care, site, impact: found ?? null, after: null }
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
    services: now.services.map((service) => ({
      ...service,
      name: nameOf.get(service.service) ?? service.service,
    })),
    servers: estate.servers.map(({ id }) => id),
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
      sentence: { strong: 'Not known.', rest: 'No list of servers and services was imported.' },
    }
  }
  const { before, after } = whatIf(estate, statesNow(input, estate), off)
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
    const name = nameOf.get(then.service) ?? then.service
    return [{ service: then.service, name, before: was.state, after: then.state }]
  })
  const lost = changes.filter(({ after: state }) => state === 'down' || state === 'on paper').length
  const unknown = before.care.filter(({ state }) => state === 'unknown').length
  return {
    off,
    changes,
    services,
    sentence: {
      strong:
        changes.length === 0 ? 'No care that is on the list changes.' : `${lost} more go down or to paper.`,
      rest: `${changes.length - lost} others change. ${unknown} of ${before.care.length} were not known before and cannot be judged. What nobody wrote down is not in it.`,
    },
  }
}

function worst(cells: readonly CareCell[]): number {
  return Math.min(...cells.map((cell) => STATES.indexOf(cell.impact?.state ?? 'works')))
}
