/** The CRC-32 of bytes, carried on from the CRC of what came before. */
export type NativeCrc = (bytes: Uint8Array, seed: number) => number

/**
 * Node's own CRC-32 (zlib), ten times as fast on long ranges as one in script: it multiplies without carries, for which script has no
 * word. Undefined elsewhere (a browser, Node before 22): then script does it.
 */
export function nativeCrc(): NativeCrc | undefined {
  const process: unknown = Reflect.get(globalThis, 'process')
  const getModule: unknown = Reflect.get(Object(process), 'getBuiltinModule')
  if (typeof getModule !== 'function') return undefined
  const zlib: unknown = getModule('node:zlib')
  const sum: unknown = Reflect.get(Object(zlib), 'crc32')
  if (typeof sum !== 'function') return undefined
  return (bytes, seed) => {
    const result: unknown = sum(bytes, seed)
    if (typeof result !== 'number') throw new TypeError('zlib.crc32 gave no number')
    return result
  }
}
