import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { failed, ok, type Result } from '@codedark/domain/result'
import { ANSWERS, type ServerVerdict } from '@codedark/domain/triage'

/** The largest verdicts file that is read, in bytes: 10,000 servers with their coverage have some 40 MB. */
const VERDICTS_BYTES_MAX = 128 * 1024 * 1024

const answer = z.enum(ANSWERS)
const span = z.object({ from: z.string(), until: z.string() })
const gap = z.object({
  kind: z.enum(['cleared', 'missing-records', 'unreadable', 'rolled-over']),
  from: z.string().nullable(),
  until: z.string().nullable(),
  text: z.string(),
})
const channel = z.object({
  channel: z.string(),
  records: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  spans: z.array(span),
  gaps: z.array(gap),
  coversWindow: z.boolean(),
})
const verdict = z.object({
  server: z.string(),
  verdict: answer,
  encryption: answer,
  intrusion: answer,
  seenByPerson: z.boolean(),
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  window: span.nullable(),
  channels: z.array(channel),
  reasons: z.array(z.string()),
  missing: z.array(z.string()),
})

/** Reads a `verdicts.json` that triage wrote. The fault is a sentence with the place in the file. */
export function readVerdicts(path: string): Result<readonly ServerVerdict[], string> {
  let value: unknown
  try {
    const { size } = statSync(path)
    if (size > VERDICTS_BYTES_MAX)
      return failed(`${path}: has ${size} bytes, at most ${VERDICTS_BYTES_MAX} are taken.`)
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return failed(`${path}: ${(error as Error).message}.`)
  }
  const parsed = z.array(verdict).safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return failed(
    `${path}: at ${issue?.path.join('.') ?? 'its top'}: ${issue?.message ?? 'no list of verdicts'}.`,
  )
}
