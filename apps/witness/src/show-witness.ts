import { failed, ok, type Result } from '@codedark/domain/result'
import type { HeldCheckpoint, KeptRefusal } from '@codedark/witness-store'
import type { OpenedWitness } from './open-witness.ts'

/** What a witness holds, and what it refused of records that it watches. */
export interface WitnessShown {
  readonly name: string
  readonly key: string
  readonly held: readonly HeldCheckpoint[]
  readonly refused: readonly KeptRefusal[]
}

/** All of it; the fault is a sentence. */
export function showWitness({ name, key, store }: OpenedWitness): Result<WitnessShown, string> {
  const held = store.held()
  const refused = store.refused()
  if (!held.ok || !refused.ok) return failed('What the witness holds cannot be read.')
  return ok({ name, key, held: held.value, refused: refused.value })
}
