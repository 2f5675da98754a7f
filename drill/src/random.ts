/** Numbers that look random and are the same for the same seed on every machine (sfc32, 128 bits of state). */
export interface Random {
  /** At least 0, below 1, in steps of 2^-32. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** One of the list, which must not be empty. */
  pick<Item>(list: readonly Item[]): Item
  /** A new list in another order. */
  shuffle<Item>(list: readonly Item[]): Item[]
  /** This many hexadecimal digits. */
  hex(digits: number): string
  /** A GUID in lower case without braces. */
  guid(): string
  /** A stream of its own for this label: what is drawn here never moves what is drawn there. */
  split(label: string): Random
}

type State = [number, number, number, number]

/** The stream of a seed. */
export function randomOf(seed: number): Random {
  return stream(mix([0x9e_37_79_b9, 0x24_3f_6a_88, 0xb7_e1_51_62, 0xde_ad_be_ef], `seed ${seed}`))
}

function stream(key: State): Random {
  let [a, b, c, d] = key
  const word = (): number => {
    const sum = (((a + b) >>> 0) + d) >>> 0
    d = (d + 1) >>> 0
    a = (b ^ (b >>> 9)) >>> 0
    b = (c + (c << 3)) >>> 0
    c = (((c << 21) | (c >>> 11)) >>> 0) + sum
    c >>>= 0
    return sum
  }
  for (let warm = 0; warm < 16; warm += 1) word()
  const next = (): number => word() / 2 ** 32
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => between(0, 15).toString(16)).join('')
  return {
    next,
    between,
    hex,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const item = list[between(0, list.length - 1)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    shuffle: (list) => {
      const keyed = list.map((item) => ({ item, order: next() }))
      return keyed.sort((one, other) => one.order - other.order).map(({ item }) => item)
    },
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    split: (label) => stream(mix(key, label)),
  }
}

/** Stirs a label into a state: each character moves all four words. */
function mix(key: State, label: string): State {
  let [a, b, c, d] = key
  for (const character of label) {
    const code = character.codePointAt(0) ?? 0
    a = Math.imul(a ^ code, 0x85_eb_ca_6b) >>> 0
    b = Math.imul(b ^ a ^ (code << 7), 0xc2_b2_ae_35) >>> 0
    c = Math.imul(c ^ (b >>> 5) ^ code, 0x27_d4_eb_2f) >>> 0
    d = Math.imul(d ^ (c >>> 11) ^ a, 0x16_56_67_b1) >>> 0
  }
  return [(a ^ (d >>> 15)) >>> 0, (b ^ (a >>> 13)) >>> 0, (c ^ (b >>> 16)) >>> 0, (d ^ (c >>> 14)) >>> 0]
}
