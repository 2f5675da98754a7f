/** What a part of a bar is: bad solid, half lower half, fine white, said a dashed line, unknown hatched. */
export type BarKind = 'bad' | 'half' | 'fine' | 'said' | 'unknown'

/** A part of a bar as a view holds it. */
export interface BarPart {
  readonly kind: BarKind
  readonly count: number
  readonly label: string
}

/** A part with its place along the bar, in pixels. */
export interface PlacedPart extends BarPart {
  readonly x: number
  readonly width: number
}

/** A part that is there is at least this wide: one hit server of 300 must be seen. */
export const LEAST_PX = 3

/** What an enum value of a newer server means to an older page: not known. */
const KINDS: readonly string[] = ['bad', 'half', 'fine', 'said', 'unknown']

/**
 * Places the parts along `width` pixels in proportion to their counts, each at least `LEAST_PX`. A bar of nothing is not known:
 * one hatched part over the whole width.
 */
export function layBar(parts: readonly BarPart[], width: number): readonly PlacedPart[] {
  const present = parts.filter(({ count }) => count > 0)
  const total = present.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return [{ kind: 'unknown', count: 0, label: 'not known', x: 0, width }]
  const small = present.filter(({ count }) => (count / total) * width < LEAST_PX)
  const smallTotal = small.reduce((sum, { count }) => sum + count, 0)
  const scale = (width - small.length * LEAST_PX) / Math.max(1, total - smallTotal)
  let x = 0
  return present.map((part) => {
    const wide = small.includes(part) ? LEAST_PX : part.count * scale
    const kind = KINDS.includes(part.kind) ? part.kind : 'unknown'
    const placed = { ...part, kind, x, width: wide }
    x += wide
    return placed
  })
}

/** The bar in words, for those who do not see it: '40 hit, 196 not known'. */
export function barInWords(parts: readonly BarPart[]): string {
  const present = parts.filter(({ count }) => count > 0)
  if (present.length === 0) return 'not known'
  return present.map(({ count, label }) => (/^\d/.test(label) ? label : `${count} ${label}`)).join(', ')
}
