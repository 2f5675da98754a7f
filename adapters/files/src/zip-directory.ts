import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { FileFault } from './fault.ts'
import { FREE_UNPACK_BYTES, MAX_UNPACK_RATIO, MAX_ZIP_DIRECTORY_BYTES, MAX_ZIP_ENTRIES } from './limits.ts'
import type { OpenLog } from './log-bytes.ts'

/** One file in a zip, as its directory lists it. Nothing of it is trusted: reading checks each promise. */
export interface ZipEntry {
  /** As it stands there, with `/` between folders; never used as a place on disk. */
  readonly name: string
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly packedBytes: number
  readonly bytes: number
  readonly crc: number
  /** Where its own header begins in the zip. */
  readonly headerAt: number
}

/** What a zip lists: the entries that can be read, and a fault for each wanted one that cannot. */
export interface ZipListing {
  readonly entries: readonly ZipEntry[]
  readonly faults: readonly FileFault[]
}

const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const LISTED = 0x02014b50
const HEADER = 0x04034b50
const END_BYTES = 22
const MAX_COMMENT = 65_535
const ENCRYPTED = 1
const UTF8_NAME = 1 << 11

/**
 * Lists the wanted entries of a zip from its directory (APPNOTE 6.3, 4.3.12 to 4.3.16, zip64 too), in its order. Faults:
 * `not-a-zip` as failure; in the listing `encrypted`, `unknown-packing`, `overlapping-entry`, `too-large` (the entry would bring
 * the whole zip over what it may unpack to), `too-many-files`, `packed-damaged` (the directory is cut).
 */
export function listZip(
  zip: OpenLog,
  path: string,
  wanted: (name: string) => boolean,
): Result<ZipListing, FileFault> {
  const place = findDirectory(zip)
  if (typeof place === 'string') return failed({ code: 'not-a-zip', path, reason: place })
  const bytes = readPart(zip, place.at, place.bytes)
  const faults: FileFault[] = []
  const listed = [...walkDirectory(bytes, place, { path, faults })]
  const overlapping = overlaps(listed)
  const entries: ZipEntry[] = []
  const most = Math.max(FREE_UNPACK_BYTES, MAX_UNPACK_RATIO * zip.size)
  const seen = new Map<string, number>()
  let total = 0
  for (const { flags, ...entry } of listed) {
    if (entry.name.endsWith('/') || !wanted(entry.name)) continue
    const times = (seen.get(entry.name) ?? 0) + 1
    seen.set(entry.name, times)
    // Two entries may bear one name; a place must still mean one of them.
    const named = times === 1 ? entry : { ...entry, name: `${entry.name} (${times})` }
    const shown = `${path}!${named.name}`
    if (overlapping.has(entry.headerAt)) faults.push({ code: 'overlapping-entry', path: shown })
    else if ((flags & ENCRYPTED) !== 0 || entry.method === 99) faults.push({ code: 'encrypted', path: shown })
    else if (entry.method !== 0 && entry.method !== 8)
      faults.push({ code: 'unknown-packing', path: shown, method: entry.method })
    else if (total + entry.bytes > most)
      faults.push({ code: 'too-large', path: shown, have: total + entry.bytes, limit: most })
    else {
      total += entry.bytes
      entries.push(named)
    }
  }
  return ok({ entries, faults })
}

/** Where the bytes of an entry begin, after its own header; undefined where no header stands. */
export function entryStart(zip: OpenLog, entry: ZipEntry): number | undefined {
  const bytes = readPart(zip, entry.headerAt, 30)
  const view = viewOf(bytes)
  if (bytes.length < 30 || view.getUint32(0, true) !== HEADER) return undefined
  return entry.headerAt + 30 + view.getUint16(26, true) + view.getUint16(28, true)
}

interface Directory {
  readonly at: number
  readonly bytes: number
  /** What must be added to every offset in it: bytes that stand before the zip. */
  readonly shift: number
}

interface Listed extends ZipEntry {
  readonly flags: number
}

/** The directory's place, or why there is none. */
function findDirectory(zip: OpenLog): Directory | string {
  const tailAt = Math.max(0, zip.size - END_BYTES - MAX_COMMENT)
  const tail = readPart(zip, tailAt, zip.size - tailAt)
  const view = viewOf(tail)
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END) continue
    if (at + END_BYTES + view.getUint16(at + 20, true) > tail.length) continue
    return checked(zip, wide(zip, tailAt + at) ?? narrow(view, at, tailAt + at))
  }
  return 'it has no directory at its end: it is cut, or no zip'
}

