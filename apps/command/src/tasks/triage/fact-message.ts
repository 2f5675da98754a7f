import { z } from 'zod'

/** A fact as a child tells it (`RecordFact` of domain/triage); the child read hostile bytes, so it is checked like any input. */
export const fact = z.object({
  kind: z.enum([
    'encryption-started',
    'encryption-paused',
    'encryption-resumed',
    'encryption-finished',
    'decryption-started',
    'protector-made',
    'protector-removed',
    'key-backed-up',
    'key-backup-failed',
    'protection-suspended',
    'protection-resumed',
    'reverted',
    'erased',
    'locked',
    'unlocked',
    'stop-asked',
    'stop-called-off',
    'stopped',
    'started',
    'stopped-unexpectedly',
    'sleeping',
  ]),
  computer: z.string(),
  channel: z.string(),
  eventId: z.number(),
  recordId: z.number(),
  at: z.string(),
  volume: z.string(),
  mountPoint: z.string(),
  protector: z.string(),
  protectorType: z.number().nullable(),
  detail: z.string(),
})

/** A long silence of a channel. */
export const silence = z.object({ from: z.string(), until: z.string() })

const count = z.number().int().min(0)

/** What a file tells of the dealings of one computer with others (`Traces` of domain/triage). */
export const trace = z.object({
  computer: z.string(),
  spans: z.array(
    z.object({
      kind: z.enum(['in', 'desktop', 'out', 'ticket']),
      peer: z.string(),
      via: z.string(),
      account: z.string(),
      elevated: z.boolean(),
      firstAt: z.string(),
      lastAt: z.string(),
      count,
    }),
  ),
  cut: z.boolean(),
  clocks: z.array(z.object({ at: z.string(), byMs: z.number() })),
  logons: count,
  processes: count,
  commandLines: count,
  security: count,
})
