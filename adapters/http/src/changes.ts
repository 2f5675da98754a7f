import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { HEARTBEAT_MS, STREAMS_MAX } from './limits.ts'

/** Tells every open page that something changed; `size` is whatever the page compares (ledger size, generation). */
export interface ChangeFeed {
  /** Sends `changed` with this size to all that listen. */
  announce(size: number): void
  /** The answer to GET /api/changes: first the present size, then each change, and a heartbeat between. */
  stream(context: Context, present: number): Response
  /** Ends all streams. */
  close(): void
}

/** A feed with no listener yet. */
export function changeFeed(): ChangeFeed {
  const listeners = new Set<{ send(size: number): void; end(): void }>()
  return {
    announce: (size) => {
      for (const listener of listeners) listener.send(size)
    },
    stream: (context, present) => {
      if (listeners.size >= STREAMS_MAX) {
        return context.json({ error: `More than ${STREAMS_MAX} pages are open on this server.` }, 503)
      }
      return streamSSE(context, async (stream) => {
        let wake = (): void => {}
        const waiting: number[] = [present]
        let ended = false
        const listener = {
          send: (size: number): void => {
            waiting.push(size)
            wake()
          },
          end: (): void => {
            ended = true
            wake()
          },
        }
        listeners.add(listener)
        stream.onAbort(listener.end)
        try {
          while (!ended) {
            // Several changes since the last write are one: the page asks for the present state anyway.
            const size = waiting.splice(0).at(-1)
            await stream.writeSSE(
              size === undefined
                ? { event: 'alive', data: '{}' }
                : { event: 'changed', data: JSON.stringify({ size }) },
            )
            if (waiting.length === 0 && !ended) await pause(HEARTBEAT_MS, (resume) => (wake = resume))
          }
        } finally {
          listeners.delete(listener)
        }
      })
    },
    close: () => {
      for (const listener of listeners) listener.end()
    },
  }
}

async function pause(ms: number, hand: (resume: () => void) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    timer.unref()
    hand(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
