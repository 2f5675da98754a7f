// How quickly the board answers and draws, on a board that is being served (a drill's has 300 servers):
//   node bench/board-page.ts http://command.localhost:7317
// Prints min, median and max of each step. The bar is 100 ms to the answer of any action (DESIGN 8).
import { request } from 'node:http'
import { chromium, type Page } from 'playwright-core'
import { signedInAs } from '../tests/scenarios/testing/sign-in.ts'

const RUNS = 9
const BAR_MS = 100
const url = process.argv[2]
if (url === undefined) {
  console.error('Name the address of a board: node bench/board-page.ts http://command.localhost:7317')
  process.exit(2)
}
const board = new URL(url)
// Of a drill: its accounts are published.
const cookie = await signedInAs(board.origin, 'incident-commander')

function report(what: string, times: readonly number[], bar: number | null): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number): string =>
    (sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN).toFixed(0)
  const median = Number(at(0.5))
  const ratio = bar === null ? '' : `, ${(median / bar).toFixed(2)} of the bar of ${bar} ms`
  console.log(`${what.padEnd(46)} min ${at(0)}, median ${at(0.5)}, max ${at(1)} ms${ratio}`)
}

async function answer(path: string): Promise<number> {
  const started = performance.now()
  await new Promise<void>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: board.port, path, headers: { host: board.host, cookie }, agent: false },
      (response) => response.on('data', () => undefined).on('end', resolve),
    )
    asked.on('error', reject)
    asked.end()
  })
  return performance.now() - started
}

/** Milliseconds from a key press until the page shows what it asked for. */
async function pressUntil(page: Page, key: string, shown: string): Promise<number> {
  const [press, code, selector] = [key, /\d/.test(key) ? `Digit${key}` : '', shown].map((one) =>
    JSON.stringify(one),
  )
  // As text: this program is checked without the types of a browser.
  return page.evaluate<number>(`(async () => {
    const started = performance.now()
    const init = { key: ${press}, code: ${code}, bubbles: true, cancelable: true }
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', init))
    while (document.querySelector(${selector}) === null) await new Promise(requestAnimationFrame)
    return performance.now() - started
  })()`)
}

const past = new Date(Date.now() - 60_000).toISOString()
const PATHS = [
  '/api/board',
  '/api/servers',
  '/api/care',
  '/api/rescue',
  '/api/notices',
  '/api/searches',
  '/api/log?limit=200',
  `/api/board?at=${past}`,
]
for (const path of PATHS) {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) times.push(await answer(path))
  report(`GET ${path}`, times, BAR_MS)
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
await page.context().addCookies(
  cookie.split('; ').map((one) => {
    const cut = one.indexOf('=')
    return { name: one.slice(0, cut), value: one.slice(cut + 1), url }
  }),
)
// The first load, as on a laptop that never saw the board: nothing is kept from before.
const opened = performance.now()
await page.goto(url)
await page.locator('.answer').first().waitFor()
const shownMs = performance.now() - opened
const loaded = await page.evaluate<{ files: number; bytes: number }>(`(() => {
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  return { files: all.length, bytes: all.reduce((sum, one) => sum + one.transferSize, 0) }
})()`)
console.log(
  `first load until the seven answers: ${shownMs.toFixed(0)} ms, ${loaded.files} files and answers, ${(loaded.bytes / 1000).toFixed(0)} kB`,
)
await pressUntil(page, '1', '.servers tbody tr')
const first: number[] = []
const map: number[] = []
const steps: number[] = []
for (let run = 0; run < RUNS; run += 1) {
  await pressUntil(page, '0', '.answer')
  first.push(await pressUntil(page, '1', '.servers tbody tr:nth-child(20)'))
  const before = performance.now()
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('j')
  steps.push(performance.now() - before)
  map.push(await pressUntil(page, 'm', '.map'))
  await pressUntil(page, 'm', '.servers')
}
report('key 1 until the first rows of page 1', first, BAR_MS)
report('5 × key J', steps, null)
report('key M until the map', map, BAR_MS)
await browser.close()
