import type { CareImpact, Estate, MemberState, ServiceImpact } from './estate.ts'
import type { Impact } from './impact.ts'
import { impact } from './impact.ts'
import { resolveServer } from './resolve-server.ts'

/** What changes if these servers are pulled as well. */
export interface WhatIf {
  readonly before: Impact
  readonly after: Impact
  /** Services that are down after and were not before. */
  readonly newlyDown: readonly string[]
  readonly services: readonly Change<ServiceImpact>[]
  readonly care: readonly Change<CareImpact>[]
  /** Names of `off` that fit no server, or more than one: they were left as they are. */
  readonly notFound: readonly string[]
}

/** One line that changes its state. */
export interface Change<Line> {
  readonly before: Line
  readonly after: Line
}

/** Impact now and with the servers `off` (names as in `resolveServer`) cut by us; servers that are down already stay as they are. */
export function whatIf(
  estate: Estate,
  states: ReadonlyMap<string, MemberState>,
  off: readonly string[],
): WhatIf {
  const then = new Map(states)
  const notFound: string[] = []
  for (const name of off) {
    const found = resolveServer(estate, name)
    if (found.kind !== 'one') notFound.push(name)
    else if (then.get(found.server)?.state !== 'down') {
      then.set(found.server, { state: 'down', because: 'cut by us' })
    }
  }
  const before = impact(estate, states)
  const after = impact(estate, then)
  const services = changed(before.services, after.services)
  return {
    before,
    after,
    newlyDown: services
      .filter(({ after: line }) => line.state === 'down')
      .map(({ after: line }) => line.service),
    services,
    care: changed(before.care, after.care),
    notFound,
  }
}

/** Both lists come from one estate, so a line has the same place in both. */
function changed<Line extends { readonly state: string }>(
  before: readonly Line[],
  after: readonly Line[],
): readonly Change<Line>[] {
  return after.flatMap((line, index) => {
    const was = before[index]
    return was === undefined || was.state === line.state ? [] : [{ before: was, after: line }]
  })
}
