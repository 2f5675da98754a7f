import type { LinkAddress } from './words.ts'

/**
 * Reads `host:port`, `10.4.0.9:443` or `[fd00::9]:443`. One address and nothing wider: no range, no network, no wildcard, no
 * group or broadcast address, since a probe may only ever reach what somebody wrote down. Null for anything else.
 */
export function parseAddress(text: string): LinkAddress | null {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:[\]/,@*]+)):(\d{1,5})$/.exec(text.trim())
  if (match === null) return null
  const port = Number(match[3])
  if (port < 1 || port > 65_535) return null
  const six = match[1]
  if (six !== undefined) return isOneIpv6(six) ? { host: six.toLowerCase(), port } : null
  const host = (match[2] ?? '').toLowerCase()
  // What ends like an IPv4 address must be one: 10.4.0, 10.4.0.300 and 10.4.0.1-9 are read differently by every system.
  if (!/[a-z][a-z0-9_-]*$/.test(host) || host.startsWith('0x')) return isOneIpv4(host) ? { host, port } : null
  return isHostName(host) ? { host, port } : null
}

function isOneIpv4(host: string): boolean {
  const parts = host.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return false
  const first = Number(parts[0])
  return first !== 0 && first < 224
}

function isOneIpv6(host: string): boolean {
  if (/^ff/i.test(host) || /^[0:]+$/.test(host)) return false
  const halves = host.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const tail = groups.at(-1) ?? ''
  const dotted = tail.includes('.')
  if (dotted && !isOneIpv4(tail)) return false
  const plain = dotted ? groups.slice(0, -1) : groups
  if (!plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false
  const count = plain.length + (dotted ? 2 : 0)
  return halves.length === 2 ? count < 8 : count === 8
}

function isHostName(host: string): boolean {
  return (
    host.length <= 253 &&
    host.split('.').every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))
  )
}
