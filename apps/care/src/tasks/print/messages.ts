import { z } from 'zod'

/** What the printing child says of a packet, before its PDF. */
export const printReply = z.object({
  sheets: z.number().int().min(0),
  pages: z.array(
    z.object({
      ...{ serial: z.string(), form: z.string(), patient: z.string().nullable() },
      ...{ page: z.number().int(), of: z.number().int(), pdfPage: z.number().int() },
    }),
  ),
  faults: z.array(z.object({ code: z.string(), patient: z.string().nullable(), what: z.string() })),
})
/** See above. */
export type PrintReply = z.infer<typeof printReply>
