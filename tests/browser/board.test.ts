import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { test } from 'node:test'
import { chromium, type Page } from 'playwright-core'
import type { BoardView, PageHeader, ServersView } from '@codedark/domain/board'
import { buildWeb } from '../../scripts/build-web.ts'

const CHROMIUM = '/usr/bin/chromium'
const DIST = join(import.meta.dirname, '../../apps/web/dist/board')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}
const NOW = '2021-01-17T22:18:00.000Z'

const header: PageHeader = {
  kind: 'drill',
  hospital: 'Example hospital',
  incident: 'DRILL of 17 January 2021',
  timeZone: 'Europe/Brussels',
  now: NOW,
  lastEntry: null,
  oneCopyOnlySince: NOW,
  you: null,
}
const answers: BoardView['answers'] = ([1, 2, 3, 4, 5, 6, 7] as const).map((number) => ({
  number,
  question: `Question ${number}?`,
  short: `Short ${number}`,
  answer: { strong: 'Nothing is known yet.', rest: 'Nobody has reported.' },
  // Of a question that cannot be answered even a white bar must be hatched.
  bar: [{ kind: 'fine', count: 1, label: 'fine' }],
  besideBar: 'not known',
  changedAt: null,
  answerable: false,
}))
const board: BoardView = { header, answers, decideNow: [], recent: [] }
const unsaid = { state: 'unknown', confidence: 'unknown', by: null, at: null } as const
const servers: ServersView = {
  header,
  numbers: { seenByPerson: 0, hitByLog: 0, suspect: 0, noSign: 0, notKnown: 1, total: 1 },
  firstEvilAt: null,
  isolationAt: null,
  mayBeOpen: null,
  rows: [
    {
      id: 'SRV-A',
      service: 'files',
      serviceName: 'File shares',
      site: 'Canal',
      verdict: 'blind',
      seenByPerson: false,
      encryption: 'blind',
      intrusion: 'blind',
      why: 'Nobody has looked.',
      firstAt: null,
      connection: unsaid,
      power: unsaid,
      coverage: ['System', 'BitLocker', 'Security'].map((channel) => ({ channel, covered: null })),
      marks: [],
      changedAt: null,
    },
  ],
  collectNext: [],
  packs: [],
  unassigned: [],
  triagedAt: null,
}
const VIEWS: Readonly<Record<string, unknown>> = {
  '/api/lock': { locked: false, kind: 'drill', first: false },
  '/api/board': board,
  '/api/servers': servers,
}

test('the board hatches what is not known, frames a drill, and axe finds nothing serious', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
  const { ok, output } = buildWeb()
  assert.ok(ok, output)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    const bugs: string[] = []
    page.on('pageerror', (error) => bugs.push(error.message))
    await serve(page)
    await page.goto('http://command.localhost/')
    await page.locator('.answer').first().waitFor()
    assert.equal(await page.locator('.answer svg.bar[data-unknown="true"]').count(), 7)
    assert.match(await page.title(), /DRILL/)
    assert.equal(await page.locator('.drill-edge').count(), 4)
    assert.deepEqual(await seriousIssues(page), [])
    await page.keyboard.press('Digit1')
    await page.locator('tbody tr').waitFor()
    assert.match(await page.locator('tbody tr').innerText(), /No log received/)
    const hatches = await page
      .locator('svg.cover g path')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''))
    assert.equal(hatches.length, 3)
    assert.ok(hatches.every((d) => d.length > 100))
    assert.deepEqual(await seriousIssues(page), [])
    const shots = process.env['CODEDARK_SHOTS']
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'hit.png') })
    await page.keyboard.press('n')
    assert.equal(await page.getByRole('dialog').count(), 1)
    await page.keyboard.press('Escape')
    assert.equal(await page.getByRole('dialog').count(), 0)
    assert.deepEqual(bugs, [])
  } finally {
    await browser.close()
  }
})

async function serve(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/api/changes') {
      return route.fulfill({ contentType: 'text/event-stream', body: 'event: alive\ndata: {}\n\n' })
    }
    if (pathname.startsWith('/api/'))
      return route.fulfill({ json: VIEWS[pathname] ?? { error: 'no such view.' } })
    const file = join(DIST, extname(pathname) === '' ? 'index.html' : pathname)
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'text/plain', body: readFileSync(file) })
  })
}

async function seriousIssues(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') })
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
  })
}
