import bwip from 'bwip-js/node'

/** What the encoder gives: a matrix of modules, or widths of bars and spaces in turn. */
export type Symbol =
  | { readonly pixs: readonly number[]; readonly pixx: number; readonly pixy: number }
  | { readonly sbs: readonly number[] }

/** Encodes; throws on what the symbology cannot hold, which callers rule out before. */
export function raw(symbology: 'datamatrix' | 'qrcode' | 'code128', text: string): readonly Symbol[] {
  return bwip.raw(symbology, text, {})
}
