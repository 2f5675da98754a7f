/** Text of a range of bytes, made by the platform. */
export type NativeDecode = (bytes: Uint8Array, from: number, to: number) => string

/**
 * Node's own decoders, which are methods of its Buffer that work on any byte array: for long text ten to a hundred times
 * as fast as String.fromCharCode. Undefined elsewhere (a browser): then text is put together in script.
 */
export function nativeDecoder(name: 'latin1Slice' | 'ucs2Slice'): NativeDecode | undefined {
  const buffer: unknown = Reflect.get(globalThis, 'Buffer')
  if (typeof buffer !== 'function') return undefined
  const decode: unknown = Reflect.get(Object(buffer.prototype), name)
  if (typeof decode !== 'function') return undefined
  const native: NativeDecode = (bytes, from, to) => {
    const text: unknown = decode.call(bytes, from, to)
    return typeof text === 'string' ? text : ''
  }
  return native(Uint8Array.of(0x61, 0), 0, 1).length <= 1 ? native : undefined
}
