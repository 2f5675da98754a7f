// DataMatrix ECC 200 (ISO/IEC 16022), square, ASCII encodation. Written here since every page bears one: the general encoder took
// a seventh of a packet's time.

/** A symbol: modules from the top left, 1 black. */
export interface Matrix {
  readonly size: number
  readonly modules: Uint8Array
}

/** Sizes of one error-correction block: side of the symbol, of its regions in one direction, data and check characters. */
const SIZES = [
  { side: 10, regions: 1, data: 3, check: 5 },
  { side: 12, regions: 1, data: 5, check: 7 },
  { side: 14, regions: 1, data: 8, check: 10 },
  { side: 16, regions: 1, data: 12, check: 12 },
  { side: 18, regions: 1, data: 18, check: 14 },
  { side: 20, regions: 1, data: 22, check: 18 },
  { side: 22, regions: 1, data: 30, check: 20 },
  { side: 24, regions: 1, data: 36, check: 24 },
  { side: 26, regions: 1, data: 44, check: 28 },
  { side: 32, regions: 2, data: 62, check: 36 },
] as const

type Size = (typeof SIZES)[number]

/** ASCII of at most 62 characters (pairs of digits count once); null: more than that. */
export function dataMatrixOf(text: string): Matrix | null {
  const words = wordsOf(text)
  const size = SIZES.find(({ data }) => data >= words.length)
  if (size === undefined) return null
  const padded = pad(words, size.data)
  return draw([...padded, ...checkWords(padded, size.check)], size)
}

function wordsOf(text: string): number[] {
  const words: number[] = []
  for (let at = 0; at < text.length;) {
    const pair = /^\d\d/u.exec(text.slice(at))?.[0]
    words.push(pair === undefined ? text.charCodeAt(at) + 1 : Number(pair) + 130)
    at += pair === undefined ? 1 : 2
  }
  return words
}

/** 129, then words that are scattered by their place (5.2.3 of the standard). */
function pad(words: readonly number[], data: number): number[] {
  const padded = [...words]
  if (padded.length < data) padded.push(129)
  while (padded.length < data) {
    const scattered = 129 + ((149 * (padded.length + 1)) % 253) + 1
    padded.push(scattered > 254 ? scattered - 254 : scattered)
  }
  return padded
}

/** Powers and logarithms of 2 in the field of 256 elements over x⁸+x⁵+x³+x²+1. */
const FIELD = (() => {
  const power = new Uint8Array(510)
  const log = new Uint8Array(256)
  for (let at = 0, value = 1; at < 255; at += 1) {
    power[at] = value
    power[at + 255] = value
    log[value] = at
    value <<= 1
    if (value > 255) value ^= 0x12d
  }
  return { power, log }
})()

function times(one: number, other: number): number {
  if (one === 0 || other === 0) return 0
  return FIELD.power[(FIELD.log[one] ?? 0) + (FIELD.log[other] ?? 0)] ?? 0
}

const generators = new Map<number, readonly number[]>()

/** Coefficients below the leading one, highest first, of the product of (x − 2ⁱ), i from 1. */
function generatorOf(count: number): readonly number[] {
  const known = generators.get(count)
  if (known !== undefined) return known
  let poly = [1]
  for (let root = 1; root <= count; root += 1) {
    const by = FIELD.power[root] ?? 0
    const before = poly
    poly = [...before, 0].map((value, at) => value ^ times(before[at - 1] ?? 0, by))
  }
  const own = poly.slice(1)
  generators.set(count, own)
  return own
}

function checkWords(data: readonly number[], count: number): number[] {
  const generator = generatorOf(count)
  let rest = Array.from({ length: count }, () => 0)
  for (const word of data) {
    const factor = word ^ (rest[0] ?? 0)
    const before = rest
    rest = generator.map((value, at) => (before[at + 1] ?? 0) ^ times(factor, value))
  }
  return rest
}

/** Where a symbol's mapping matrix has which bit (word × 8 + bit from the highest; −1 black, −2 white): the same for all texts. */
const placements = new Map<number, Int16Array>()

