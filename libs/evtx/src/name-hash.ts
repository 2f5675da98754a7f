/** The hash of a name in a chunk's table: 65599 per unit, low 16 bits kept. */
export function nameHash(name: string): number {
  let hash = 0
  for (let n = 0; n < name.length; n += 1) hash = (Math.imul(hash, 65_599) + name.charCodeAt(n)) >>> 0
  return hash & 0xffff
}
