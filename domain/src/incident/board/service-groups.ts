import type { BoardInput } from './board-input.ts'
import type { ServiceGroup } from './views.ts'

/** Names of the tiers as lists of services number them; any other number is called by it. */
const TIERS: readonly string[] = ['Foundation', 'Shared', 'Clinical', 'Support']

/** Services by tier, in the order of the list, each with its servers; servers of no listed service come last. */
export function serviceGroups({ estate }: BoardInput): readonly ServiceGroup[] {
  if (estate === null) return []
  const serversOf = Map.groupBy(estate.servers, ({ service }) => service)
  const listed = new Set(estate.services.map(({ id }) => id))
  const tiers = [...new Set(estate.services.map(({ tier }) => tier))].sort((a, b) => a - b)
  const groups = tiers.map((tier) => ({
    name: TIERS[tier] ?? `Tier ${tier}`,
    services: estate.services
      .filter((service) => service.tier === tier)
      .map(({ id, name }) => ({ id, name, servers: (serversOf.get(id) ?? []).map((server) => server.id) })),
  }))
  const stray = [...serversOf]
    .filter(([service]) => !listed.has(service))
    .map(([service, servers]) => ({
      id: service,
      name: service === '' ? 'no service named' : service,
      servers: servers.map(({ id }) => id),
    }))
  return stray.length === 0 ? groups : [...groups, { name: 'In no list of services', services: stray }]
}
