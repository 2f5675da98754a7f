import type { Font, Glyph } from 'fontkit'

/** A word as it is drawn. */
export interface Shaped {
  /** Width as a share of the font size. */
  readonly width: number
  /** Glyphs and what is added between them, as a PDF shows them within `[ ] TJ`; null: marks stand beside their letters. */
  readonly show: string | null
  /** Used where `show` is null: each glyph with its place as a share of the font size. */
  readonly placed: readonly { readonly dx: number; readonly dy: number; readonly show: string }[]
}

/** Words remembered as they are drawn; a hospital has some ten thousand. */
const MAX_REMEMBERED = 40_000

/**
 * One font of all documents of a process. Each word is shaped once; a glyph gets its number in documents when it is first used and
 * keeps it, so that the part of the font that documents carry is made once and shared.
 */
export class ShapedFont {
  readonly font: Font
  /** Glyphs in the order of their numbers in documents; number 0 is "no such glyph". */
  readonly #used: Glyph[]
  readonly #numbers = new Map<number, number>()
  readonly #words = new Map<string, Shaped>()

  constructor(font: Font) {
    this.font = font
    this.#used = [font.getGlyph(0)]
    this.#numbers.set(0, 0)
  }

  /** Glyphs in the order of their numbers in documents. It only grows. */
  get used(): readonly Glyph[] {
    return this.#used
  }

  /** Takes the glyphs of a text in, so that documents that hold no other share one part of the font. */
  takeIn(text: string): void {
    for (const glyph of this.font.layout(text).glyphs) this.#numberOf(glyph)
  }

  /** A word, or a run from right to left, which is shaped whole: its words come out in the wrong order otherwise. */
  shape(text: string, rightToLeft: boolean): Shaped {
    const known = this.#words.get(text)
    if (known !== undefined) return known
    const shaped = this.#shapeNow(text, rightToLeft)
    if (this.#words.size < MAX_REMEMBERED) this.#words.set(text, shaped)
    return shaped
  }

  #shapeNow(text: string, rightToLeft: boolean): Shaped {
    const { glyphs, positions, advanceWidth } = rightToLeft
      ? this.font.layout(text, [])
      : this.font.layout(text)
    const em = this.font.unitsPerEm
    const width = advanceWidth / em
    const straight = positions.every(({ xOffset, yOffset }) => xOffset === 0 && yOffset === 0)
    if (straight) return { width, show: this.#inOneGo(glyphs, positions), placed: [] }
    let x = 0
    const placed = glyphs.map((glyph, index) => {
      const position = positions[index]
      const dx = (x + (position?.xOffset ?? 0)) / em
      const at = { dx, dy: (position?.yOffset ?? 0) / em, show: `<${this.#hexOf(glyph)}>` }
      x += position?.xAdvance ?? 0
      return at
    })
    return { width, show: null, placed }
  }

  #inOneGo(glyphs: readonly Glyph[], positions: readonly { readonly xAdvance: number }[]): string {
    let show = '<'
    for (const [index, glyph] of glyphs.entries()) {
      show += this.#hexOf(glyph)
      const more = (positions[index]?.xAdvance ?? glyph.advanceWidth) - glyph.advanceWidth
      if (more !== 0) show += `>${Math.round((-more * 1000) / this.font.unitsPerEm)}<`
    }
    return `${show}>`.replaceAll('<>', '')
  }

  #hexOf(glyph: Glyph): string {
    return this.#numberOf(glyph).toString(16).padStart(4, '0')
  }

  #numberOf(glyph: Glyph): number {
    const known = this.#numbers.get(glyph.id)
    if (known !== undefined) return known
    const number = this.#used.length
    this.#used.push(glyph)
    this.#numbers.set(glyph.id, number)
    return number
  }
}
