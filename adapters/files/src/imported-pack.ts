import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { zipSync } from 'fflate'
import { writeDurably } from './durable-write.ts'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'
import { MAX_BUNDLE_BYTES, MAX_IMPORTED_PACKS, MAX_ZIP_BYTES } from './limits.ts'

const CARD = 'import.json'
const ZIP = 'pack.zip'
const BUNDLE = 'bundle.json'
const LICENCE = 'LICENSE.txt'

/** What is known of an imported pack, as it stands in `import.json`. */
export interface ImportCard {
  readonly name: string
  readonly version: string
  /** Of the rule files: see `RulePack`. */
  readonly hash: string
  readonly importedAt: string
  /** Name of the zip or folder that it came from. */
  readonly from: string
  /** Whether a licence was found in it; it lies beside the pack then. */
  readonly hasLicence: boolean
  /** SHA-256, hex, of `pack.zip` and of `bundle.json`: where either does not fit, the bundle is not used. */
  readonly zipSha256: string
  readonly bundleSha256: string
}

/** What is written for a pack. */
export interface ImportedPack {
  readonly card: Omit<ImportCard, 'zipSha256' | 'bundleSha256' | 'hasLicence'>
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly licence: string | null
  readonly bundle: string
}

/**
 * Writes a pack into a folder of its own: all files as one zip (a stick is slow with 4,000 small ones), their licence, the bundle,
 * and last the card that makes it a pack. What was there before is replaced. Faults: those of writing.
 */
export function writeImported(folder: string, pack: ImportedPack): Result<ImportCard, FileFault> {
  const encoder = new TextEncoder()
  // A fixed date: the same rules give the same bytes.
  const zip = zipSync(Object.fromEntries(pack.files.map(({ path, text }) => [path, encoder.encode(text)])), {
    mtime: '1980-01-01T00:00:00',
  })
  const card: ImportCard = {
    ...pack.card,
    hasLicence: pack.licence !== null,
    zipSha256: sha256(zip),
    bundleSha256: sha256(encoder.encode(pack.bundle)),
  }
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    return failed(faultOf(error, folder))
  }
  const parts: readonly (readonly [string, string | Uint8Array])[] = [
    [ZIP, zip],
    [BUNDLE, pack.bundle],
    ...(pack.licence === null ? [] : [[LICENCE, pack.licence] as const]),
    [CARD, `${JSON.stringify(card, null, 2)}\n`],
  ]
  for (const [name, content] of parts) {
    const written = writeDurably(join(folder, name), content)
    if (!written.ok) return written
  }
  return ok(card)
}

/** An imported pack in a folder: undefined where there is none. Without a bundle that fits, its zip has to be read. */
export function readImported(folder: string):
  | (Pick<ImportCard, 'name' | 'version' | 'hash'> & {
      readonly bundle: string | undefined
      readonly zip: string
    })
  | FileFault
  | undefined {
  const cardPath = join(folder, CARD)
  const zip = join(folder, ZIP)
  if (!existsSync(cardPath) || !existsSync(zip)) return undefined
  try {
    const card = readCard(readFileSync(cardPath, 'utf8'))
    if (card === null) return { code: 'not-text', path: cardPath }
    for (const [path, limit] of [
      [zip, MAX_ZIP_BYTES],
      [join(folder, BUNDLE), MAX_BUNDLE_BYTES],
    ] as const) {
      const have = existsSync(path) ? statSync(path).size : 0
      if (have > limit) return { code: 'too-large', path, have, limit }
    }
    return { ...card, zip, bundle: fittingBundle(folder, card) }
  } catch (error) {
    return faultOf(error, folder)
  }
}

/** The folders of imported packs in a folder, in order of name; none where it is not there. */
export function importedPacks(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, CARD)))
    .map((entry) => join(folder, entry.name))
    .sort((a, b) => (a < b ? -1 : 1))
    .slice(0, MAX_IMPORTED_PACKS)
}

/** The card of an imported pack; null for a folder without one. */
export function readImportCard(folder: string): ImportCard | null {
  try {
    return readCard(readFileSync(join(folder, CARD), 'utf8'))
  } catch {
    return null
  }
}

function fittingBundle(folder: string, card: ImportCard): string | undefined {
  const path = join(folder, BUNDLE)
  if (!existsSync(path) || sha256(readFileSync(join(folder, ZIP))) !== card.zipSha256) return undefined
  const bytes = readFileSync(path)
  return sha256(bytes) === card.bundleSha256 ? bytes.toString('utf8') : undefined
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function readCard(text: string): ImportCard | null {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof read !== 'object' || read === null) return null
  const fields = new Map(Object.entries(read))
  const one = (name: string): string => {
    const value: unknown = fields.get(name)
    return typeof value === 'string' ? value : ''
  }
  const card: ImportCard = {
    name: one('name'),
    version: one('version'),
    hash: one('hash'),
    importedAt: one('importedAt'),
    from: one('from'),
    hasLicence: fields.get('hasLicence') === true,
    zipSha256: one('zipSha256'),
    bundleSha256: one('bundleSha256'),
  }
  return card.name === '' || card.hash === '' ? null : card
}
