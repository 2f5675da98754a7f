import type { Care, CareImpact, Cause, Estate, ServiceImpact } from './estate.ts'

/**
 * Each care of each site. A hard service down makes it *down*, or *on paper* where every hard service that is down, or may
 * be, has a workaround; what a hard service that may be down without a workaround leaves open is *unknown*. A soft service down makes it
 * *limited*; one that is not known makes it *unknown*: nothing that may be worse is shown as works.
 */
export function careImpact(estate: Estate, services: readonly ServiceImpact[]): readonly CareImpact[] {
  const held = new Map(services.map((service) => [service.service, service]))
  const nameOf = new Map(estate.services.map(({ id, name }) => [id, name]))
  const groups = Map.groupBy(estate.care, ({ care, site }) => `${care}\0${site}`)
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows
    if (first === undefined) return []
    const needs = rows.map((row) => ({ row, ...serviceOf(row, held) }))
    const failing = needs.filter(({ state }) => state === 'down' || state === 'unknown')
    const order = [...failing].sort((one, other) => weight(one) - weight(other))
    const phones = distinct(rows.map(({ phone }) => phone))
    const hardFailing = failing.filter(({ row }) => row.need === 'hard').map(({ row }) => row)
    const shown =
      hardFailing.length > 0 ? hardFailing : failing.length > 0 ? failing.map(({ row }) => row) : rows
    return [
      {
        care: first.care,
        site: first.site,
        phone: phones.join(', '),
        state: careState(needs),
        workaround: distinct(shown.map(({ workaround }) => workaround)).join('; '),
        causes: order.flatMap((need) => careCauses(need, nameOf.get(need.row.service) ?? need.row.service)),
      },
    ]
  })
}

interface Need {
  readonly row: Care
  readonly state: ServiceImpact['state']
  readonly causes: readonly Cause[]
}

function serviceOf(row: Care, held: ReadonlyMap<string, ServiceImpact>): Pick<Need, 'state' | 'causes'> {
  const found = held.get(row.service)
  if (found !== undefined) return found
  const text = `${row.service} stands in no list of services, so nothing is known of it.`
  return { state: 'unknown', causes: [{ kind: 'not known', names: [], text }] }
}

function careState(needs: readonly Need[]): CareImpact['state'] {
  const hard = needs.filter(({ row }) => row.need === 'hard')
  const soft = needs.filter(({ row }) => row.need === 'soft')
  const down = hard.filter(({ state }) => state === 'down')
  const dark = hard.filter(({ state }) => state === 'unknown')
  const without = ({ row }: Need): boolean => row.workaround === ''
  if (down.some(without)) return 'down'
  if (down.length > 0) return dark.some(without) ? 'unknown' : 'on paper'
  if (dark.length > 0) return 'unknown'
  if (soft.some(({ state }) => state === 'down')) return 'limited'
  return soft.some(({ state }) => state === 'unknown') ? 'unknown' : 'works'
}

/** Down before unknown, hard before soft. */
function weight({ row, state }: Need): number {
  return (state === 'down' ? 0 : 2) + (row.need === 'hard' ? 0 : 1)
}

function careCauses({ row, state, causes }: Need, name: string): readonly Cause[] {
  const verb = state === 'down' ? 'is down' : 'is not known to run'
  const lead = row.need === 'hard' ? `${name} ${verb}` : `${name}, which helps, ${verb}`
  return causes.map((cause) => ({ ...cause, text: `${lead}. ${cause.text}` }))
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== ''))]
}
