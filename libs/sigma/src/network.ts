/** Whether texts are addresses of a network, written `address/bits`; null where it is none. Version 4 and 6 are held apart. */
export function networkTest(network: string): ((text: string) => boolean) | null {
  const [address = '', width = '', more] = network.split('/')
  const want = addressOf(address)
  const bits = Number(width)
  if (want === null || more !== undefined || !/^\d{1,3}$/.test(width) || bits > want.bits) return null
  const shift = BigInt(want.bits - bits)
  return (text) => {
    const have = addressOf(text)
    return have !== null && have.bits === want.bits && have.value >> shift === want.value >> shift
  }
}

/** An IPv4 or IPv6 address as a number; an IPv4 address written as `::ffff:a.b.c.d` is that IPv4 address. A zone is left out. */
export function addressOf(text: string): { readonly bits: 32 | 128; readonly value: bigint } | null {
  const plain = text.trim().replace(/%[^%]*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1] ?? plain
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(mapped)) {
    const bytes = mapped.split('.').map(Number)
    return bytes.some((byte) => byte > 255)
      ? null
      : { bits: 32, value: bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) }
  }
  if (mapped.length > 39 || !/^[0-9a-f:]+$/i.test(mapped) || !mapped.includes(':')) return null
  const halves = mapped.split('::')
  if (halves.length > 2) return null
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const have = groups.reduce((sum, half) => sum + half.length, 0)
  if (halves.length === 1 ? have !== 8 : have > 7) return null
  const all = [...(groups[0] ?? []), ...Array.from({ length: 8 - have }, () => '0'), ...(groups[1] ?? [])]
  if (all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null
  return {
    bits: 128,
    value: all.reduce((sum, group) => (sum << 16n) | BigInt(Number.parseInt(group, 16)), 0n),
  }
}
