import { whatIf } from '../../estate/index.ts'
import type { CareImpact, Estate, MemberState } from '../../estate/index.ts'
import type { CareLost } from './events.ts'

/** Of a link what impact needs: which services cannot do without it, which it helps, and whether it is cut. */
export interface LinkNeed {
  readonly id: string
  readonly needs: readonly string[]
  readonly helps: readonly string[]
  readonly cut: boolean
  /** Nobody has said or tried anything of it: whether it works is not known. Absent: somebody has. */
  readonly notLooked?: boolean
}

/**
 * The estate with its links as services of one member each, and the states with theirs: a link that is cut takes down what cannot do
 * without it, one that nobody has looked at leaves it not known.
 */
export function estateWithLinks(
  estate: Estate,
  states: ReadonlyMap<string, MemberState>,
  links: readonly LinkNeed[],
): { readonly estate: Estate; readonly states: ReadonlyMap<string, MemberState> } {
  const all = new Map(states)
  for (const { id, cut, notLooked } of links)
    all.set(
      memberOf(id),
      cut
        ? { state: 'down', because: 'cut by us' }
        : notLooked === true
          ? { state: 'unknown', because: 'blind' }
          : { state: 'up' },
    )
  return { estate: withLinks(estate, links), states: all }
}

/** The link that stands behind a member or a service of such an estate; null: it is none. */
export const linkOf = (member: string): string | null =>
  member.startsWith(memberOf('')) ? member.slice(memberOf('').length) : null

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
const memberOf = (link: string): string => ` link ${link}`

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
