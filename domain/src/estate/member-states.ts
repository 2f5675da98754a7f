import type { Estate, MemberState } from './estate.ts'

/** What somebody said of a server, by its id: of its connection `on`, `isolated`, `off`, `unknown`; of its power `running`,
 * `suspended`, `off`, `unknown`. */
export type Said = ReadonlyMap<string, { readonly state: string }>

/** What is needed of a verdict of triage; spelled out here, since triage asks the estate for names. */
interface Held {
  readonly server: string
  readonly verdict: 'hit' | 'suspect' | 'blind' | 'no-sign'
  readonly encryption: 'hit' | 'suspect' | 'blind' | 'no-sign'
}

/**
 * What each server is for the purpose of impact. In this order: encryption *hit* → down, hit; power off or suspended → down,
 * switched off; connection isolated or off → down, cut by us; somebody says that it runs → up; *no-sign* and said to be
 * connected → up; *suspect* → unknown; all else, a server without any verdict too → unknown, blind. No verdict alone makes a
 * server up: that nothing was found does not tell whether it serves anybody.
 */
export function memberStates(
  estate: Estate,
  verdicts: readonly Held[],
  connections: Said,
  powers: Said,
): ReadonlyMap<string, MemberState> {
  const held = new Map(verdicts.map((verdict) => [verdict.server, verdict]))
  return new Map(
    estate.servers.map(({ id }) => [
      id,
      stateOf(held.get(id), { connection: connections.get(id)?.state, power: powers.get(id)?.state }),
    ]),
  )
}

function stateOf(
  verdict: Held | undefined,
  { connection, power }: { connection: string | undefined; power: string | undefined },
): MemberState {
  if (verdict?.encryption === 'hit') return { state: 'down', because: 'hit' }
  if (power === 'off' || power === 'suspended') return { state: 'down', because: 'switched off' }
  if (connection === 'isolated' || connection === 'off') return { state: 'down', because: 'cut by us' }
  if (power === 'running') return { state: 'up' }
  if (verdict?.verdict === 'no-sign' && connection === 'on') return { state: 'up' }
  const suspected = verdict?.verdict === 'suspect' || verdict?.verdict === 'hit'
  return { state: 'unknown', because: suspected ? 'suspect' : 'blind' }
}
