/** Eight tables of 256: the CRC of eight bytes at a time (slicing-by-8), polynomial 0xEDB88320 as in zlib (RFC 1952). */
const TABLES = buildTables()

function buildTables(): Uint32Array {
  const tables = new Uint32Array(8 * 256)
  for (let n = 0; n < 256; n += 1) {
    let c = n
    for (let bit = 0; bit < 8; bit += 1) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    tables[n] = c
  }
  for (let n = 256; n < 2048; n += 1) {
    const before = tables[n - 256] ?? 0
    tables[n] = (tables[before & 0xff] ?? 0) ^ (before >>> 8)
  }
  return tables
}

/** CRC-32 (zlib) of bytes `from` to `to`, carried on from `seed`, the CRC of what came before. Offsets must fit. */
export function crc32(view: DataView, from: number, to: number, seed = 0): number {
  const t = TABLES
  let c = ~seed
  let at = from
  for (; at + 8 <= to; at += 8) {
    const low = c ^ view.getUint32(at, true)
    const high = view.getUint32(at + 4, true)
    c =
      (t[1792 + (low & 0xff)] ?? 0) ^
      (t[1536 + ((low >>> 8) & 0xff)] ?? 0) ^
      (t[1280 + ((low >>> 16) & 0xff)] ?? 0) ^
      (t[1024 + (low >>> 24)] ?? 0) ^
      (t[768 + (high & 0xff)] ?? 0) ^
      (t[512 + ((high >>> 8) & 0xff)] ?? 0) ^
      (t[256 + ((high >>> 16) & 0xff)] ?? 0) ^
      (t[high >>> 24] ?? 0)
  }
  for (; at < to; at += 1) c = (t[(c ^ view.getUint8(at)) & 0xff] ?? 0) ^ (c >>> 8)
  return ~c >>> 0
}
