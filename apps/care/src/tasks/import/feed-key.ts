import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, writeDurably } from '@codedark/files'
import { feedPublicKey } from '@codedark/journal'
import type { OpenedCare } from '../open-care.ts'

/** Writes the public key to which collectors seal, 64 hex digits. It is no secret. The fault is a sentence. */
export function writeFeedKey(care: OpenedCare, path: string): Result<string, string> {
  const key = Buffer.from(feedPublicKey(care.keys.feedKey)).toString('hex')
  const written = writeDurably(path, `${key}\n`, 0o644)
  return written.ok ? ok(key) : failed(describeFileFault(written.fault))
}
