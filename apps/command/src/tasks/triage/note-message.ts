import { z } from 'zod'

const contact = z.object({
  kind: z.enum(['mail', 'onion', 'messenger', 'wallet']),
  value: z.string(),
})

/** For `note`: what a text file says, as far as plain search tells. Told by a child, so it is checked like any input. */
export const note = z.object({
  is: z.literal('note'),
  bytes: z.number().int().min(0),
  modifiedAt: z.string().nullable(),
  /** Null: it is larger than is hashed, or could not be read to its end. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  isNote: z.boolean(),
  language: z.enum(['English', 'French', 'Dutch', 'German', 'Spanish', 'Italian']).nullable(),
  contacts: z.array(contact),
  addressee: z.string().nullable(),
  /** The beginning of the text. */
  excerpt: z.string(),
})

/** One such line. */
export type NoteReply = z.infer<typeof note>
