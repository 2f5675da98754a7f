import { connect } from 'node:net'
import type { LinkAddress } from '@codedark/domain/incident'
import { ATTEMPTS_AT_ONCE, ATTEMPT_MS } from './limits.ts'

/**
 * How far an attempt came: `connected`, a connection came about; `refused`, something answered and refused, the machine or a
 * firewall on the way; `silent`, nothing answered in time; `not-tried`, this machine could not even try: no such name, no
 * network, not allowed.
 */
export type AttemptOutcome = 'connected' | 'refused' | 'silent' | 'not-tried'

/** How an attempt is made. */
export interface TryOptions {
  /** Milliseconds for one attempt; absent: `ATTEMPT_MS`. */
  readonly attemptMs?: number
}

/** An address and how far the attempt came. */
export interface TriedAddress {
  readonly address: LinkAddress
  readonly outcome: AttemptOutcome
}

/** Errors of this machine, before anything went out. */
const NOT_TRIED: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'EACCES',
  'EPERM',
  'EMFILE',
  'EINVAL',
])

/** Opens one TCP connection, sends nothing, and closes it. Never throws; done when the socket is closed. */
export function tryAddress({ host, port }: LinkAddress, options: TryOptions = {}): Promise<AttemptOutcome> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    let outcome: AttemptOutcome | null = null
    const end = (found: AttemptOutcome): void => {
      outcome ??= found
      socket.destroy()
    }
    // The socket's own timeout starts anew with each address of a name; this one is for the whole attempt.
    const timer = setTimeout(() => end('silent'), options.attemptMs ?? ATTEMPT_MS)
    socket.once('connect', () => end('connected'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(outcomeOf(error)))
    socket.once('close', () => {
      clearTimeout(timer)
      resolve(outcome ?? 'silent')
    })
  })
}

/** A name with two addresses fails with all their errors at once: what came farthest counts. */
function outcomeOf(error: NodeJS.ErrnoException): AttemptOutcome {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error]
  const codes = errors.map((one) => (one as NodeJS.ErrnoException).code ?? '')
  if (codes.some((code) => code === 'ECONNREFUSED' || code === 'ECONNRESET')) return 'refused'
  return codes.every((code) => NOT_TRIED.has(code)) ? 'not-tried' : 'silent'
}

/** Tries each of these addresses once and no other, some at a time; the answers come in their order. */
export async function tryAddresses(
  addresses: readonly LinkAddress[],
  options: TryOptions & { readonly atOnce?: number } = {},
): Promise<readonly TriedAddress[]> {
  const tried: TriedAddress[] = []
  let next = 0
  const work = async (): Promise<void> => {
    while (next < addresses.length) {
      const index = next
      next += 1
      const address = addresses[index]
      if (address !== undefined) tried[index] = { address, outcome: await tryAddress(address, options) }
    }
  }
  const workers = Math.min(Math.max(options.atOnce ?? ATTEMPTS_AT_ONCE, 1), addresses.length)
  await Promise.all(Array.from({ length: workers }, work))
  return tried
}
