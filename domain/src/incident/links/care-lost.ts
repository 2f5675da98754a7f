import { whatIf } from '../../estate/index.ts'
import type { CareImpact, Estate, MemberState } from '../../estate/index.ts'
import type { CareLost } from './events.ts'

/** Of a link what impact needs: which services cannot do without it, which it helps, and whether it is cut. */
export interface LinkNeed {
  readonly id: string
  readonly needs: readonly string[]
  readonly helps: readonly string[]
  readonly cut: boolean
}

/** A line of care that changes when a link is cut. */
export interface CareChange {
  readonly care: string
  readonly site: string
  readonly before: CareImpact['state']
  readonly after: CareImpact['state']
  readonly because: string
}

/** What a cut costs: counts, and each line that changes. */
export interface CutCost {
  readonly lost: CareLost
  readonly changes: readonly CareChange[]
}

/** No server of a list is called so: ids there are trimmed, and this one begins with a space. */
const LINK_PREFIX = ' link '

const memberOf = (link: string): string => `${LINK_PREFIX}${link}`

/**
 * What care is lost if `link` is cut, on the servers' states of now and with the links that are cut already. Reckoned by the
 * estate's what-if: each link stands as a service with one member that is up unless it is cut. Only what the register and the
 * list of dependencies say is in it.
 */
export function costOfCut(
  estate: Estate,
  states: ReadonlyMap<string, MemberState>,
  { links, link }: { readonly links: readonly LinkNeed[]; readonly link: string },
): CutCost {
  const then = new Map(states)
  for (const { id, cut } of links)
    then.set(memberOf(id), cut && id !== link ? { state: 'down', because: 'cut by us' } : { state: 'up' })
  const { before, care } = whatIf(withLinks(estate, links), then, [memberOf(link)])
  const changes = care.map(({ before: was, after: line }) => ({
    care: line.care,
    site: line.site,
    before: was.state,
    after: line.state,
    because: line.causes.map(({ text }) => text.replaceAll(memberOf(link), `link ${link}`))[0] ?? '',
  }))
  const count = (state: CareImpact['state']): number => changes.filter(({ after }) => after === state).length
  const notReckoned = before.care.filter(({ state }) => state === 'unknown').length
  const lost = { down: count('down'), onPaper: count('on paper'), limited: count('limited'), notReckoned }
  return { lost, changes }
}

/**
 * The estate and its states with the links that are cut: what needs one of them is down by it. A link that is open, or that
 * nobody has looked at, changes nothing.
 */
export function withCutLinks(
  estate: Estate,
  states: ReadonlyMap<string, MemberState>,
  links: readonly LinkNeed[],
): { readonly estate: Estate; readonly states: ReadonlyMap<string, MemberState> } {
  const cut = links.filter((link) => link.cut)
  if (cut.length === 0) return { estate, states }
  const then = new Map(states)
  for (const { id } of cut) then.set(memberOf(id), { state: 'down', because: 'cut by us' })
  return { estate: withLinks(estate, cut), states: then }
}

/** Whether an id is that of a link which stands as a service, and of which. */
export const linkOf = (id: string): string | null =>
  id.startsWith(LINK_PREFIX) ? id.slice(LINK_PREFIX.length) : null

function withLinks(estate: Estate, links: readonly LinkNeed[]): Estate {
  const known = new Set(estate.services.map(({ id }) => id))
  const services = links.map(({ id }) => ({
    id: memberOf(id),
    name: `Link ${id}`,
    tier: 0,
    careRank: 0,
    members: 1,
    needs: 1,
    restoreMinutesPerServer: 0,
  }))
  const servers = links.map(({ id }) => ({
    id: memberOf(id),
    aliases: [],
    service: memberOf(id),
    site: '',
    role: 'link',
    ip: '',
    os: '',
    virtual: false,
  }))
  const dependencies = links.flatMap(({ id, needs, helps }) => [
    ...needs.map((service) => ({ service, on: memberOf(id), need: 'hard' as const })),
    ...helps.map((service) => ({ service, on: memberOf(id), need: 'soft' as const })),
  ])
  return {
    ...estate,
    servers: [...estate.servers, ...servers],
    services: [...estate.services, ...services],
    dependencies: [...estate.dependencies, ...dependencies.filter(({ service }) => known.has(service))],
  }
}
