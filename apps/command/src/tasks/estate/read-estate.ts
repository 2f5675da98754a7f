import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describeFileFault } from '@codedark/files'
import {
  ESTATE_FILES,
  importEstate,
  type Estate,
  type EstateFault,
  type EstateTexts,
} from '@codedark/domain/estate'
import { failed, ok, type Result } from '@codedark/domain/result'

/** The largest CSV that is read, in bytes: a list of 100,000 servers has some 10 MB. */
const CSV_BYTES_MAX = 32 * 1024 * 1024

/** An estate folder as read: what could be, and each place that could not. */
export interface EstateRead {
  readonly estate: Estate
  readonly texts: EstateTexts
  readonly faults: readonly EstateFault[]
  /** SHA-256 over the four files, hex. */
  readonly digest: string
}

/** Reads servers.csv, services.csv, depends.csv and care.csv of a folder. The fault is a sentence; broken lines are no fault of the folder. */
export function readEstateFolder(folder: string): Result<EstateRead, string> {
  const texts: Record<string, string> = {}
  for (const file of ESTATE_FILES) {
    const path = join(folder, file)
    try {
      const { size } = statSync(path)
      if (size > CSV_BYTES_MAX) {
        return failed(describeFileFault({ code: 'too-large', path, have: size, limit: CSV_BYTES_MAX }))
      }
      texts[file.replace('.csv', '')] = readFileSync(path, 'utf8')
    } catch (error) {
      return failed(
        `${path}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file; an estate folder holds servers.csv, services.csv, depends.csv and care.csv' : (error as Error).message}.`,
      )
    }
  }
  return ok(estateOf(texts as unknown as EstateTexts))
}

/** The estate of four texts, as `readEstateFolder` gives it. */
export function estateOf(texts: EstateTexts): EstateRead {
  const hash = createHash('sha256')
  for (const text of [texts.servers, texts.services, texts.depends, texts.care])
    hash.update(text).update('\0')
  const { estate, faults } = importEstate(texts)
  return { estate, texts, faults, digest: hash.digest('hex') }
}

/** A fault as one line: file, line, column, what was expected and what was found. */
export function describeEstateFault(fault: EstateFault): string {
  return `${fault.file}:${fault.line}:${fault.column}: expected ${fault.expected}, found ${fault.found}`
}
