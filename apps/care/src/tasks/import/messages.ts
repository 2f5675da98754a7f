import { z } from 'zod'

const filesRequest = z.strictObject({
  from: z.literal('files'),
  path: z.string(),
  /** File names that ended it twice. */
  skip: z.array(z.string()),
  asOf: z.string().nullable(),
})
const messagesRequest = z.strictObject({
  from: z.literal('messages'),
  /** IANA name: times without an offset are of this zone. */
  timeZone: z.string(),
  /** Whether it says where it is after each message: to find the one that ends it. */
  step: z.boolean(),
})

/** What the reading child is asked for; messages follow as `M` frames and an `E` frame. */
export const readRequest = z.discriminatedUnion('from', [filesRequest, messagesRequest])
/** See above. */
export type FilesRequest = z.infer<typeof filesRequest>
/** See above. */
export type MessagesRequest = z.infer<typeof messagesRequest>

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
