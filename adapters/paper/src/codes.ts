import { qrPixels } from './bwip.ts'
import { code128Widths } from './code-128.ts'
import { dataMatrixOf } from './data-matrix.ts'
import type { Matrix } from './data-matrix.ts'
import { MM } from './limits.ts'
import type { Area } from './page.ts'

/** A code as bars in points from its own corner, with its size. */
export interface Code {
  readonly bars: readonly Area[]
  readonly w: number
  readonly h: number
}

/** 0.75 mm a module reads from a copy of a copy; below 0.5 mm it does not. */
const MATRIX_MODULE = 0.75 * MM
/** 0.35 mm a module: below 0.33 mm a bad copy does not read. */
const BAR_MODULE = 0.35 * MM
const BAR_HEIGHT = 10 * MM
/** A wider one leaves no room for the name beside it. */
const MAX_BARS_W = 60 * MM
/** Only what both symbologies encode without switching code pages. */
const ENCODABLE = /^[\x20-\x7E]{1,60}$/

/** DataMatrix; null when the text cannot be encoded (non-ASCII, over 60 characters): the printed text stands beside it anyway. */
export function dataMatrix(text: string): Code | null {
  const symbol = ENCODABLE.test(text) ? dataMatrixOf(text) : null
  return symbol === null ? null : matrixBars(symbol)
}

/** QR code, which every phone reads; null when the text has other characters than ASCII or more than 300. */
export function qrCode(text: string): Code | null {
  const pixels = /^[\x20-\x7E]{1,300}$/.test(text) ? qrPixels(text) : null
  return pixels === null ? null : matrixBars(pixels)
}

/** QR code of a signed note (C2SP): its lines, with the dash before each signature; null when it has other characters or over 600. */
export function noteCode(text: string): Code | null {
  const pixels = /^[\x20-\x7E\n\u2014]{1,600}$/u.test(text) ? qrPixels(text) : null
  return pixels === null ? null : matrixBars(pixels)
}

function matrixBars({ size, modules }: Matrix): Code {
  const bars: Area[] = []
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size;) {
      let run = 0
      while (column + run < size && modules[row * size + column + run] === 1) run += 1
      if (run > 0)
        bars.push({
          x: column * MATRIX_MODULE,
          y: row * MATRIX_MODULE,
          w: run * MATRIX_MODULE,
          h: MATRIX_MODULE,
        })
      column += Math.max(run, 1)
    }
  return { bars, w: size * MATRIX_MODULE, h: size * MATRIX_MODULE }
}

/** Code 128, 10 mm high; null when the text cannot be encoded or is wider than 60 mm. */
export function code128(text: string): Code | null {
  if (!ENCODABLE.test(text)) return null
  const bars: Area[] = []
  let x = 0
  for (const [index, wide] of code128Widths(text).entries()) {
    if (index % 2 === 0) bars.push({ x, y: 0, w: wide * BAR_MODULE, h: BAR_HEIGHT })
    x += wide * BAR_MODULE
  }
  return x > MAX_BARS_W ? null : { bars, w: x, h: BAR_HEIGHT }
}
