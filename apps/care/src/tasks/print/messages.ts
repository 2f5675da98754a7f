import { z } from 'zod'

/** What the printing child says of a packet, before its PDF. */
export const printReply = z.object({
  sheets: z.number().int().min(0),
  faults: z.array(z.object({ code: z.string(), patient: z.string().nullable(), what: z.string() })),
})
/** See above. */
export type PrintReply = z.infer<typeof printReply>
