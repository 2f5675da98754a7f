import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkit'
import type { Font, GlyphRun } from 'fontkit'
import { codePointMark } from './clean-text.ts'

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
  readonly fonts: Readonly<Record<Face, Font>>
  /** Splits a line by face; a character in no font comes back as [U+XXXX]. */
  runs(text: string, weight: Weight): readonly Run[]
  /** Width in points of a line. */
  width(text: string, weight: Weight, size: number): number
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

/** Reads and parses the three fonts. Throws when an installed font file is missing: the installation is broken. */
export function openPrinter(): Printer {
  const require = createRequire(import.meta.url)
  const open = (file: string): Font => remembering(create(readFileSync(require.resolve(file))) as Font)
  const fonts = { bold: open(FILES.bold), semi: open(FILES.semi), fallback: open(FILES.fallback) }
  const remembered = new Map<string, number>()
  const plain = { bold: plainCharacters(fonts.bold), semi: plainCharacters(fonts.semi) }
  const runs = (text: string, weight: Weight): readonly Run[] =>
    isPlain(text, plain[weight]) ? [{ face: weight, text }] : splitByFace(text, weight, fonts)
  const wordWidth = (word: string, weight: Weight): number => {
    const key = `${weight}${word}`
    const known = remembered.get(key)
    if (known !== undefined) return known
    const sum = runs(word, weight).reduce(
      (total, run) => total + fonts[run.face].layout(run.text).advanceWidth / fonts[run.face].unitsPerEm,
      0,
    )
    if (remembered.size < MAX_REMEMBERED) remembered.set(key, sum)
    return sum
  }
  const width = (text: string, weight: Weight, size: number): number => {
    const words = text.split(' ')
    const space = wordWidth(' ', weight)
    return (
      size *
      words.reduce(
        (sum, word) => sum + (word === '' ? 0 : wordWidth(word, weight)),
        space * (words.length - 1),
      )
    )
  }
  return { fonts, runs, width }
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

/**
 * A font that shapes each word once: every PDF of the process has a cache of its own, and shaping is most of the time. The
 * library scales the positions that it gets, so each call gets its own.
 */
function remembering(font: Font): Font {
  const known = new Map<string, GlyphRun>()
  const shape = font.layout.bind(font)
  font.layout = (text, features, script, language, direction) => {
    const plain = features ?? script ?? language ?? direction
    if (plain !== undefined) return shape(text, features, script, language, direction)
    const run = known.get(text) ?? shape(text)
    if (known.size < MAX_REMEMBERED) known.set(text, run)
    const positions = run.positions.map((position) => ({ ...position }))
    return Object.assign(Object.create(Object.getPrototypeOf(run) as object) as GlyphRun, run, { positions })
  }
  return font
}

function splitByFace(text: string, weight: Weight, fonts: Printer['fonts']): readonly Run[] {
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
