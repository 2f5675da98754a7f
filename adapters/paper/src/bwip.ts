import { createRequire } from 'node:module'
import type { Matrix } from './data-matrix.ts'

type Encoder = typeof import('bwip-js/node')
let encoder: Encoder | undefined

/** A QR code's modules; null: the text cannot be held. The encoder is loaded when the first is asked for: packets have none. */
export function qrPixels(text: string): Matrix | null {
  encoder ??= createRequire(import.meta.url)('bwip-js/node') as Encoder
  const [symbol] = encoder.raw('qrcode', text, {})
  if (symbol === undefined || !('pixs' in symbol)) return null
  return { size: symbol.pixx, modules: Uint8Array.from(symbol.pixs) }
}
