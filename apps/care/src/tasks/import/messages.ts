import { z } from 'zod'

/** What the reading child is asked for. */
export const readRequest = z.strictObject({
  path: z.string(),
  /** File names that ended it twice. */
  skip: z.array(z.string()),
  asOf: z.string().nullable(),
})
/** See above. */
export type ReadRequest = z.infer<typeof readRequest>

const fault = z.object({
  code: z.string().max(60),
  file: z.string().max(1000).nullable(),
  line: z.number().int().nullable(),
})
const instant = z.iso.datetime().nullable()
const count = z.number().int().min(0)

/** What it says in JSON; `P` frames carry patients, `F` the frame of the copy, `R` what was received, deflated. */
export const readReply = z.discriminatedUnion('say', [
  z.object({ say: z.literal('file'), file: z.string().max(1000), bytes: count }),
  z.object({ say: z.literal('at'), resources: count }),
  z.object({ say: z.literal('building') }),
  z.object({ say: z.literal('no-as-of') }),
  z.object({
    say: z.literal('done'),
    asOf: z.object({
      patients: instant,
      orders: instant,
      administrations: instant,
      allergies: instant,
      results: instant,
    }),
    counts: z.object({
      inpatients: count,
      orders: count,
      allergies: count,
      resources: count,
      wards: z.array(z.object({ id: z.string(), name: z.string(), patients: count })).readonly(),
    }),
    faults: count,
    faultList: z.array(fault).readonly(),
  }),
])
/** See above. */
export type ReadReply = z.infer<typeof readReply>
