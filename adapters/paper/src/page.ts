import type { FormKind } from '@codedark/domain/downtime'
import type { Printer } from './fonts.ts'
import { MM } from './limits.ts'
import type { Line, Span } from './wrap.ts'
import { wrap } from './wrap.ts'

/** A rectangle in points, from the top left of the page. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** One placed piece of text and the cell it must stay in: the ledger that proves that nothing is clipped. */
export interface Box extends Area {
  readonly text: string
  readonly cell: Area
}

/** What is drawn, in order. All lengths in points. */
export type Mark =
  | {
      readonly kind: 'text'
      readonly x: number
      readonly baseline: number
      readonly span: Span
      readonly turn: 0 | 90 | -90
    }
  | { readonly kind: 'frame'; readonly area: Area; readonly line: number; readonly white: boolean }
  | {
      readonly kind: 'rule'
      readonly from: readonly [number, number]
      readonly to: readonly [number, number]
      readonly line: number
    }
  | { readonly kind: 'hatch'; readonly area: Area }
  | { readonly kind: 'code'; readonly x: number; readonly y: number; readonly bars: readonly Area[] }

/** Which sheet a page belongs to. */
export type SheetKind =
  | 'census'
  | 'index'
  | 'medication'
  | 'summary'
  | 'continuation'
  | 'order-form'
  | FormKind

/** Ascent of a line as a share of its height: where the baseline stands. */
const BASELINE = 0.8

/** A4 page under construction: measured and placed first, drawn later. */
export class Page {
  readonly width: number
  readonly height: number
  readonly marks: Mark[] = []
  readonly boxes: Box[] = []
  readonly printer: Printer

  constructor(printer: Printer, orientation: 'portrait' | 'landscape') {
    this.printer = printer
    this.width = (orientation === 'portrait' ? 210 : 297) * MM
    this.height = (orientation === 'portrait' ? 297 : 210) * MM
  }

  /** Sets lines from the top of a cell; returns the y below them. */
  lines(lines: readonly Line[], cell: Area, align: 'left' | 'centre' | 'right' = 'left'): number {
    let y = cell.y
    for (const line of lines) {
      const free = cell.w - line.width
      const shift = align === 'left' ? 0 : align === 'right' ? free : free / 2
      for (const { x, width, span } of line.pieces) {
        const left = cell.x + shift + x
        this.marks.push({ kind: 'text', x: left, baseline: y + line.height * BASELINE, span, turn: 0 })
        this.boxes.push({ x: left, y, w: width, h: line.height, text: span.text, cell })
      }
      y += line.height
    }
    return y
  }

  /** Wraps and sets spans in a cell; returns the y below them. */
  set(spans: readonly Span[], cell: Area, align: 'left' | 'centre' | 'right' = 'left'): number {
    return this.lines(wrap(this.printer, spans, cell.w), cell, align)
  }

  /** As `set`, in the middle of the cell's height. */
  middle(spans: readonly Span[], cell: Area, align: 'left' | 'centre' = 'centre'): void {
    const lines = wrap(this.printer, spans, cell.w)
    const high = lines.reduce((sum, line) => sum + line.height, 0)
    this.lines(lines, { ...cell, y: cell.y + (cell.h - high) / 2, h: high }, align)
  }

  frame(area: Area, line: number, white = false): void {
    this.marks.push({ kind: 'frame', area, line, white })
  }

  across(x1: number, x2: number, y: number, line: number): void {
    this.marks.push({ kind: 'rule', from: [x1, y], to: [x2, y], line })
  }

  down(x: number, y1: number, y2: number, line: number): void {
    this.marks.push({ kind: 'rule', from: [x, y1], to: [x, y2], line })
  }

  hatch(area: Area): void {
    this.marks.push({ kind: 'hatch', area })
  }
}

/** A bold span. */
export function bold(text: string, size: number, whole = false): Span {
  return { text, weight: 'bold', size, whole }
}

/** A semibold span. */
export function semi(text: string, size: number): Span {
  return { text, weight: 'semi', size }
}
