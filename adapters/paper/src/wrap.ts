import { cleanLines } from './clean-text.ts'
import type { Printer, Weight } from './fonts.ts'
import { MAX_TEXT } from './limits.ts'

/** Text of one style. `whole`: a drug or a dose, broken only when it is longer than a line, and then marked. */
export interface Span {
  readonly text: string
  readonly weight: Weight
  readonly size: number
  readonly whole?: boolean
}

/** A set line: pieces with their x from the left edge, in points. */
export interface Line {
  readonly pieces: readonly { readonly x: number; readonly width: number; readonly span: Span }[]
  readonly height: number
  readonly width: number
}

/** Ends a line whose text goes on within a word, a drug or a dose. Drawn as text, never a hyphen: after a digit that misleads. */
export const GOES_ON = '…→'
/** Stands where a text longer than MAX_TEXT was cut. */
export const CUT = '[CUT: TOO LONG FOR PAPER]'
const LEADING = 1.22
const NUMBER = /^[<>≤≥~±]?\d[\d.,/×x:–-]*$/u
const UNIT = /^[\p{L}µ%°/][\p{L}\d%°/.²³*]{0,12}[,;.)]?$/u

interface Atom {
  readonly text: string
  readonly span: Span
}

/** Texts remembered as they are set: headings, labels and words of the record come again on each page. */
const MAX_REMEMBERED = 8_000
/** Longer ones come once. */
const MAX_REMEMBERED_LENGTH = 80
const remembered = new WeakMap<Printer, Map<string, readonly Line[]>>()

/** Sets spans one after the other within a width (points). No character is lost; each line break of a text begins a line. */
export function wrap(printer: Printer, spans: readonly Span[], width: number): readonly Line[] {
  const [span] = spans
  if (span === undefined || spans.length > 1 || span.text.length > MAX_REMEMBERED_LENGTH)
    return wrapNow(printer, spans, width)
  const known = remembered.get(printer) ?? new Map<string, readonly Line[]>()
  remembered.set(printer, known)
  const key = `${span.weight}\n${span.size}\n${span.whole === true}\n${width}\n${span.text}`
  const lines = known.get(key) ?? wrapNow(printer, spans, width)
  if (known.size < MAX_REMEMBERED) known.set(key, lines)
  return lines
}

function wrapNow(printer: Printer, spans: readonly Span[], width: number): readonly Line[] {
  const lines: Line[] = []
  let atoms: Atom[] = []
  let used = 0
  const end = (): void => {
    if (atoms.length > 0) lines.push(setLine(printer, atoms))
    atoms = []
    used = 0
  }
  for (const span of spans) {
    // As shown: a long [U+XXXX] can then be broken like any other text in a narrow column.
    const parts = cleanLines(cut(span.text)).map((part) => shownAs(printer, part, span.weight))
    for (const [index, part] of parts.entries()) {
      if (index > 0) end()
      for (const atom of atomsOf(part, span)) {
        const own = measure(printer, atom)
        const gap = atoms.length === 0 ? 0 : gapBefore(printer, atoms.at(-1), atom)
        if (used + gap + own <= width) {
          atoms.push(atom)
          used += gap + own
          continue
        }
        end()
        const pieces = own <= width ? [atom] : breakAtom(printer, atom, width)
        for (const [at, piece] of pieces.entries()) {
          if (at > 0) end()
          atoms.push(piece)
          used = measure(printer, piece)
        }
      }
    }
  }
  end()
  return lines
}

/** Height of lines under each other. */
export function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.height, 0)
}

function shownAs(printer: Printer, text: string, weight: Weight): string {
  return printer
    .runs(text, weight)
    .map((run) => run.text)
    .join('')
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} ${CUT}` : text
}

function measure(printer: Printer, atom: Atom): number {
  return printer.width(atom.text, atom.span.weight, atom.span.size)
}

function gapBefore(printer: Printer, before: Atom | undefined, atom: Atom): number {
  const space = printer.width(' ', atom.span.weight, atom.span.size)
  return before?.span === atom.span ? space : space * 2
}

function atomsOf(text: string, span: Span): Atom[] {
  if (span.whole === true) return [{ text, span }]
  const atoms: Atom[] = []
  let number = ''
  for (const word of text.split(' ')) {
    if (number !== '' && UNIT.test(word)) {
      atoms.push({ text: `${number} ${word}`, span })
      number = ''
      continue
    }
    if (number !== '') atoms.push({ text: number, span })
    number = ''
    if (NUMBER.test(word)) number = word
    else atoms.push({ text: word, span })
  }
  if (number !== '') atoms.push({ text: number, span })
  return atoms
}

/** Breaks at spaces (not between number and unit) where it can, within a word where it must, never within a number that fits. */
function breakAtom(printer: Printer, atom: Atom, width: number): Atom[] {
  const { span } = atom
  const fits = (text: string): boolean => printer.width(`${text} ${GOES_ON}`, span.weight, span.size) <= width
  const [number = '', unit = '', ...more] = atom.text.split(' ')
  const fitsAlone = [number, unit].every((word) => printer.width(word, span.weight, span.size) <= width)
  // A number over its unit needs no mark, and '120 …→ 0 mg' would be read as another dose.
  if (more.length === 0 && NUMBER.test(number) && UNIT.test(unit) && fitsAlone)
    return [number, unit].map((text) => ({ text, span }))
  const pieces: Atom[] = []
  let rest = atom.text
  while (printer.width(rest, span.weight, span.size) > width) {
    const characters = [...rest]
    let count = 1
    while (count < characters.length - 1 && fits(characters.slice(0, count + 1).join(''))) count += 1
    const best = breakPoint(characters, count)
    pieces.push({ text: `${characters.slice(0, best).join('').trimEnd()} ${GOES_ON}`, span })
    rest = characters.slice(best).join('').trimStart()
  }
  if (rest !== '') pieces.push({ text: rest, span })
  return pieces
}

function breakPoint(characters: readonly string[], count: number): number {
  for (let at = count; at > 0; at--) {
    const spaced = characters[at] === ' ' || characters[at - 1] === ' '
    if (!spaced) continue
    const before = characters.slice(0, at).join('').trimEnd().split(' ').at(-1) ?? ''
    const after = characters.slice(at).join('').trimStart().split(' ')[0] ?? ''
    if (!(NUMBER.test(before) && UNIT.test(after)) && before !== '') return at
  }
  const numeric = /[\d.,\p{M}]/u
  for (let at = count; at > 1; at--)
    if (!(numeric.test(characters[at - 1] ?? '') && numeric.test(characters[at] ?? ''))) return at
  return count
}

function setLine(printer: Printer, atoms: readonly Atom[]): Line {
  const pieces: { x: number; width: number; span: Span }[] = []
  let x = 0
  let before: Atom | undefined
  for (const atom of atoms) {
    const last = pieces.at(-1)
    if (last !== undefined && before?.span === atom.span) {
      last.span = { ...last.span, text: `${last.span.text} ${atom.text}` }
      last.width = printer.width(last.span.text, atom.span.weight, atom.span.size)
    } else {
      const start = last === undefined ? 0 : last.x + last.width + gapBefore(printer, before, atom)
      pieces.push({ x: start, width: measure(printer, atom), span: { ...atom.span, text: atom.text } })
    }
    const end = pieces.at(-1)
    x = end === undefined ? 0 : end.x + end.width
    before = atom
  }
  return { pieces, width: x, height: Math.max(...atoms.map((atom) => atom.span.size)) * LEADING }
}
