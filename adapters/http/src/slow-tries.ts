import {
  NAME_DELAY_MAX_MS,
  ADDRESS_TRIES_FREE,
  SOURCES_KEPT,
  TRIES_AT_ONCE,
  TRIES_DELAY_MAX_MS,
  TRIES_WAITING_MAX,
} from './limits.ts'

/** Tries to sign in. Each wrong one makes the next of the same name and of the same address wait; nobody is locked out. */
export interface SlowTries {
  /** Runs a try when its turn has come. Null: too many wait already, and nothing was tried. */
  attempt<Outcome>(
    from: { readonly address: string; readonly user: string },
    run: () => Promise<Outcome>,
    good: (outcome: Outcome) => boolean,
  ): Promise<Outcome | null>
}

interface Source {
  wrong: number
  waiting: number
  turn: Promise<unknown>
}

/**
 * `pause` waits so many milliseconds. A name from one address waits 250 ms after its first wrong try, doubled each time up to
 * 30 s; an address that tries many names likewise after its fifth; a name that other addresses try at most 5 s, so that nobody
 * keeps its owner out. At most 8 wait for each address, and 2 are tried at once in all: each needs 64 MB. What is remembered
 * of names and addresses is bounded; the oldest is forgotten first.
 */
export function slowTries(pause: (ms: number) => Promise<void>): SlowTries {
  const sources = new Map<string, Source>()
  const sourceOf = (key: string): Source => {
    const known = sources.get(key) ?? { wrong: 0, waiting: 0, turn: Promise.resolve() }
    sources.delete(key)
    sources.set(key, known)
    if (sources.size > SOURCES_KEPT) forgetOne(sources)
    return known
  }
  const places = placesFor(TRIES_AT_ONCE)
  return {
    attempt: async ({ address, user }, run, good) => {
      const name = user.toLowerCase().slice(0, 64)
      const place = sourceOf(`address ${address}`)
      const anywhere = sourceOf(`name ${name}`)
      const here = sourceOf(`both ${address} ${name}`)
      if (place.waiting >= TRIES_WAITING_MAX) return null
      const all = [place, anywhere, here]
      for (const source of all) source.waiting += 1
      // One after the other: else eight guesses would share one delay.
      const mine = here.turn.then(async () => {
        const ms = Math.max(
          delayAfter(here.wrong),
          delayAfter(place.wrong - ADDRESS_TRIES_FREE),
          Math.min(delayAfter(anywhere.wrong), NAME_DELAY_MAX_MS),
        )
        if (ms > 0) await pause(ms)
        const outcome = await places.within(run)
        const right = good(outcome)
        for (const source of all) source.wrong = right ? 0 : source.wrong + 1
        return outcome
      })
      here.turn = mine.catch(() => undefined)
      try {
        return await mine
      } finally {
        for (const source of all) source.waiting -= 1
      }
    },
  }
}

/** Runs at most `count` at once; the others wait in order. */
function placesFor(count: number): { within<Value>(run: () => Promise<Value>): Promise<Value> } {
  let running = 0
  const queue: (() => void)[] = []
  return {
    within: async (run) => {
      if (running >= count) await new Promise<void>((resolve) => queue.push(resolve))
      else running += 1
      try {
        return await run()
      } finally {
        const next = queue.shift()
        if (next === undefined) running -= 1
        else next()
      }
    },
  }
}

/** The oldest that nobody waits for. */
function forgetOne(sources: Map<string, Source>): void {
  for (const [key, source] of sources) {
    if (source.waiting > 0) continue
    sources.delete(key)
    return
  }
}

/** 250 ms after the first wrong one, doubled each time, at most `TRIES_DELAY_MAX_MS`; 0 after none. */
const delayAfter = (wrong: number): number =>
  wrong <= 0 ? 0 : Math.min(250 * 2 ** Math.min(wrong - 1, 16), TRIES_DELAY_MAX_MS)
