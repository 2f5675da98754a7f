import { deflateSync } from 'node:zlib'
import type { ShapedFont } from './shaped-font.ts'

/** What a document holds of a font: made for the glyphs that are in use, and shared until there are more. */
export interface FontFile {
  /** Name in documents; its six letters tell this part of the font from others. */
  readonly name: string
  /** The part of the font, and the map from its glyphs to Unicode, both deflated. */
  readonly file: Buffer
  readonly unicode: Buffer
  /** Length of `file` before it was deflated. */
  readonly fileBytes: number
  /** Widths of the glyphs in thousandths of the size. */
  readonly widths: string
  /** Entries of the font descriptor. */
  readonly metrics: string
}

/** Makes font files and remembers the last of each font. */
export class FontFiles {
  readonly #made = new Map<ShapedFont, { readonly glyphs: number; readonly file: FontFile }>()

  of(font: ShapedFont): FontFile {
    const glyphs = font.used.length
    const last = this.#made.get(font)
    if (last?.glyphs === glyphs) return last.file
    const file = fontFile(font)
    this.#made.set(font, { glyphs, file })
    return file
  }
}

function fontFile({ font, used }: ShapedFont): FontFile {
  const scale = 1000 / font.unitsPerEm
  const subset = font.createSubset()
  for (const glyph of used.slice(1)) subset.includeGlyph(glyph)
  const bytes = subset.encode()
  const { bbox } = font
  const metrics = [
    `/Flags ${font['OS/2'].sFamilyClass >> 8 >= 1 && font['OS/2'].sFamilyClass >> 8 <= 7 ? 6 : 4}`,
    `/FontBBox [${[bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map((one) => round(one * scale)).join(' ')}]`,
    `/ItalicAngle ${font.italicAngle} /Ascent ${round(font.ascent * scale)} /Descent ${round(font.descent * scale)}`,
    `/CapHeight ${round((font.capHeight === 0 ? font.ascent : font.capHeight) * scale)}`,
    `/XHeight ${round(font.xHeight * scale)} /StemV 0`,
  ]
  return {
    name: `${tagOf(used.length)}+${font.postscriptName.replaceAll(' ', '_')}`,
    ...{ file: deflateSync(bytes), fileBytes: bytes.length },
    unicode: deflateSync(unicodeMap(used.map(({ codePoints }) => codePoints))),
    widths: used.map(({ advanceWidth }) => round(advanceWidth * scale)).join(' '),
    metrics: metrics.join(' '),
  }
}

const round = (value: number): number => Math.round(value)

function tagOf(count: number): string {
  let tag = ''
  for (let rest = count, place = 0; place < 6; place += 1, rest = Math.floor(rest / 26))
    tag = String.fromCharCode(65 + (rest % 26)) + tag
  return tag
}

/** Entries that one list of the map may hold (PDF 32000-1, 9.10.3: at most 100 is what every reader takes). */
const PER_LIST = 100

function unicodeMap(codePoints: readonly (readonly number[])[]): string {
  const entries = codePoints.map(
    (points) => `<${Buffer.from(utf16(String.fromCodePoint(...points))).toString('hex')}>`,
  )
  const lists: string[] = []
  for (let at = 1; at < entries.length; at += PER_LIST) {
    const list = entries.slice(at, at + PER_LIST)
    lists.push(`1 beginbfrange\n<${hex(at)}> <${hex(at + list.length - 1)}> [${list.join(' ')}]\nendbfrange`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${lists.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

const hex = (value: number): string => value.toString(16).padStart(4, '0')

/** UTF-16, big end first, as PDF wants its texts. */
export function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}
