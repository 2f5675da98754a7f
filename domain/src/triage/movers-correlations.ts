import type { Mover } from './mover.ts'

/**
 * Correlations of our own that move a verdict: chains for which we know no ordinary cause, and that say more than their parts,
 * each of which moves an answer by itself no further than to suspect. The others are context: their parts have moved what they
 * can (a chain over many servers stands at the last of them only), or backups, copies and administrators set them off.
 */
export const CORRELATION_MOVERS: readonly Mover[] = [
  // reached_then_encrypted
  {
    ruleId: '84448e4b-75e3-5876-a30f-1b20d0c8144b',
    answer: 'intrusion',
    moves: 'hit',
    because:
      'within two hours somebody came in over the network, had BitLocker encrypt, took a key protector away and asked for a restart',
    techniques: ['T1021', 'T1486'],
  },
  // ways_back_removed
  {
    ruleId: '3b05ce21-8a8a-5b1f-ab78-0f415b45ff37',
    answer: 'intrusion',
    moves: 'hit',
    because: 'shadow copies were deleted and start-up repair was switched off within half an hour',
    techniques: ['T1490'],
  },
]
