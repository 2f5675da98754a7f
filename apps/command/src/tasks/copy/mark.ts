import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'

/** What says of a folder that it holds a second copy, and of what; in clear, since nothing in it is secret. */
export interface CopyMark {
  readonly v: 1
  readonly kind: 'real' | 'drill'
  /** Origin of the record's checkpoints. */
  readonly origin: string
  /** The data folder that it is a copy of, as a path of the machine that copied. */
  readonly from: string
}

const shape = z.strictObject({
  v: z.literal(1),
  kind: z.enum(['real', 'drill']),
  origin: z.string().min(1).max(300),
  from: z.string().min(1).max(10_000),
})

const pathOf = (copy: string): string => join(copy, 'command', 'copy.json')

/** The mark of a copy; null where there is none. The fault is a sentence. */
export function readMark(copy: string): Result<CopyMark | null, string> {
  let text: string
  try {
    text = readFileSync(pathOf(copy), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT'
      ? ok(null)
      : failed(`${pathOf(copy)}: could not be read: ${code ?? String(error)}.`)
  }
  try {
    const parsed = shape.safeParse(JSON.parse(text))
    if (parsed.success) return ok(parsed.data)
  } catch {
    // Said below: what is no JSON is no mark either.
  }
  return failed(`${pathOf(copy)}: is no mark of a copy.`)
}

/** Writes the mark; done means synced. The fault is a sentence. */
export function writeMark(copy: string, mark: CopyMark): Result<null, string> {
  const written = writeDurably(pathOf(copy), `${JSON.stringify(mark, null, 2)}\n`)
  return written.ok ? ok(null) : failed(`${pathOf(copy)}: could not be written: ${written.fault.code}.`)
}
