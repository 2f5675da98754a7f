import { z } from 'zod'
import { EVIDENCE_KINDS, ITEM_KINDS, ITEM_SOURCES, type IncidentCommand } from '@codedark/domain/incident'
import { secondBody } from './requests.ts'
import { isContactRole, ROLES, type ContactRole } from '@codedark/domain/people'

const name = z.string().trim().min(1, 'a name is needed').max(200, 'at most 200 characters')
const text = z.string().trim().min(1, 'a text is needed').max(10_000, 'at most 10,000 characters')
const serverId = z.string().min(1, 'a server is needed').max(300)
const instant = z.iso.datetime({ offset: true, error: 'a date and time with its zone is needed' })
const hash = z.string().regex(/^[0-9a-f]{64}$/u, 'the hash of the item is needed')
const role = z.custom<ContactRole>(isContactRole, 'a role is needed')

/** POST /api/evidence: an item as words, or of a file that was taken in before. */
export const itemBody = z.strictObject({
  kind: z.enum(ITEM_KINDS),
  source: z.enum(ITEM_SOURCES).exclude(['triage', 'sighting']),
  sha256: hash.optional(),
  mayShowPatients: z.boolean(),
  server: serverId.optional(),
  seenBy: name.optional(),
  seenAt: instant.optional(),
  text: text.optional(),
  form: name.optional(),
  /** Filed without a name: neither it nor the account is recorded. */
  withoutName: z.boolean(),
})

/** POST /api/evidence/:item/kind */
export const kindBody = z.strictObject({
  from: z.enum(ITEM_KINDS),
  to: z.enum(ITEM_KINDS),
  reason: text,
  /** Needed where it becomes less. */
  second: secondBody.optional(),
})

/** POST /api/evidence/:item/close and /api/notices/:notice/close */
export const closeBody = z.strictObject({ reason: text, second: secondBody })

/** POST /api/evidence/:item/mark */
export const markBody = z.strictObject({})

/** POST /api/evidence/:item/release */
export const releaseBody = z.strictObject({ reason: text })

/** POST /api/notices/:notice/read */
export const readBody = z.strictObject({ role })

/** POST /api/notices/:notice/acknowledge */
export const acknowledgeBody = z.strictObject({ role, hash })

/** POST /api/notices/:notice/decide */
export const decideBody = z.strictObject({ role: z.enum(ROLES), hash, decision: text })

/** POST /api/notices/:notice/handover: what stands on the sheet that came back. */
export const handoverBody = z.strictObject({
  role,
  contact: z.string().max(60).optional(),
  handedBy: name,
  receivedBy: name,
  handedAt: instant,
  /** The hash, where the receiver signed for having it. */
  acknowledged: hash.optional(),
})

/** POST /api/evidence/files, as a query: the body is the file itself. */
export const uploadQuery = z.strictObject({
  kind: z.enum(EVIDENCE_KINDS),
  fileName: z.string().trim().min(1, 'a file name is needed').max(1_000),
  mayShowPatients: z.enum(['yes', 'no']),
  server: serverId.optional(),
  withoutName: z.enum(['yes', 'no']),
})

/** GET /api/notices/:notice/form: for which contact. */
export const formQuery = z.strictObject({ to: z.string().min(1).max(60) })

/** What an item as sent asks to record. */
export function itemCommand(body: z.infer<typeof itemBody>): IncidentCommand {
  const { kind, source, sha256, mayShowPatients, server, seenBy, seenAt, text: words, form } = body
  const seen = seenAt === undefined ? {} : { seenAt: new Date(seenAt).toISOString() }
  const found = { kind, source, sha256, mayShowPatients, server, seenBy, text: words, form }
  return { type: 'FileEvidenceItem', ...found, ...seen }
}