function narrow(view: DataView, at: number, endAt: number): Directory {
  const bytes = view.getUint32(at + 12, true)
  return { at: endAt - bytes, bytes, shift: endAt - bytes - view.getUint32(at + 16, true) }
}

/** The zip64 directory, where a locator stands before the end. */
function wide(zip: OpenLog, endAt: number): Directory | undefined {
  const locator = viewOf(readPart(zip, endAt - 20, 20))
  if (locator.byteLength < 20 || locator.getUint32(0, true) !== LOCATOR_64) return undefined
  const at = Number(locator.getBigUint64(8, true))
  const end = viewOf(readPart(zip, at, 56))
  if (end.byteLength < 56 || end.getUint32(0, true) !== END_64) return undefined
  return { at: Number(end.getBigUint64(48, true)), bytes: Number(end.getBigUint64(40, true)), shift: 0 }
}

function checked(zip: OpenLog, place: Directory): Directory | string {
  if (place.at < 0 || place.at + place.bytes > zip.size) return 'its directory lies outside of it'
  if (place.bytes > MAX_ZIP_DIRECTORY_BYTES)
    return `its directory has ${place.bytes} bytes, at most ${MAX_ZIP_DIRECTORY_BYTES} are read`
  return place
}

function* walkDirectory(
  bytes: Uint8Array,
  place: Directory,
  told: { readonly path: string; readonly faults: FileFault[] },
): Generator<Listed> {
  const view = viewOf(bytes)
  let at = 0
  for (let count = 0; at + 46 <= bytes.length; count += 1) {
    if (count >= MAX_ZIP_ENTRIES) {
      told.faults.push({ code: 'too-many-files', path: told.path, limit: MAX_ZIP_ENTRIES })
      return
    }
    const nameBytes = view.getUint16(at + 28, true)
    const extraAt = at + 46 + nameBytes
    const next = extraAt + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (view.getUint32(at, true) !== LISTED || next > bytes.length) break
    const flags = view.getUint16(at + 8, true)
    yield {
      name: nameOf(bytes.subarray(at + 46, extraAt), (flags & UTF8_NAME) !== 0),
      flags,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...widened(view, at, extraAt, place.shift),
    }
    at = next
  }
  if (at < bytes.length)
    told.faults.push({
      code: 'packed-damaged',
      path: told.path,
      reason: `its directory is broken at byte ${place.at + at}`,
    })
}

/** Sizes and place, from the zip64 field where the short ones are full (4.5.3). */
function widened(
  view: DataView,
  at: number,
  extraAt: number,
  shift: number,
): Pick<Listed, 'bytes' | 'packedBytes' | 'headerAt'> {
  const short = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
  const end = extraAt + view.getUint16(at + 30, true)
  let field = extraAt
  while (field + 4 <= end && view.getUint16(field, true) !== 1) field += 4 + view.getUint16(field + 2, true)
  let wideAt = field + 4
  const fieldEnd = field + 4 <= end ? Math.min(end, wideAt + view.getUint16(field + 2, true)) : 0
  const [bytes = 0, packedBytes = 0, headerAt = 0] = short.map((value) => {
    if (value !== 0xffffffff || wideAt + 8 > fieldEnd) return value
    wideAt += 8
    return Number(view.getBigUint64(wideAt - 8, true))
  })
  return { bytes, packedBytes, headerAt: headerAt + shift }
}

/** Places of the headers of entries that lie over another one. */
function overlaps(listed: readonly Listed[]): ReadonlySet<number> {
  const found = new Set<number>()
  const sorted = [...listed].sort((a, b) => a.headerAt - b.headerAt)
  let last: Listed | undefined
  for (const entry of sorted) {
    if (last !== undefined && entry.headerAt < last.headerAt + 30 + last.packedBytes) {
      found.add(entry.headerAt)
      found.add(last.headerAt)
    }
    if (last === undefined || entry.headerAt + entry.packedBytes >= last.headerAt + last.packedBytes)
      last = entry
  }
  return found
}

/** Names without the UTF-8 mark are CP437 by the book; only its ASCII half matters for finding logs, the rest is shown as Latin-1. */
function nameOf(bytes: Uint8Array, utf8: boolean): string {
  const text = new TextDecoder(utf8 ? 'utf-8' : 'latin1').decode(bytes)
  return text.replaceAll('\\', '/')
}

function readPart(zip: OpenLog, at: number, length: number): Uint8Array {
  if (at < 0 || length <= 0) return new Uint8Array(0)
  const bytes = new Uint8Array(length)
  return bytes.subarray(0, zip.read(at, bytes))
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
