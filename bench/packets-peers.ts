// The others of bench/packets.ts: headless Chromium and pdfmake print the same texts in the same places, without hatching and codes.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Box } from '@codedark/paper'

/** What a peer printed. */
export interface PeerRun {
  readonly seconds: number
  readonly bytes: number
  readonly pages: number
  /** Most memory of its process in MB; null: not told (Chromium is many). */
  readonly peakMb: number | null
}

const LEADING = 1.22
const FONT = 'node_modules/@expo-google-fonts/ibm-plex-sans/700Bold/IBMPlexSans_700Bold.ttf'

/** What both peers read: the texts of a packet, for Chromium as HTML, for pdfmake as JSON. */
export function writeForPeers(base: string, pages: readonly (readonly Box[])[]): void {
  writeFileSync(`${base}.html`, htmlOf(pages))
  writeFileSync(
    `${base}.boxes`,
    JSON.stringify(pages.map((boxes) => boxes.map(({ x, y, h, text }) => ({ x, y, h, text })))),
  )
}

function htmlOf(pages: readonly (readonly Box[])[]): string {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const one = ({ x, y, h, text }: Box): string =>
    `<b style="left:${x.toFixed(1)}pt;top:${y.toFixed(1)}pt;font-size:${(h / LEADING).toFixed(1)}pt">${escape(text)}</b>`
  const style =
    '@page{size:A4;margin:0}body{margin:0;font-family:sans-serif}p{position:relative;height:841pt;margin:0;break-after:page}b{position:absolute;white-space:pre}'
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${pages.map((boxes) => `<p>${boxes.map(one).join('')}</p>`).join('\n')}`
}

/** Chromium prints every ward's page set, one start for each as a program would do; null: not installed, or it did not print. */
export function chromium(out: string): PeerRun | null {
  const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  if (!existsSync(path)) return null
  const sum = { bytes: 0, pages: 0 }
  const started = performance.now()
  for (const name of readdirSync(out).filter((one) => one.endsWith('.html'))) {
    const pdf = join(out, `${name}.pdf`)
    const args = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-pdf-header-footer',
      `--print-to-pdf=${pdf}`,
    ]
    const run = spawnSync(path, [...args, `file://${join(out, name)}`], { stdio: 'ignore', timeout: 300_000 })
    if (run.status !== 0 || !existsSync(pdf)) return null
    add(sum, pdf)
  }
  return { seconds: (performance.now() - started) / 1000, ...sum, peakMb: null }
}

function add(sum: { bytes: number; pages: number }, pdf: string): void {
  sum.bytes += statSync(pdf).size
  sum.pages += readFileSync(pdf, 'latin1').match(/\/Type ?\/Page\b/gu)?.length ?? 0
}

/** pdfmake, in a process of its own that sets all wards one after another; null: it is not in that folder, or did not print. */
export function pdfmake(out: string, folder: string): PeerRun | null {
  if (!existsSync(join(folder, 'node_modules/pdfmake'))) return null
  const started = performance.now()
  const run = spawnSync(process.execPath, [import.meta.filename, out, folder], {
    encoding: 'utf8',
    timeout: 900_000,
  })
  if (run.status !== 0) {
    process.stderr.write(run.stderr)
    return null
  }
  const seconds = (performance.now() - started) / 1000
  const sum = { bytes: 0, pages: 0 }
  for (const name of readdirSync(out).filter((one) => one.endsWith('.boxes.pdf'))) add(sum, join(out, name))
  return { seconds, ...sum, peakMb: Number(run.stdout) }
}

interface PdfMake {
  setFonts(fonts: Record<string, Record<string, string>>): void
  createPdf(definition: unknown): { write(path: string): Promise<void> }
}

async function printByPdfmake(out: string, folder: string): Promise<void> {
  const maker = createRequire(join(folder, 'package.json'))('pdfmake') as PdfMake
  maker.setFonts({ Plex: { normal: join(import.meta.dirname, '..', FONT) } })
  for (const name of readdirSync(out).filter((one) => one.endsWith('.boxes'))) {
    const pages = JSON.parse(readFileSync(join(out, name), 'utf8')) as Pick<Box, 'x' | 'y' | 'h' | 'text'>[][]
    const content = pages.flatMap((boxes, index) => [
      { text: ' ', fontSize: 1, ...(index === 0 ? {} : { pageBreak: 'before' }) },
      ...boxes.map(({ x, y, h, text }) => ({
        ...{ text, noWrap: true, fontSize: h / LEADING, absolutePosition: { x, y } },
      })),
    ])
    const definition = { pageSize: 'A4', pageMargins: 0, defaultStyle: { font: 'Plex' }, content }
    await maker.createPdf(definition).write(join(out, `${name}.pdf`))
  }
  console.log(process.resourceUsage().maxRSS / 1024)
}

if (import.meta.main) await printByPdfmake(process.argv[2] ?? '', process.argv[3] ?? '')
