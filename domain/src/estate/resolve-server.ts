import type { Estate, Server } from './estate.ts'

/** Which server a name means, by id: one, none, or many that it fits equally well (a log of it is then unassigned). */
export type ServerMatch =
  | { readonly kind: 'one'; readonly server: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'many'; readonly servers: readonly string[] }

/** Looks names up in one estate. */
export type ServerNames = (name: string) => ServerMatch

/** Kept per estate, which never changes: triage asks for each log, the board for each row. */
const indexes = new WeakMap<Estate, ServerNames>()

/**
 * The server that a name means, without regard to case or a trailing dot: a full name, alias or address that one server
 * bears; else, by the part before the first dot, a short name that fits one full name, or a full name that fits a short one.
 */
export function resolveServer(estate: Estate, name: string): ServerMatch {
  const kept = indexes.get(estate) ?? serverNames(estate)
  indexes.set(estate, kept)
  return kept(name)
}

/** The index behind `resolveServer`, for one that asks often. */
export function serverNames(estate: Estate): ServerNames {
  const exact = new Map<string, Set<Server>>()
  const byHost = new Map<string, Set<Server>>()
  const shortOnly = new Map<string, Set<Server>>()
  for (const server of estate.servers) {
    for (const name of [server.id, ...server.aliases, server.ip]) {
      const key = normal(name)
      if (key === '') continue
      put(exact, key, server)
      if (isAddress(key)) continue
      put(byHost, host(key), server)
      if (!key.includes('.')) put(shortOnly, key, server)
    }
  }
  return (name) => {
    const key = normal(name)
    const bearers = exact.get(key)
    if (bearers !== undefined) return match(bearers)
    if (key === '' || isAddress(key)) return { kind: 'none' }
    // A full name must not fall to a server of the same short name in another domain.
    return match((key.includes('.') ? shortOnly.get(host(key)) : byHost.get(key)) ?? new Set())
  }
}

function put(index: Map<string, Set<Server>>, key: string, server: Server): void {
  const held = index.get(key)
  if (held === undefined) index.set(key, new Set([server]))
  else held.add(server)
}

function match(servers: ReadonlySet<Server>): ServerMatch {
  const all = [...servers].map(({ id }) => id)
  const [first] = all
  if (first === undefined) return { kind: 'none' }
  return all.length === 1 ? { kind: 'one', server: first } : { kind: 'many', servers: all }
}

function normal(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '')
}

function host(name: string): string {
  return name.split('.', 1)[0] ?? name
}

function isAddress(name: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || name.includes(':')
}
