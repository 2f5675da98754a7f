import { readFileSync, statSync } from 'node:fs'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, faultOf } from '@codedark/files'
import { parsePlaceholders } from '@codedark/sigma'
import type { Placeholders } from '@codedark/sigma'

/** A list of some thousand names; more is another file given by mistake. */
const MAX_PLACEHOLDER_BYTES = 2 * 1024 * 1024

/**
 * Reads a placeholder file: YAML or JSON, names to a text or a list of texts. The fault is a sentence: it cannot be read, is too large,
 * or is no such map.
 */
export function readPlaceholders(path: string): Result<Placeholders, string> {
  let text: string
  try {
    const have = statSync(path).size
    if (have > MAX_PLACEHOLDER_BYTES)
      return failed(describeFileFault({ code: 'too-large', path, have, limit: MAX_PLACEHOLDER_BYTES }))
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return failed(describeFileFault(faultOf(error, path)))
  }
  const parsed = parsePlaceholders(text.replace(/^\uFEFF/, ''))
  return parsed.ok ? ok(parsed.value) : failed(`${path}: ${parsed.reason}.`)
}
