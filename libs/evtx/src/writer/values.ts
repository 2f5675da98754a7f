import { filetimeOf } from '../filetime.ts'
import { VALUE_TYPE } from '../values.ts'
import type { EvtxInputValue, EvtxTypedValue } from './input.ts'

/** A value ready to be written: its type in the file, its width in bytes, and how to put it down. */
export interface Prepared {
  readonly type: number
  readonly size: number
  put(view: DataView, at: number): void
}

const NOTHING: Prepared = { type: VALUE_TYPE.null, size: 0, put() {} }

/** Widest value: the width of a value is a u16. */
const MAX_VALUE_BYTES = 0xffff

/** Prepares a value. Throws a RangeError for text that is no GUID, SID or instant, or too long for the format. */
export function prepare(value: EvtxInputValue): Prepared {
  if (value === null) return NOTHING
  if (typeof value === 'object') return typed(value)
  if (typeof value === 'string') return text(value, VALUE_TYPE.string)
  if (typeof value === 'boolean')
    return fixed(VALUE_TYPE.bool, 4, (view, at) => view.setUint32(at, value ? 1 : 0, true))
  if (typeof value === 'bigint')
    return fixed(VALUE_TYPE.uint64, 8, (view, at) => view.setBigUint64(at, value, true))
  return value < 0
    ? fixed(VALUE_TYPE.int32, 4, (view, at) => view.setInt32(at, value, true))
    : fixed(VALUE_TYPE.uint32, 4, (view, at) => view.setUint32(at, value, true))
}

function typed(input: EvtxTypedValue): Prepared {
  switch (input.type) {
    case 'int8':
    case 'uint8':
      return fixed(VALUE_TYPE[input.type], 1, (view, at) => view.setUint8(at, input.value))
    case 'int16':
    case 'uint16':
      return fixed(VALUE_TYPE[input.type], 2, (view, at) => view.setUint16(at, input.value, true))
    case 'int32':
    case 'uint32':
    case 'hex32':
      return fixed(VALUE_TYPE[input.type], 4, (view, at) => view.setUint32(at, input.value, true))
    case 'size32':
      return fixed(VALUE_TYPE.size, 4, (view, at) => view.setUint32(at, input.value, true))
    case 'bool':
      return fixed(VALUE_TYPE.bool, 4, (view, at) => view.setInt32(at, input.value, true))
    case 'int64':
    case 'uint64':
    case 'hex64':
    case 'size':
      return fixed(VALUE_TYPE[input.type], 8, (view, at) =>
        view.setBigUint64(at, BigInt.asUintN(64, input.value), true),
      )
    case 'float32':
      return fixed(VALUE_TYPE.float32, 4, (view, at) => view.setFloat32(at, input.value, true))
    case 'float64':
      return fixed(VALUE_TYPE.float64, 8, (view, at) => view.setFloat64(at, input.value, true))
    case 'guid':
      return bytes(VALUE_TYPE.guid, guidBytes(input.value))
    case 'sid':
      return sid(input.value)
    case 'filetime':
      return filetime(input.value)
    case 'systemtime':
      return systemtime(input.value)
    case 'string':
      return text(input.value, VALUE_TYPE.string)
    case 'xml':
      return text(input.value, VALUE_TYPE.xml)
    case 'ansi':
      return bytes(
        VALUE_TYPE.ansi,
        Uint8Array.from(input.value, (char) => char.charCodeAt(0) & 0xff),
      )
    case 'binary':
    case 'null':
      return bytes(VALUE_TYPE[input.type], input.value)
    case 'array':
      return array(input.items)
    case 'strings':
      return text(input.value.map((one) => `${one}\0`).join(''), VALUE_TYPE.array | VALUE_TYPE.string)
    default:
      return input satisfies never
  }
}

/** The instant as a value of eight bytes. */
export function filetime(iso: string): Prepared {
  const ticks = filetimeOf(iso)
  if (ticks === undefined) throw new RangeError(`no instant: ${iso}`)
  return fixed(VALUE_TYPE.filetime, 8, (view, at) => view.setBigUint64(at, ticks, true))
}

/** The instant as eight fields of sixteen bits; the third is the day of the week. */
function systemtime(iso: string): Prepared {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z$/.exec(iso)
  if (found === null) throw new RangeError(`no instant with milliseconds: ${iso}`)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = found.slice(1).map(Number)
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return fixed(VALUE_TYPE.systemtime, 16, (view, at) => {
    for (const [n, field] of [year, month, weekday, day, hour, minute, second, ms].entries())
      view.setUint16(at + 2 * n, field, true)
  })
}

/** Items one behind the other. */
function array(items: readonly EvtxTypedValue[]): Prepared {
  const prepared = items.map((item) =>
    item.type === 'string' || item.type === 'ansi'
      ? typed({ type: item.type, value: `${item.value}\0` })
      : typed(item),
  )
  const type = prepared[0]?.type ?? VALUE_TYPE.string
  if (prepared.some((item) => item.type !== type)) throw new RangeError('the items of an array have one type')
  const size = prepared.reduce((sum, item) => sum + item.size, 0)
  return fixed(VALUE_TYPE.array | type, size, (view, at) => {
    let next = at
    for (const item of prepared) {
      item.put(view, next)
      next += item.size
    }
  })
}

/** The sixteen bytes of a GUID, whose first three fields are little-endian. */
export function guidBytes(guid: string): Uint8Array {
  const hex = guid.replace(/[{}-]/g, '')
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) throw new RangeError(`no GUID: ${guid}`)
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
  return Uint8Array.from(order, (n) => Number.parseInt(hex.slice(2 * n, 2 * n + 2), 16))
}

function sid(value: string): Prepared {
  const found = /^S-(\d+)-(\d+)((?:-\d+)*)$/.exec(value)
  if (found === null) throw new RangeError(`no SID: ${value}`)
  const parts = (found[3] ?? '').split('-').slice(1).map(Number)
  const authority = Number(found[2])
  return fixed(VALUE_TYPE.sid, 8 + 4 * parts.length, (view, at) => {
    view.setUint8(at, Number(found[1]))
    view.setUint8(at + 1, parts.length)
    view.setUint16(at + 2, Math.floor(authority / 4_294_967_296), false)
    view.setUint32(at + 4, authority >>> 0, false)
    for (const [n, part] of parts.entries()) view.setUint32(at + 8 + 4 * n, part, true)
  })
}

function text(value: string, type: number): Prepared {
  return fixed(type, 2 * value.length, (view, at) => {
    for (let n = 0; n < value.length; n += 1) view.setUint16(at + 2 * n, value.charCodeAt(n), true)
  })
}

function bytes(type: number, value: Uint8Array): Prepared {
  return fixed(type, value.length, (view, at) => {
    for (const [n, byte] of value.entries()) view.setUint8(at + n, byte)
  })
}

function fixed(type: number, size: number, put: (view: DataView, at: number) => void): Prepared {
  if (size > MAX_VALUE_BYTES) throw new RangeError(`a value of ${size} bytes does not fit into a record`)
  return { type, size, put }
}
