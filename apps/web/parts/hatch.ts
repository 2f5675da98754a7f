/** The blue-black of the hatch on a screen. */
export const HATCH_INK = '#1B3A66'
/** The hatch on paper: any colour dithers in one-bit print. */
export const HATCH_PRINT = '#000000'

const SIDE = 4096
const STEP = 8

/**
 * One SVG of 4096 × 4096 with all lines of the hatch, drawn once. A gradient prints as a solid block (unknown would become
 * known bad), a tiled image as grey mush. Source: screens.md 2.
 */
export function hatchFile(colour: string): string {
  const lines = `l${SIDE}-${SIDE}m-${SIDE - STEP} ${SIDE}`.repeat((2 * SIDE) / STEP)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}">` +
    `<path d="M-${SIDE} ${SIDE}${lines}" stroke="${colour}" stroke-width="1.5" fill="none"/></svg>`
  )
}

/** A rectangle in the units of its chart. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Path data of the hatch inside one rectangle of a chart: the segments x + y = k × period, clipped to it. */
export function hatchPath(area: Area, period: number): string {
  if (area.width <= 0 || area.height <= 0) return ''
  const [left, right, top, bottom] = [area.x, area.x + area.width, area.y, area.y + area.height]
  let path = ''
  for (let k = Math.ceil((left + top) / period); k * period <= right + bottom; k += 1) {
    const sum = k * period
    const fromX = Math.max(left, sum - bottom)
    const toX = Math.min(right, sum - top)
    if (toX <= fromX) continue
    path += `M${round(fromX)} ${round(sum - fromX)}L${round(toX)} ${round(sum - toX)}`
  }
  return path
}

const round = (value: number): number => Math.round(value * 100) / 100
