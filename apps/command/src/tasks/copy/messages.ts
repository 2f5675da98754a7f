import { z } from 'zod'

/** What the server asks of the copying program; keys in hex, over a channel that only the two hold. */
export const copyRequest = z.strictObject({
  folder: z.string(),
  databaseKey: z.hex().length(64),
  seed: z.hex().length(64),
  origin: z.string(),
  to: z.string(),
})
/** One copying. */
export type CopyRequest = z.infer<typeof copyRequest>

/** What it answers: `fault` is null when the copy is whole and synced, else a sentence. */
export const copyAnswer = z.strictObject({ fault: z.string().nullable() })
