import type { MemberCount } from './bounds.ts'
import type { Cause, Estate, MemberState } from './estate.ts'
import { LIMITS } from './limits.ts'

/** What the causes of one kind of failure are found from. */
export interface Failing {
  readonly estate: Estate
  readonly states: ReadonlyMap<string, MemberState>
  readonly counts: ReadonlyMap<string, MemberCount>
  /** The services that fail: the down ones, or the unknown ones. */
  readonly failing: ReadonlySet<string>
  /** Whether a service fails by its own members, whatever it depends on. */
  readonly byItself: (service: string) => boolean
  readonly word: 'down' | 'not known'
}

/** Finds the causes of any of the failing services; built once for all of them, O(services + dependencies). */
export function causesOf(facts: Failing): (service: string) => readonly Cause[] {
  const membersOf = Map.groupBy(facts.estate.servers, ({ service }) => service)
  const nameOf = new Map(facts.estate.services.map(({ id, name }) => [id, name]))
  const { needed, nextTowardsRoot } = pathsToRoots(facts)
  return (service) => {
    const own = facts.byItself(service) ? ownCauses(service, { facts, membersOf }) : []
    const others = (needed.get(service) ?? []).map((on): Cause => {
      const names = pathFrom(on, nextTowardsRoot)
      return { kind: 'dependency', names, text: dependencyText(names, { facts, nameOf }) }
    })
    // The dependency with the shortest way to its root explains most with least.
    const ordered = [...others].sort((one, other) => one.names.length - other.names.length)
    return [...own, ...ordered]
  }
}

interface Paths {
  /** For each failing service the failing services that it needs. */
  readonly needed: ReadonlyMap<string, readonly string[]>
  /** For each failing service that is no root, the next one on the shortest way to one. */
  readonly nextTowardsRoot: ReadonlyMap<string, string>
}

/** Breadth first from the services that fail by themselves. */
function pathsToRoots({ estate, failing, byItself }: Failing): Paths {
  const needed = new Map<string, string[]>()
  const dependents = new Map<string, string[]>()
  for (const { service, on, need } of estate.dependencies) {
    if (need !== 'hard' || !failing.has(service) || !failing.has(on)) continue
    put(needed, service, on)
    put(dependents, on, service)
  }
  const nextTowardsRoot = new Map<string, string>()
  const seen = new Set([...failing].filter(byItself))
  const work = [...seen]
  for (let at = 0; at < work.length; at += 1) {
    const service = work[at] ?? ''
    for (const dependent of dependents.get(service) ?? []) {
      if (seen.has(dependent)) continue
      seen.add(dependent)
      nextTowardsRoot.set(dependent, service)
      work.push(dependent)
    }
  }
  return { needed, nextTowardsRoot }
}

function put(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

function pathFrom(service: string, next: ReadonlyMap<string, string>): readonly string[] {
  const path = [service]
  for (let on = next.get(service); on !== undefined; on = next.get(on)) path.push(on)
  return path
}

const LOST = ['hit', 'switched off', 'cut by us'] as const

function ownCauses(
  service: string,
  { facts, membersOf }: { facts: Failing; membersOf: ReadonlyMap<string, readonly { id: string }[]> },
): readonly Cause[] {
  const members = membersOf.get(service) ?? []
  const count = facts.counts.get(service)
  if (count === undefined) {
    const text = `${service} is needed but stands in no list of services, so nothing is known of it.`
    return [{ kind: 'not known', names: [], text }]
  }
  const total = count.up + count.down + count.unknown
  const balance = `${needed(count.needs)} of ${total}, ${known(count.up)}`
  const lost = LOST.flatMap((kind): readonly Cause[] => {
    const names = members
      .map(({ id }) => id)
      .filter(
        (id) => facts.states.get(id)?.state === 'down' && (facts.states.get(id)?.because ?? 'hit') === kind,
      )
    if (names.length === 0) return []
    return [{ kind, names, text: `${listed(names)} ${verb(names)} ${kind}; ${balance}.` }]
  })
  const dark = members
    .map(({ id }) => id)
    .filter((id) => (facts.states.get(id)?.state ?? 'unknown') === 'unknown')
  const missing = count.unknown - dark.length
  const unlisted =
    missing > 0 ? ` ${missing} of its servers ${missing === 1 ? 'stands' : 'stand'} in no list.` : ''
  if (count.unknown === 0) return lost.length > 0 ? lost : [short(balance)]
  if (facts.word === 'down') return lost.length > 0 ? lost : [short(balance)]
  const subject =
    dark.length === 0 ? 'its servers run' : `${listed(dark)} ${dark.length === 1 ? 'runs' : 'run'}`
  return [
    ...lost,
    { kind: 'not known', names: dark, text: `It is not known whether ${subject}; ${balance}.${unlisted}` },
  ]
}

/** More are needed than the list has: the list is wrong, and the service is down by it. */
function short(balance: string): Cause {
  return { kind: 'not known', names: [], text: `The list has too few servers for it: ${balance}.` }
}

function needed(needs: number): string {
  return needs === 1 ? '1 is needed' : `${needs} are needed`
}

function known(up: number): string {
  if (up === 0) return 'none is known to run'
  return up === 1 ? '1 is known to run' : `${up} are known to run`
}

function verb(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are'
}

function dependencyText(
  path: readonly string[],
  { facts, nameOf }: { facts: Failing; nameOf: ReadonlyMap<string, string> },
): string {
  const names = path.map((id) => nameOf.get(id) ?? id)
  const [nearest = '', ...further] = names
  const chain = further.map((name) => `, which needs ${name}`).join('')
  const state = facts.word === 'down' ? 'is down' : 'is not known to run'
  return `It needs ${nearest}${chain}; ${names.at(-1) ?? ''} ${state}.`
}

/** Names in a sentence; the ones beyond the limit are counted. */
export function listed(names: readonly string[]): string {
  const limit = LIMITS.namesInSentence
  if (names.length <= limit) return names.join(', ')
  return `${names.slice(0, limit).join(', ')} and ${names.length - limit} more`
}
