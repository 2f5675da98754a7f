import type { ServerVerdict } from '../triage/index.ts'
import type { EventHead, VerdictChanged } from './event.ts'
import { isId } from './field-checks.ts'
import type { HeldVerdict, IncidentState, LoggedEntry } from './state.ts'

/** The commitments of an entry's texts. */
export function textRefs(logged: LoggedEntry): readonly string[] {
  return logged.texts.map(({ ref }) => ref.commitment)
}

/**
 * The verdicts of a run that differ from the ones held. A sighting is never erased by triage: it stays in the state, and a
 * run that did not know of a sighting that moves encryption or intrusion cannot take the server below *hit*.
 */
export function verdictChanges(
  state: IncidentState,
  verdicts: readonly ServerVerdict[],
  run: string | null,
): readonly Omit<VerdictChanged, keyof EventHead>[] {
  const changes: Omit<VerdictChanged, keyof EventHead>[] = []
  for (const { server, verdict, encryption, intrusion, seenByPerson, firstAt, lastAt, window } of verdicts) {
    // A name that a hostile log made up is none that an entry can hold; it stays in the files of the run.
    if (!isId(server)) continue
    const seen = sightingOf(state, server)
    const change = {
      type: 'VerdictChanged' as const,
      server,
      verdict: seen.encryption ? ('hit' as const) : verdict,
      encryption: seen.encryption ? ('hit' as const) : encryption,
      intrusion,
      seenByPerson: seenByPerson || seen.encryption,
      firstAt,
      lastAt,
      window: window && { from: window.from, until: window.until },
      run,
    }
    if (differs(state.servers.get(server)?.verdict ?? null, change)) changes.push(change)
  }
  return changes
}

function sightingOf(state: IncidentState, server: string): { encryption: boolean } {
  const sightings = state.servers.get(server)?.sightings ?? []
  return { encryption: sightings.some(({ kind }) => kind !== 'unknown-account' && kind !== 'other') }
}

function differs(held: HeldVerdict | null, next: Omit<VerdictChanged, keyof EventHead>): boolean {
  return (
    held === null ||
    held.verdict !== next.verdict ||
    held.encryption !== next.encryption ||
    held.intrusion !== next.intrusion ||
    held.seenByPerson !== next.seenByPerson ||
    held.firstAt !== next.firstAt ||
    held.lastAt !== next.lastAt ||
    held.window?.from !== next.window?.from ||
    held.window?.until !== next.window?.until
  )
}
