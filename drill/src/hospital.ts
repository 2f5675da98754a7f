import type { Care, Dependency, Estate, Server } from '@codedark/domain/estate'
import { careOf } from './care-list.ts'
import { DRILL_NIGHT } from './drill-night.ts'
import type { Random } from './random.ts'
import type { DrillService } from './service-list.ts'
import { SERVICES } from './service-list.ts'

/** The invented hospital. No real one bears its name or its domain (`.example` is reserved, RFC 2606). */
export interface Hospital {
  readonly name: string
  /** The DNS domain of its servers. */
  readonly domain: string
  /** The NetBIOS name of its Windows domain. */
  readonly windowsDomain: string
  readonly timeZone: 'Europe/Brussels'
  readonly sites: readonly string[]
  readonly services: readonly DrillService[]
  readonly servers: readonly DrillServer[]
  readonly dependencies: readonly Dependency[]
  readonly care: readonly Care[]
}

/** One server: `id` is the name in servers.csv, `computer` the name that its logs bear. */
export interface DrillServer extends Server {
  readonly computer: string
  readonly platform: DrillService['platform']
}

const SITES = ['Noorderkaai', 'Grand-Pré', 'Valdonk'] as const

/** The hospital of a seed: same seed, same hospital. The services are the same for every seed. */
export function inventHospital(random: Random): Hospital {
  const domain = 'ormelande.example'
  return {
    name: DRILL_NIGHT.hospital,
    domain,
    windowsDomain: 'ORMELANDE',
    timeZone: 'Europe/Brussels',
    sites: SITES,
    services: SERVICES,
    servers: inventServers(domain, random.split('servers')),
    dependencies: SERVICES.flatMap((service) => [
      ...service.requires.map((on) => ({ service: service.id, on, need: 'hard' as const })),
      ...service.prefers.map((on) => ({ service: service.id, on, need: 'soft' as const })),
    ]),
    care: careOf(SITES),
  }
}

/** The hospital as the product's own type. */
export function estateOf(hospital: Hospital): Estate {
  const { servers, services, dependencies, care } = hospital
  return { servers, services, dependencies, care }
}

function inventServers(domain: string, random: Random): DrillServer[] {
  let count = 0
  const hosts = random.split('hosts')
  const servers = SERVICES.flatMap((service) =>
    Array.from({ length: service.members }, (_, index): DrillServer => {
      count += 1
      const id = `srv-${service.id}-${String(index + 1).padStart(2, '0')}`
      const full = `${id}.${domain}`
      const old = random.chance(0.15) ? [`OL${String(1000 + count * 7)}`] : []
      const windows = service.platform === 'windows'
      return {
        id,
        aliases: [full, ...old],
        service: service.id,
        site: SITES[service.members < 3 ? 0 : index % SITES.length] ?? SITES[0],
        role: service.id,
        ip: `10.41.${Math.floor(count / 200)}.${(count % 200) + 10}`,
        os: windows
          ? random.pick(['Windows Server 2012 R2', 'Windows Server 2016', 'Windows Server 2019'])
          : 'Linux',
        virtual: !['lan', 'stor', 'virt', 'clock', 'voice', 'bells', 'beds', 'plant', 'doors'].includes(
          service.id,
        ),
        // Logs of renamed machines still bear the old name now and then.
        computer: old.length > 0 && random.chance(0.5) ? (old[0] ?? full) : full,
        platform: service.platform,
      }
    }),
  )
  const machines = servers.filter(({ service }) => service === 'virt').map(({ id }) => id)
  return servers.map((one) =>
    one.virtual && machines.length > 0 ? { ...one, host: hosts.split(one.id).pick(machines) } : one,
  )
}
