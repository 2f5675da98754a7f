import type { Estate, MemberState } from './estate.ts'

/** How many members of a service are in each state. */
export interface MemberCount {
  readonly needs: number
  readonly up: number
  readonly down: number
  readonly unknown: number
}

/**
 * The services that run on the two bounds: `hopeful` counts what is not known as up, `careful` as down. What is in `careful`
 * is up, what is not in `hopeful` is down, what is between is unknown. Services named by a dependency but not on the list
 * are in `hopeful` only.
 */
export interface Bounds {
  readonly careful: ReadonlySet<string>
  readonly hopeful: ReadonlySet<string>
  /** Those of each bound that the loss of one more server would take out of it. */
  readonly carefulRisk: ReadonlySet<string>
  readonly hopefulRisk: ReadonlySet<string>
}

/** Counts members. A member that services.csv counts but servers.csv does not list is unknown, as is one without a state. */
export function countMembers(
  estate: Estate,
  states: ReadonlyMap<string, MemberState>,
): ReadonlyMap<string, MemberCount> {
  const counts = new Map(estate.services.map(({ id, needs }) => [id, { needs, up: 0, down: 0, unknown: 0 }]))
  for (const server of estate.servers) {
    const count = counts.get(server.service)
    if (count !== undefined) count[states.get(server.id)?.state ?? 'unknown'] += 1
  }
  for (const { id, members } of estate.services) {
    const count = counts.get(id)
    if (count !== undefined) count.unknown += Math.max(0, members - count.up - count.down - count.unknown)
  }
  return counts
}

/** Both bounds, each the greatest fixpoint of “enough members and all hard dependencies”; O(services + dependencies). */
export function boundsOf(estate: Estate, counts: ReadonlyMap<string, MemberCount>): Bounds {
  const dependents = new Map<string, string[]>()
  for (const { service, on, need } of estate.dependencies) {
    if (need !== 'hard') continue
    const list = dependents.get(on)
    if (list === undefined) dependents.set(on, [service])
    else list.push(service)
  }
  const unlisted = [...dependents.keys()].filter((id) => !counts.has(id))
  const bound = (running: (count: MemberCount) => number, lost: readonly string[]): BoundAndRisk => {
    const short = [...counts].filter(([, count]) => running(count) < count.needs).map(([id]) => id)
    const down = reach([...short, ...lost], dependents)
    const last = [...counts].filter(([, count]) => running(count) === count.needs && count.needs > 0)
    const risk = reach(
      last.map(([id]) => id),
      dependents,
    )
    return {
      up: new Set([...counts.keys(), ...unlisted].filter((id) => !down.has(id))),
      risk: new Set([...risk].filter((id) => !down.has(id))),
    }
  }
  const careful = bound(({ up }) => up, unlisted)
  const hopeful = bound(({ up, unknown }) => up + unknown, [])
  return {
    careful: careful.up,
    hopeful: hopeful.up,
    carefulRisk: careful.risk,
    hopefulRisk: hopeful.risk,
  }
}

interface BoundAndRisk {
  readonly up: ReadonlySet<string>
  readonly risk: ReadonlySet<string>
}

/** All that falls with these: a worklist, each service once, so cycles end. */
function reach(
  from: readonly string[],
  dependents: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const fallen = new Set(from)
  const work = [...fallen]
  for (let service = work.pop(); service !== undefined; service = work.pop()) {
    for (const dependent of dependents.get(service) ?? []) {
      if (fallen.has(dependent)) continue
      fallen.add(dependent)
      work.push(dependent)
    }
  }
  return fallen
}
