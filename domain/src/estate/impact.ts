import { boundsOf, countMembers } from './bounds.ts'
import type { Bounds, MemberCount } from './bounds.ts'
import { careImpact } from './care-impact.ts'
import { causesOf } from './causes.ts'
import type { CareImpact, Cause, Estate, MemberState, ServiceImpact } from './estate.ts'

/** What every service and every care is, in the order of the lists. */
export interface Impact {
  readonly services: readonly ServiceImpact[]
  readonly care: readonly CareImpact[]
}

/**
 * What is down because of what (`spec`: estate 5.3). A service is up while at least `needs` members are known to be up and
 * every hard dependency is up; down when even with every unknown member up there would be too few, or a hard dependency is
 * down; else unknown. Cycles stay up until something within them fails. `degraded` is up with a member lost or a soft
 * dependency down. `atRisk`: the loss of one more server, its own or one below it, and it is down, counting unknown ones as
 * lost where it is up. A server without a state is unknown.
 */
export function impact(estate: Estate, states: ReadonlyMap<string, MemberState>): Impact {
  const counts = countMembers(estate, states)
  const bounds = boundsOf(estate, counts)
  const ids = [...new Set([...counts.keys(), ...bounds.hopeful])]
  const down = new Set(ids.filter((id) => !bounds.hopeful.has(id)))
  const unknown = new Set(ids.filter((id) => bounds.hopeful.has(id) && !bounds.careful.has(id)))
  const most = ({ up, unknown: dark }: MemberCount): number => up + dark
  const facts = { estate, states, counts }
  const whyDown = causesOf({
    ...facts,
    failing: down,
    word: 'down',
    byItself: (id) => isShort(counts.get(id), most),
  })
  const whyUnknown = causesOf({
    ...facts,
    failing: unknown,
    word: 'not known',
    byItself: (id) => isShort(counts.get(id), ({ up }) => up),
  })
  const softDown = new Set(
    estate.dependencies
      .filter(({ need, on }) => need === 'soft' && down.has(on))
      .map(({ service }) => service),
  )
  const services = estate.services.map(({ id }): ServiceImpact => {
    const count = counts.get(id) ?? { needs: 0, up: 0, down: 0, unknown: 0 }
    const causes: readonly Cause[] = down.has(id) ? whyDown(id) : unknown.has(id) ? whyUnknown(id) : []
    const lessened = count.down > 0 || softDown.has(id)
    return {
      service: id,
      state: down.has(id) ? 'down' : unknown.has(id) ? 'unknown' : lessened ? 'degraded' : 'up',
      atRisk: riskOf(id, bounds),
      membersUp: count.up,
      membersDown: count.down,
      membersUnknown: count.unknown,
      causes,
    }
  })
  return { services, care: careImpact(estate, services) }
}

/** A service that stands in no list is unknown by itself. */
function isShort(count: MemberCount | undefined, running: (count: MemberCount) => number): boolean {
  return count === undefined || running(count) < count.needs
}

function riskOf(id: string, bounds: Bounds): boolean {
  if (bounds.careful.has(id)) return bounds.carefulRisk.has(id)
  return bounds.hopefulRisk.has(id)
}
