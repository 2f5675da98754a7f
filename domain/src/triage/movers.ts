import { CORE_MOVERS } from './movers-core.ts'
import { CORRELATION_MOVERS } from './movers-correlations.ts'
import { PACK_MOVERS } from './movers-codedark.ts'
import { SIGMAHQ_MOVERS } from './movers-sigmahq.ts'
import type { Mover } from './mover.ts'

/** The list of rules that may move a verdict: the project's own pack and a selection of SigmaHQ's high and critical ones. */
export const MOVERS: readonly Mover[] = [
  ...PACK_MOVERS,
  ...CORE_MOVERS,
  ...CORRELATION_MOVERS,
  ...SIGMAHQ_MOVERS,
]