function draw(words: readonly number[], { side, regions }: Size): Matrix {
  const inner = side - 2 * regions
  const placement = placements.get(side) ?? placementOf(inner)
  placements.set(side, placement)
  const region = side / regions
  const modules = new Uint8Array(side * side)
  for (let row = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1) {
      const [y, x] = [row % region, column % region]
      // Finder: black on the left and below; in turn above and on the right.
      const edge = x === 0 || y === region - 1 ? 1 : y === 0 ? (x + 1) % 2 : x === region - 1 ? y % 2 : null
      if (edge !== null) {
        modules[row * side + column] = edge
        continue
      }
      const down = row - 1 - 2 * Math.floor(row / region)
      const across = column - 1 - 2 * Math.floor(column / region)
      const bit = placement[down * inner + across] ?? -2
      modules[row * side + column] =
        bit >= 0 ? ((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1 : bit === -1 ? 1 : 0
    }
  return { size: side, modules }
}

/** Offsets of the eight modules of a character's usual shape from its last one, highest bit first. */
const SHAPE = [
  [-2, -2],
  [-2, -1],
  [-1, -2],
  [-1, -1],
  [-1, 0],
  [0, -2],
  [0, -1],
  [0, 0],
] as const

/** Annex F: characters stand along diagonals, going up and down in turn; those at the corners have shapes of their own. */
function placementOf(n: number): Int16Array {
  const at = new Int16Array(n * n).fill(-3)
  const put = (row: number, column: number, bit: number): void => {
    let [y, x] = [row, column]
    if (y < 0) [y, x] = [y + n, x + 4 - ((n + 4) % 8)]
    if (x < 0) [y, x] = [y + 4 - ((n + 4) % 8), x + n]
    at[y * n + x] = bit
  }
  let word = 0
  const character = (places: readonly (readonly [number, number])[]): void => {
    for (const [bit, [y, x]] of places.entries()) put(y, x, word * 8 + bit)
    word += 1
  }
  const usual = (row: number, column: number): void => character(SHAPE.map(([y, x]) => [row + y, column + x]))
  let [row, column] = [4, 0]
  do {
    for (const { when, places } of cornersOf(n)) if (when(row, column)) character(places)
    do {
      if (row < n && column >= 0 && at[row * n + column] === -3) usual(row, column)
      row -= 2
      column += 2
    } while (row >= 0 && column < n)
    row += 1
    column += 3
    do {
      if (row >= 0 && column < n && at[row * n + column] === -3) usual(row, column)
      row += 2
      column -= 2
    } while (row < n && column >= 0)
    row += 3
    column += 1
  } while (row < n || column < n)
  if (at[n * n - 1] === -3) {
    at[n * n - 1] = -1
    at[n * n - n - 2] = -1
  }
  return at
}

/** The four shapes at the corners, with the place on the diagonal's way at which each is set. */
function cornersOf(n: number): readonly {
  readonly when: (row: number, column: number) => boolean
  readonly places: readonly (readonly [number, number])[]
}[] {
  const [l, p, t, f] = [n - 1, n - 2, n - 3, n - 4]
  return [
    {
      when: (row, column) => row === n && column === 0,
      places: [
        [l, 0],
        [l, 1],
        [l, 2],
        [0, p],
        [0, l],
        [1, l],
        [2, l],
        [3, l],
      ],
    },
    {
      when: (row, column) => row === p && column === 0 && n % 4 !== 0,
      places: [
        [t, 0],
        [p, 0],
        [l, 0],
        [0, f],
        [0, t],
        [0, p],
        [0, l],
        [1, l],
      ],
    },
    {
      when: (row, column) => row === p && column === 0 && n % 8 === 4,
      places: [
        [t, 0],
        [p, 0],
        [l, 0],
        [0, p],
        [0, l],
        [1, l],
        [2, l],
        [3, l],
      ],
    },
    {
      when: (row, column) => row === n + 4 && column === 2 && n % 8 === 0,
      places: [
        [l, 0],
        [l, l],
        [0, t],
        [0, p],
        [0, l],
        [1, t],
        [1, p],
        [1, l],
      ],
    },
  ]
}
