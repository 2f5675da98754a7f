import { filetimeText, systemtimeText } from './filetime.ts'
import type { StringReader } from './text.ts'
import type { ValueTexts } from './value-texts.ts'

/** Text form of a field: one value, several (an array, or several elements of one name), or null for a NULL value. */
export type FieldValue = string | null | readonly string[]

/** A JSON value as `toJSON()` gives it. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
/** A JSON object as `toJSON()` gives it. */
export interface JsonObject {
  [name: string]: JsonValue
}

/** Value types of BinXML (MS-EVEN6 2.2.12; libyal "Value types"), and the flag of an array. */
export const VALUE_TYPE = {
  null: 0,
  string: 1,
  ansi: 2,
  int8: 3,
  uint8: 4,
  int16: 5,
  uint16: 6,
  int32: 7,
  uint32: 8,
  int64: 9,
  uint64: 10,
  float32: 11,
  float64: 12,
  bool: 13,
  binary: 14,
  guid: 15,
  size: 16,
  filetime: 17,
  systemtime: 18,
  sid: 19,
  hex32: 20,
  hex64: 21,
  handle: 0x20,
  fragment: 0x21,
  xml: 0x23,
  array: 0x80,
} as const

const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))

/** Width of a type whose items are all as wide, else 0. */
const WIDTH: readonly number[] = [0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 0, 16, 0, 8, 16, 0, 4, 8]

/** Where values are read from: the chunk, and the strings decoded so far. */
export interface ValueSource {
  readonly view: DataView
  readonly strings: StringReader
  readonly values: ValueTexts
}

/**
 * The text of a value. Its type never decides how far to read: a value whose size does not fit its type is given as
 * hexadecimal bytes, so nothing in a record is hidden by a wrong type.
 */
export function valueText(source: ValueSource, type: number, at: number, size: number): FieldValue {
  if (type === VALUE_TYPE.string || type === VALUE_TYPE.xml) {
    const text = stringText(source, at, size)
    // What stands behind a NUL is hidden by other readers. Both forms are given, so that a rule can match either.
    return text.includes('\0') ? [visibleNul(text), text.slice(0, text.indexOf('\0'))] : text
  }
  if (type === VALUE_TYPE.null) return null
  if ((type & VALUE_TYPE.array) !== 0) return arrayTexts(source, type & 0x7f, at, size)
  return scalarText(source, type, at, size)
}

/**
 * The value as JSON: numbers and booleans as such (integers past 2^53 as decimal strings), GUIDs without braces and
 * times with six digits, as the widespread Rust reader writes them; all else as its text.
 */
export function valueJson(source: ValueSource, type: number, at: number, size: number): JsonValue {
  if (type === VALUE_TYPE.string || type === VALUE_TYPE.xml) return visibleNul(stringText(source, at, size))
  if (type === VALUE_TYPE.null) return null
  if ((type & VALUE_TYPE.array) !== 0) return arrayTexts(source, type & 0x7f, at, size)
  const fits = WIDTH[type] === size || (type === VALUE_TYPE.bool && size === 1)
  if (fits && type === VALUE_TYPE.guid) return guidText(source.view, at).toUpperCase()
  if (fits && type === VALUE_TYPE.bool) return boolAt(source.view, at, size)
  if (fits && type === VALUE_TYPE.filetime) {
    return filetimeText(source.view.getUint32(at, true), source.view.getUint32(at + 4, true), 6)
  }
  const text = scalarText(source, type, at, size)
  if (fits && type >= VALUE_TYPE.int8 && type <= VALUE_TYPE.float64) {
    const number = Number(text)
    if (Number.isFinite(number) && (type >= VALUE_TYPE.float32 || Number.isSafeInteger(number))) return number
  }
  return text
}

/** A NUL inside a string shown as the picture of one, so that what follows it stays visible. */
export function visibleNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\u2400') : text
}

/** UTF-16 text without the NULs that end it; an odd last byte is left out. */
function stringText({ view, strings }: ValueSource, at: number, size: number): string {
  let chars = size >>> 1
  while (chars > 0 && view.getUint16(at + 2 * chars - 2, true) === 0) chars -= 1
  return strings.utf16(view, at, chars)
}

function scalarText(source: ValueSource, type: number, at: number, size: number): string {
  if (type === VALUE_TYPE.ansi)
    return visibleNul(source.strings.ansi(source.view, at, size).replace(/\0+$/, ''))
  if (type === VALUE_TYPE.filetime && size === 8) {
    return source.values.times.text(source.view.getUint32(at, true), source.view.getUint32(at + 4, true))
  }
  // Up to sixteen bits the engine has the text already.
  if (size <= 2 && WIDTH[type] === size) return madeText(source.view, type, at, size)
  return source.values.text(source.view, type, at, size, madeText)
}

