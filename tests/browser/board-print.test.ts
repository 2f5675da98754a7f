import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { browserTest, visit } from './board-browser.ts'
import { night } from './board-fixture.ts'

/** The page as a PDF, as text by page (layout kept), and a one-bit raster of its first page. */
async function paper(page: Page): Promise<{ readonly pages: readonly string[]; readonly raster: Raster }> {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-print-'))
  try {
    const file = join(folder, 'page.pdf')
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true }))
    const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    assert.equal(text.status, 0, `pdftotext: ${text.stderr}`)
    const drawn = spawnSync('pdftoppm', [
      '-r',
      '100',
      '-mono',
      '-f',
      '1',
      '-l',
      '1',
      '-singlefile',
      file,
      join(folder, 'p'),
    ])
    assert.equal(drawn.status, 0)
    const pages = text.stdout.split('\f').filter((one) => one.trim() !== '')
    return { pages, raster: readRaster(readFileSync(join(folder, 'p.pbm'))) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Raster {
  readonly width: number
  readonly height: number
  readonly black: (x: number, y: number) => boolean
}

/** A binary PBM: 'P4', width, height, then a bit a dot, rows padded to bytes. */
function readRaster(bytes: Buffer): Raster {
  const [, wide = '0', high = '0', ...rest] =
    /^P4\s+(\d+)\s+(\d+)\s/.exec(bytes.subarray(0, 40).toString('latin1')) ?? []
  assert.deepEqual(rest, [])
  const [width, height] = [Number(wide), Number(high)]
  const row = Math.ceil(width / 8)
  const start = bytes.length - row * height
  return {
    width,
    height,
    black: (x, y) => (((bytes[start + y * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1,
  }
}

/** The largest share of black in any square of 24 dots (6 mm) of the raster: a solid block is near 1, a hatch near a fifth. */
function darkest(raster: Raster): number {
  let most = 0
  for (let top = 0; top + 24 < raster.height; top += 12)
    for (let left = 0; left + 24 < raster.width; left += 12) {
      let count = 0
      for (let y = 0; y < 24; y += 1)
        for (let x = 0; x < 24; x += 1) if (raster.black(left + x, top + y)) count += 1
      most = Math.max(most, count / 576)
    }
  return most
}

browserTest(
  'every printed page of a drill says so on its sides, with its number, and keeps its last column',
  async (open) => {
    const page = await open({ input: night })
    for (const [path, words] of [
      ['/', 'not known here'],
      ['/hit', 'BitLocker encryption was started'],
      ['/care', 'Canal'],
      ['/cut', 'Power'],
      ['/servers/srv-dir-00', 'entry 9'],
      ['/log', 'board'],
    ] as const) {
      await visit(page, path)
      const { pages } = await paper(page)
      assert.ok(pages.length > 0)
      for (const [index, text] of pages.entries()) {
        assert.match(text, /DRILL · EXERCICE · OEFENING · ÜBUNG/, `${path}, page ${index + 1}`)
        assert.match(text, new RegExp(`page ${index + 1} of ${pages.length}`), path)
      }
      assert.ok(pages.join('').includes(words), `${path}: ${words}`)
      assert.match(pages[0] ?? '', /One copy only since 22:52/, path)
    }
  },
)

browserTest('page 1 prints hit and suspect in rows, the others as names, on few sheets', async (open) => {
  const page = await open({ input: night, path: '/hit' })
  const { pages } = await paper(page)
  const text = pages.join('')
  for (const id of night.estate?.servers.map((server) => server.id) ?? [])
    assert.ok(text.replaceAll(/\s/g, '').includes(id.slice(0, 20)), id)
  assert.ok(pages.length <= 6, `${pages.length} sheets`)
})

browserTest('on paper hatch is lines, not a block, and what is down is a block', async (open) => {
  // Without the black label of the one copy, nothing on this sheet but hatch and words.
  const page = await open({ input: { ...night, oneCopyOnlySince: null }, path: '/back' })
  const hatched = darkest((await paper(page)).raster)
  assert.ok(hatched > 0.12 && hatched < 0.5, `${hatched} of a hatched sheet's darkest place is black`)
  await visit(page, '/care')
  assert.ok(darkest((await paper(page)).raster) > 0.9)
})

browserTest('printed tables lie inside the sheet', async (open) => {
  // A4 landscape less its margins at 96 dots an inch: 297 - 31 mm and 210 - 31 mm.
  for (const [path, width] of [
    ['/hit', 1005],
    ['/care', 1005],
    ['/rescue', 1005],
    ['/cut', 676],
    ['/wards', 676],
    ['/log', 676],
  ] as const) {
    const page = await open({ input: night, path, width })
    await page.emulateMedia({ media: 'print' })
    const over = await page.evaluate(() =>
      [...document.querySelectorAll('main table')].flatMap((table) => {
        const right = table.getBoundingClientRect().right
        return right > innerWidth + 1 ? [`${Math.round(right)} of ${innerWidth}`] : []
      }),
    )
    assert.deepEqual(over, [], path)
    await page.close()
  }
})
