/** Tries whether a connection to an address comes about. @module */
export { tryAddress, tryAddresses } from './try-address.ts'
export type { AttemptOutcome, TriedAddress, TryOptions } from './try-address.ts'
export { ATTEMPTS_AT_ONCE, ATTEMPT_MS } from './limits.ts'
