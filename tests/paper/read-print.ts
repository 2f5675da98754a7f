import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Box, DrawnPacket } from '@codedark/paper'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const MM = 72 / 25.4
/** What no office printer puts ink on. */
const EDGE = 4 * MM
/** Rounding of glyph widths, in points. */
const SLACK = 0.05

/** Whether a program of the tests is missing. */
export function missing(tool: string): boolean {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' })
    return false
  } catch {
    return true
  }
}

/** Without spaces and the mark that a text goes on: breaks of lines are none of the content. */
export function squeeze(text: string): string {
  return text.normalize('NFC').replaceAll('…→', '').replaceAll(/\s/gu, '')
}

/** The text of each page of a PDF as poppler reads it, squeezed, in the order in which it was drawn. */
export function pageTexts(pdf: Uint8Array, folder: string): readonly string[] {
  const file = join(folder, 'read.pdf')
  writeFileSync(file, pdf)
  const out = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return out.split('\f').map(squeeze)
}

/** Every text that leaves its cell, or the printable area, or lies on another one. */
export function misplaced(drawn: DrawnPacket): readonly string[] {
  return drawn.boxes.flatMap((boxes, page) => {
    const lying = drawn.pages[page]?.kind === 'census'
    const [width, height] = lying ? [297 * MM, 210 * MM] : [210 * MM, 297 * MM]
    const printable = { x: EDGE, y: EDGE, w: width - 2 * EDGE, h: height - 2 * EDGE }
    const said = (what: string, box: Box): string => `page ${page + 1}: "${box.text}" ${what}`
    return boxes.flatMap((box, index) => [
      ...(inside(box, box.cell) ? [] : [said('leaves its cell', box)]),
      ...(inside(box, printable) ? [] : [said('leaves the printable area', box)]),
      ...boxes
        .slice(index + 1)
        .flatMap((other) => (overlap(box, other) ? [said(`lies on "${other.text}"`, box)] : [])),
    ])
  })
}

type Area = Pick<Box, 'x' | 'y' | 'w' | 'h'>

function inside(one: Area, cell: Area): boolean {
  return (
    one.x >= cell.x - SLACK &&
    one.y >= cell.y - SLACK &&
    one.x + one.w <= cell.x + cell.w + SLACK &&
    one.y + one.h <= cell.y + cell.h + SLACK
  )
}

function overlap(one: Area, other: Area): boolean {
  const wide = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x)
  const high = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y)
  return wide > SLACK && high > SLACK
}

/** A page as a one-bit picture, whole or a part of it in millimetres; returns the file. */
export function raster(
  pdf: string,
  page: number,
  { dpi, format, part }: { readonly dpi: number; readonly format: 'pbm' | 'png'; readonly part?: Area },
): string {
  const to = `${pdf}-${page}-${dpi}`
  const px = (mm: number): string => String(Math.round((mm / 25.4) * dpi))
  const cut =
    part === undefined ? [] : ['-x', px(part.x), '-y', px(part.y), '-W', px(part.w), '-H', px(part.h)]
  const kind = format === 'png' ? ['-png'] : []
  execFileSync('pdftoppm', [
    ...kind,
    '-mono',
    '-r',
    String(dpi),
    '-f',
    String(page),
    '-l',
    String(page),
    ...cut,
    '-singlefile',
    pdf,
    to,
  ])
  return `${to}.${format}`
}

/** What tesseract reads, squeezed. */
export function ocr(image: string): string {
  const args = [image, '-', '--psm', '6', '-l', 'eng+fra']
  return squeeze(execFileSync('tesseract', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
}

let ready = false

/** The codes in a picture, by format. */
export async function codesIn(image: string): Promise<ReadonlyMap<string, string>> {
  if (!ready) {
    // The reader would otherwise fetch its binary from the network.
    const require = createRequire(import.meta.url)
    const wasmBinary = new Uint8Array(readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm')))
      .buffer
    prepareZXingModule({ overrides: { wasmBinary } })
    ready = true
  }
  const read = await readBarcodes(new Uint8Array(readFileSync(image)), { formats: ['DataMatrix', 'Code128'] })
  return new Map(read.map(({ format, text }) => [format, text]))
}
