import { describeFileFault, writeDurably } from '@codedark/files'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'

/** Writes a text whole or not at all. The fault is a sentence. */
export function writeText(path: string, text: string): Result<null, string> {
  const written = writeDurably(path, text)
  return written.ok ? ok(null) : failed(describeFileFault(written.fault))
}
