import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { drawPage, FONT_NAMES } from './draw-page.ts'
import { utf16 } from './font-file.ts'
import type { Face, Printer } from './fonts.ts'
import type { Page } from './page.ts'

const deflated = promisify(deflate)
const FACES: readonly Face[] = ['bold', 'semi', 'fallback']

/**
 * Pages as one PDF (1.7), each at its own place in the file; a place that no page has is a blank back. Written here and not by a
 * library: pages are only text, lines and bars at known places, and all documents of a process share the shaped words and the fonts.
 */
export async function toPdf(
  drafts: readonly { readonly page: Page; readonly pdfPage: number }[],
  {
    title,
    printedAt,
    printer,
  }: { readonly title: string; readonly printedAt: string; readonly printer: Printer },
): Promise<Uint8Array> {
  const faces = new Set<Face>()
  const pages: { readonly size: string; readonly content: Promise<Buffer> | null }[] = []
  for (const { page, pdfPage } of drafts) {
    const size = `${page.width.toFixed(2)} ${page.height.toFixed(2)}`
    while (pages.length + 1 < pdfPage) pages.push({ size, content: null })
    const drawn = drawPage(page)
    for (const face of drawn.faces) faces.add(face)
    pages.push({ size, content: deflated(drawn.content) })
  }
  const file = new ObjectFile()
  const catalog = file.next()
  const tree = file.next()
  const fonts = FACES.filter((face) => faces.has(face)).map(
    (face) => `/${FONT_NAMES[face]} ${writeFont(file, printer, face)} 0 R`,
  )
  const kids: string[] = []
  for (const { size, content } of pages) {
    const shown = content === null ? '' : ` /Contents ${file.stream('', await content)} 0 R`
    const page = file.add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${size}] /Resources << /Font << ${fonts.join(' ')} >> >>${shown} >>`,
    )
    kids.push(`${page} 0 R`)
  }
  file.put(tree, `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`)
  file.put(catalog, `<< /Type /Catalog /Pages ${tree} 0 R >>`)
  const at = printedAt.replaceAll(/\D/gu, '').slice(0, 14)
  const info = file.add(
    `<< /Title <feff${utf16(title).toString('hex')}> /Producer (Codedark) /CreationDate (D:${at}Z) >>`,
  )
  return file.end(catalog, info)
}

/** Numbers of the objects of a font: written once in each document, from parts that all documents share. */
function writeFont(file: ObjectFile, printer: Printer, face: Face): number {
  const { name, metrics, widths, ...parts } = printer.fontFile(face)
  const program = file.stream(`/Length1 ${parts.fileBytes} `, parts.file)
  const descriptor = file.add(
    `<< /Type /FontDescriptor /FontName /${name} ${metrics} /FontFile2 ${program} 0 R >>`,
  )
  const descendant = file.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /W [0 [${widths}]] /CIDToGIDMap /Identity >>`,
  )
  const unicode = file.stream('', parts.unicode)
  return file.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R >>`,
  )
}

/** Objects of a PDF with the places that its cross-reference table names. */
class ObjectFile {
  readonly #chunks: Buffer[] = []
  readonly #places: number[] = []
  #length = 0

  constructor() {
    this.#write(Buffer.from('%PDF-1.7\n%\u00ff\u00ff\u00ff\u00ff\n', 'latin1'))
  }

  /** The number of an object that is put later. */
  next(): number {
    this.#places.push(0)
    return this.#places.length
  }

  put(number: number, body: string, stream?: Buffer): void {
    this.#places[number - 1] = this.#length
    this.#write(Buffer.from(`${number} 0 obj\n${body}\n`, 'latin1'))
    if (stream !== undefined) {
      this.#write(Buffer.from('stream\n'))
      this.#write(stream)
      this.#write(Buffer.from('\nendstream\n'))
    }
    this.#write(Buffer.from('endobj\n'))
  }

  add(body: string): number {
    const number = this.next()
    this.put(number, body)
    return number
  }

  /** `bytes` are deflated already. */
  stream(entries: string, bytes: Buffer): number {
    const number = this.next()
    this.put(number, `<< ${entries}/Filter /FlateDecode /Length ${bytes.length} >>`, bytes)
    return number
  }

  end(catalog: number, info: number): Uint8Array {
    const from = this.#length
    const rows = this.#places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`)
    const count = this.#places.length + 1
    const hash = createHash('sha256')
    for (const chunk of this.#chunks) hash.update(chunk)
    const id = hash.digest('hex').slice(0, 32)
    const trailer = `trailer\n<< /Size ${count} /Root ${catalog} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] >>`
    this.#write(
      Buffer.from(
        `xref\n0 ${count}\n0000000000 65535 f \n${rows.join('')}${trailer}\nstartxref\n${from}\n%%EOF\n`,
        'latin1',
      ),
    )
    return new Uint8Array(Buffer.concat(this.#chunks))
  }

  #write(bytes: Buffer): void {
    this.#chunks.push(bytes)
    this.#length += bytes.length
  }
}
