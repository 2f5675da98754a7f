import { resolveServer } from '../estate/index.ts'
import type { Estate } from '../estate/index.ts'

/** Which server the names in the logs speak for. */
export interface NameMap {
  /** The server of a computer name; null where the name maps to none or to two. */
  serverOf(name: string): string | null
  /** Names that speak for no server, in order of name. */
  readonly unassigned: readonly UnassignedName[]
}

/** A computer name in the logs that maps to none or to several servers of the estate, and so speaks for none. */
export interface UnassignedName {
  readonly computer: string
  readonly because: 'none' | 'many'
  /** The servers it could be, for `many`. */
  readonly servers: readonly string[]
}

/**
 * Maps computer names to servers of the estate. Without an estate every name is a server of its own; spellings that differ
 * in case are one, under the spelling that sorts first.
 */
export function mapNames(estate: Estate | null, names: Iterable<string>): NameMap {
  const sorted = [...new Set(names)].sort()
  return estate === null ? mapToSelf(sorted) : mapToEstate(estate, sorted)
}

/**
 * Which server a name or an address that logs use for another computer means; null where it is none that is known. With an
 * estate, as `resolveServer` has it. Without one the computers of the logs are what is known: by full name, or by the part
 * before the first dot where that fits one of them.
 */
export function peerNames(
  estate: Estate | null,
  computers: Iterable<string>,
): (name: string) => string | null {
  if (estate !== null)
    return (name) => {
      const found = resolveServer(estate, name)
      return found.kind === 'one' ? found.server : null
    }
  const names = mapNames(null, computers)
  const full = new Map<string, string>()
  const byHost = new Map<string, Set<string>>()
  for (const computer of computers) {
    const server = names.serverOf(computer) ?? computer
    full.set(server.toLowerCase(), server)
    const host = hostOf(server)
    byHost.set(host, (byHost.get(host) ?? new Set()).add(server))
  }
  return (name) => {
    const exact = full.get(name.toLowerCase())
    if (exact !== undefined) return exact
    const [one, ...more] = byHost.get(hostOf(name)) ?? []
    return one === undefined || more.length > 0 ? null : one
  }
}

function hostOf(name: string): string {
  return name.toLowerCase().split('.', 1)[0] ?? ''
}

function mapToSelf(names: readonly string[]): NameMap {
  const spelling = new Map<string, string>()
  for (const name of names) if (!spelling.has(name.toLowerCase())) spelling.set(name.toLowerCase(), name)
  return { serverOf: (name) => spelling.get(name.toLowerCase()) ?? name, unassigned: [] }
}

function mapToEstate(estate: Estate, names: readonly string[]): NameMap {
  const known = new Map<string, string | null>()
  const unassigned: UnassignedName[] = []
  const look = (name: string): string | null => {
    const found = resolveServer(estate, name)
    if (found.kind === 'one') return found.server
    unassigned.push({
      computer: name,
      because: found.kind,
      servers: found.kind === 'many' ? [...found.servers].sort() : [],
    })
    return null
  }
  for (const name of names) known.set(name, look(name))
  return { serverOf: (name) => known.get(name) ?? null, unassigned }
}
