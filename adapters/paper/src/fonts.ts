import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkit'
import type { Font } from 'fontkit'
import { codePointMark } from './clean-text.ts'
import { FontFiles } from './font-file.ts'
import type { FontFile } from './font-file.ts'
import { ShapedFont } from './shaped-font.ts'
import type { Shaped } from './shaped-font.ts'

/** Weights that are set: 700 for drug, dose and names, 600 for the rest. 400 does not survive a bad copy. */
export type Weight = 'bold' | 'semi'
/** A face of the document; `fallback` is DejaVu, for characters that Plex lacks. */
export type Face = Weight | 'fallback'

/** A piece of a line that is set in one face. */
export interface Run {
  readonly face: Face
  readonly text: string
}

/** The fonts, parsed once, and what is measured with them. Cheap to share by all packets of a process. */
export interface Printer {
  /** Splits a line by face; a character in no font comes back as [U+XXXX]. */
  runs(text: string, weight: Weight): readonly Run[]
  /** Width in points of a line. */
  width(text: string, weight: Weight, size: number): number
  /** A run as it is drawn: word by word, from right to left as a whole. */
  shape(face: Face, text: string, rightToLeft: boolean): Shaped
  /** The part of a font that documents hold. */
  fontFile(face: Face): FontFile
}

const FILES: Readonly<Record<Face, string>> = {
  bold: '@expo-google-fonts/ibm-plex-sans/700Bold/IBMPlexSans_700Bold.ttf',
  semi: '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
  fallback: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
}
/** Hebrew, Arabic and their presentation forms. */
export const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/
const RIGHT_TO_LEFT_RUN =
  /([\u0590-\u065F\u066A-\u06EF\u06FA-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]+(?: [\u0590-\u065F\u066A-\u06EF\u06FA-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]+)*)/u
/** Words remembered with their widths; a ward has a few thousand. */
const MAX_REMEMBERED = 20_000
/** Taken into the fonts of every document: what a European record holds, with the ligatures. */
const TAKEN_IN = `${characters(0x20, 0x7e)}${characters(0xa0, 0x17f)} fi fl ffi ffl – — … → ≤ ≥ µ ’ “ ” •`

/** Reads and parses the three fonts. Throws when an installed font file is missing: the installation is broken. */
export function openPrinter(): Printer {
  const require = createRequire(import.meta.url)
  const open = (file: string): ShapedFont =>
    new ShapedFont(create(readFileSync(require.resolve(file))) as Font)
  const shaped = { bold: open(FILES.bold), semi: open(FILES.semi), fallback: open(FILES.fallback) }
  const fonts = { bold: shaped.bold.font, semi: shaped.semi.font, fallback: shaped.fallback.font }
  for (const weight of ['bold', 'semi'] as const)
    for (const word of TAKEN_IN.split(' ')) shaped[weight].takeIn(word)
  const files = new FontFiles()
  const plain = { bold: plainCharacters(fonts.bold), semi: plainCharacters(fonts.semi) }
  const runs = (text: string, weight: Weight): readonly Run[] =>
    isPlain(text, plain[weight]) ? [{ face: weight, text }] : splitByFace(text, weight, fonts)
  const widths = { bold: new Map<string, number>(), semi: new Map<string, number>() }
  const wordWidth = (word: string, weight: Weight): number => {
    const known = widths[weight].get(word)
    if (known !== undefined) return known
    const sum = runs(word, weight).reduce(
      (total, run) => total + shaped[run.face].shape(run.text, RIGHT_TO_LEFT.test(run.text)).width,
      0,
    )
    if (widths[weight].size < MAX_REMEMBERED) widths[weight].set(word, sum)
    return sum
  }
  const spaces = { bold: wordWidth(' ', 'bold'), semi: wordWidth(' ', 'semi') }
  const width = (text: string, weight: Weight, size: number): number => {
    let sum = 0
    for (let from = 0; from <= text.length;) {
      const space = text.indexOf(' ', from)
      const to = space === -1 ? text.length : space
      if (to > from) sum += wordWidth(text.slice(from, to), weight)
      if (space !== -1) sum += spaces[weight]
      from = to + 1
    }
    return size * sum
  }
  const shape = (face: Face, text: string, rightToLeft: boolean): Shaped =>
    rightToLeft ? shaped[face].shape(text, true) : shapeWords(shaped[face], text)
  return { runs, width, shape, fontFile: (face) => files.of(shaped[face]) }
}

/** A line word by word: each is shaped once in a process. */
function shapeWords(font: ShapedFont, text: string): Shaped {
  if (!text.includes(' ')) return font.shape(text, false)
  const space = font.shape(' ', false)
  let width = 0
  let straight = true
  const shown: string[] = []
  const placed: Shaped['placed'][number][] = []
  for (const [index, word] of text.split(' ').entries()) {
    for (const piece of [...(index > 0 ? [space] : []), ...(word === '' ? [] : [font.shape(word, false)])]) {
      if (piece.show === null) straight = false
      else shown.push(piece.show)
      if (piece.show !== null) placed.push({ dx: width, dy: 0, show: piece.show })
      for (const one of piece.placed) placed.push({ ...one, dx: width + one.dx })
      width += piece.width
    }
  }
  return straight ? { width, show: shown.join(''), placed: [] } : { width, show: null, placed }
}

function characters(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('')
}

/** Characters below this are looked up in a table: nearly all that a European record holds. */
const TABLE_SIZE = 0x250

/** Which of the low characters a face has, none of them from right to left. */
function plainCharacters(font: Font): Uint8Array {
  return Uint8Array.from({ length: TABLE_SIZE }, (_, code) =>
    code >= 0x20 && font.hasGlyphForCodePoint(code) ? 1 : 0,
  )
}

function isPlain(text: string, plain: Uint8Array): boolean {
  for (let at = 0; at < text.length; at += 1) if (plain[text.charCodeAt(at)] !== 1) return false
  return true
}

function splitByFace(text: string, weight: Weight, fonts: Readonly<Record<Face, Font>>): readonly Run[] {
  const found: { face: Face; text: string }[] = []
  const add = (face: Face, piece: string): void => {
    const last = found.at(-1)
    if (last?.face === face) last.text += piece
    else found.push({ face, text: piece })
  }
  for (const part of byDirection(text))
    for (const character of part.text) {
      const code = character.codePointAt(0) ?? 0
      const own = part.rightToLeft ? 'fallback' : weight
      if (fonts[own].hasGlyphForCodePoint(code)) add(own, character)
      else if (fonts.fallback.hasGlyphForCodePoint(code)) add('fallback', character)
      else add(weight, codePointMark(code))
    }
  return found
}

/**
 * Words of a right-to-left script stay in one run with the spaces between them: set word by word they would come out in the
 * wrong order. Digits and Latin letters are never in such a run: they would be mirrored.
 */
function byDirection(text: string): readonly { readonly text: string; readonly rightToLeft: boolean }[] {
  if (!RIGHT_TO_LEFT.test(text)) return [{ text, rightToLeft: false }]
  return text
    .split(RIGHT_TO_LEFT_RUN)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, rightToLeft: RIGHT_TO_LEFT.test(part) }))
}
