import { TRIES_DELAY_MAX_MS, TRIES_WAITING_MAX } from './limits.ts'

/** Tries of a passphrase: one at a time, and after each wrong one the next waits twice as long. Nobody is locked out. */
export interface Tries {
  /**
   * Runs a try when its turn has come and the delay is over; `good` says of its outcome whether it was the right
   * passphrase. Null: too many are waiting already, and nothing was tried.
   */
  attempt<Outcome>(run: () => Promise<Outcome>, good: (outcome: Outcome) => boolean): Promise<Outcome | null>
}

/** `pause` waits so many milliseconds; handed in, so that a test need not. */
export function limitTries(pause: (ms: number) => Promise<void>): Tries {
  let waiting = 0
  let wrong = 0
  let turn: Promise<unknown> = Promise.resolve()
  return {
    attempt: async (run, good) => {
      if (waiting >= TRIES_WAITING_MAX) return null
      waiting += 1
      const mine = turn.then(async () => {
        if (wrong > 0) await pause(delayAfter(wrong))
        const outcome = await run()
        wrong = good(outcome) ? 0 : wrong + 1
        return outcome
      })
      turn = mine.catch(() => undefined)
      try {
        return await mine
      } finally {
        waiting -= 1
      }
    },
  }
}

/** 250 ms after the first wrong one, doubled each time, at most `TRIES_DELAY_MAX_MS`. */
const delayAfter = (wrong: number): number => Math.min(250 * 2 ** Math.min(wrong - 1, 16), TRIES_DELAY_MAX_MS)
