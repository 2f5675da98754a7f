import type { Mover } from './mover.ts'

/** The rules of the project's own pack (`rules/codedark`) that may move a verdict. */
export const PACK_MOVERS: readonly Mover[] = []
