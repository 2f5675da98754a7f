import { readFileSync, statSync } from 'node:fs'
import { writeDurably } from '@codedark/files'
import { parseClaims, parseOwnDeadlines, type ClaimKind, type DeadlineRule } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'

/** The largest of these lists that is read, in bytes. */
const LIST_BYTES_MAX = 1024 * 1024

/** Reads a hospital's own claims. The fault is a sentence with the place in the file. */
export const readClaims = (path: string): Result<readonly ClaimKind[], string> => readList(path, parseClaims)

/** Reads a hospital's own deadlines. The fault is a sentence with the place in the file. */
export const readOwnDeadlines = (path: string): Result<readonly DeadlineRule[], string> =>
  readList(path, parseOwnDeadlines)

function readList<Item>(
  path: string,
  parse: (input: unknown) => Result<readonly Item[], { readonly place: string; readonly expected: string }>,
): Result<readonly Item[], string> {
  let value: unknown
  try {
    const { size } = statSync(path)
    if (size > LIST_BYTES_MAX)
      return failed(`${path}: has ${size} bytes, at most ${LIST_BYTES_MAX} are taken.`)
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return failed(`${path}: ${(error as Error).message}.`)
  }
  const parsed = parse(value)
  return parsed.ok ? parsed : failed(`${path}: ${parsed.fault.place} must be ${parsed.fault.expected}.`)
}

/** Writes a sheet. The fault is a sentence. */
export function writePdf(path: string, bytes: Uint8Array): Result<null, string> {
  const written = writeDurably(path, bytes)
  return written.ok ? ok(null) : failed(`${path}: could not be written: ${written.fault.code}.`)
}