function madeText(view: DataView, type: number, at: number, size: number): string {
  const width = WIDTH[type] ?? 0
  if (width !== 0 && width !== size && !(type === VALUE_TYPE.bool && size === 1))
    return hexBytes(view, at, size)
  switch (type) {
    case VALUE_TYPE.int8:
      return String(view.getInt8(at))
    case VALUE_TYPE.uint8:
      return String(view.getUint8(at))
    case VALUE_TYPE.int16:
      return String(view.getInt16(at, true))
    case VALUE_TYPE.uint16:
      return String(view.getUint16(at, true))
    case VALUE_TYPE.int32:
      return String(view.getInt32(at, true))
    case VALUE_TYPE.uint32:
      return String(view.getUint32(at, true))
    case VALUE_TYPE.int64:
      return String(view.getBigInt64(at, true))
    case VALUE_TYPE.uint64:
      return unsignedText(view, at)
    case VALUE_TYPE.float32:
      return float32Text(view.getFloat32(at, true))
    case VALUE_TYPE.float64:
      return String(view.getFloat64(at, true))
    case VALUE_TYPE.bool:
      return boolAt(view, at, size) ? 'true' : 'false'
    case VALUE_TYPE.guid:
      return `{${guidText(view, at)}}`
    case VALUE_TYPE.filetime:
      return filetimeText(view.getUint32(at, true), view.getUint32(at + 4, true))
    case VALUE_TYPE.systemtime:
      return systemtimeText(view, at)
    case VALUE_TYPE.sid:
      return sidText(view, at, size)
    default:
      return hexOrBytes(view, type, at, size)
  }
}

/** Four bytes in files, one in MS-EVEN6; anything but zero is true (other numbers than 1 are seen). */
function boolAt(view: DataView, at: number, size: number): boolean {
  return size === 1 ? view.getUint8(at) !== 0 : view.getInt32(at, true) !== 0
}

/** The shortest text that is this number among those of 32 bits: 0.1, not 0.10000000149011612. */
function float32Text(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const text = String(Number(value.toPrecision(digits)))
    if (Math.fround(Number(text)) === value) return text
  }
  return String(value)
}

/** The types whose text is hexadecimal: hex32, hex64, size_t and handles of either width; and all that is unknown, as bytes. */
function hexOrBytes(view: DataView, type: number, at: number, size: number): string {
  const pointer = type === VALUE_TYPE.size || type === VALUE_TYPE.handle
  if (type === VALUE_TYPE.hex32 || (pointer && size === 4)) {
    return `0x${view.getUint32(at, true).toString(16)}`
  }
  if (type === VALUE_TYPE.hex64 || (pointer && size === 8)) {
    const high = view.getUint32(at + 4, true)
    const low = view.getUint32(at, true).toString(16)
    return high === 0 ? `0x${low}` : `0x${high.toString(16)}${low.padStart(8, '0')}`
  }
  return hexBytes(view, at, size)
}

function unsignedText(view: DataView, at: number): string {
  const high = view.getUint32(at + 4, true)
  if (high < 0x200000) return String(high * 4_294_967_296 + view.getUint32(at, true))
  return String(view.getBigUint64(at, true))
}

function hexBytes(view: DataView, at: number, size: number): string {
  let text = ''
  for (let n = 0; n < size; n += 1) text += HEX[view.getUint8(at + n)] ?? ''
  return text.toUpperCase()
}

/** A GUID, lower case, no braces: its first three fields are little-endian. */
export function guidText(view: DataView, at: number): string {
  const byte = (n: number): string => HEX[view.getUint8(at + n)] ?? ''
  return `${byte(3)}${byte(2)}${byte(1)}${byte(0)}-${byte(5)}${byte(4)}-${byte(7)}${byte(6)}-${byte(8)}${byte(9)}-${byte(10)}${byte(11)}${byte(12)}${byte(13)}${byte(14)}${byte(15)}`
}

function sidText(view: DataView, at: number, size: number): string {
  const count = size >= 8 ? view.getUint8(at + 1) : -1
  if (count < 0 || size !== 8 + 4 * count) return hexBytes(view, at, size)
  // The authority is 48 bits, big-endian.
  const authority = view.getUint16(at + 2, false) * 4_294_967_296 + view.getUint32(at + 4, false)
  let text = `S-${view.getUint8(at)}-${authority}`
  for (let n = 0; n < count; n += 1) text += `-${view.getUint32(at + 8 + 4 * n, true)}`
  return text
}

/** Items of an array: strings end in NUL each, fixed widths are packed, SIDs carry their length. */
export function arrayTexts(source: ValueSource, type: number, at: number, size: number): string[] {
  if (type === VALUE_TYPE.string) {
    const text = source.strings.utf16(source.view, at, size >>> 1)
    return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0')
  }
  if (type === VALUE_TYPE.ansi) {
    const text = source.strings.ansi(source.view, at, size)
    return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0')
  }
  const items: string[] = []
  let done = 0
  while (done < size) {
    const width = itemWidth(source.view, type, at + done, size - done)
    items.push(scalarText(source, type, at + done, width))
    done += width
  }
  return items
}

function itemWidth(view: DataView, type: number, at: number, left: number): number {
  let width = WIDTH[type] ?? 0
  if (type === VALUE_TYPE.sid && left >= 8) width = 8 + 4 * view.getUint8(at + 1)
  // Nothing says how wide the machine was: eight bytes where they come out even.
  else if (type === VALUE_TYPE.size || type === VALUE_TYPE.handle) width = left % 8 === 0 ? 8 : 4
  return width === 0 || width > left ? left : width
}
