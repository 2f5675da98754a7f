import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { coveredHatch, seriousIssues, unhatched, visit } from './board-browser.ts'
import { realBoardTest, settled } from './real-board.ts'

const LONG = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6).slice(0, 200)
const ARABIC = 'د. فاطمة الزهراء بنت عبد الرحمن'
const HTML = '<script>alert(1)</script><img src=x onerror=alert(2)>'

const PATHS = [
  '/',
  '/hit',
  '/rescue',
  '/notes',
  '/care',
  '/wards',
  '/elsewhere',
  '/knows',
  '/evidence',
  '/evidence/e-001',
  '/statements',
  '/searches',
  '/deadlines',
  '/deadlines/nis2-early-warning',
  '/cut',
  '/back',
  '/command',
  '/report',
  '/log',
  '/keys',
  '/servers/srv-lab-01',
]

/** Records one of everything, as the pages do, with names that a page must stand. */
async function recordSome(page: Page): Promise<void> {
  const failed = await page.evaluate(
    async ({ long, arabic, html }) => {
      const at = new Date(Date.now() - 600_000).toISOString()
      const later = new Date(Date.now() + 600_000).toISOString()
      const bodies: readonly (readonly [string, unknown])[] = [
        [
          '/api/sightings',
          { server: 'srv-lab-01', kind: 'recovery-screen', seenBy: long, seenAt: at, text: html },
        ],
        ['/api/connections', { server: 'srv-lab-01', state: 'isolated', confidence: 'said', at, by: arabic }],
        ['/api/comments', { text: `${html} ${long}` }],
        [
          '/api/evidence',
          {
            kind: 'demand',
            source: 'typed',
            mayShowPatients: false,
            seenBy: html,
            seenAt: at,
            text: long,
            withoutName: false,
          },
        ],
        [
          '/api/searches',
          {
            channel: 'mail',
            answer: 'nothing',
            method: 'inbox-read',
            searchedBy: long,
            searchedAt: at,
            text: html,
          },
        ],
        ['/api/statements/drafts', { text: `No ransom was asked. ${html} ${long}`, language: 'en' }],
        [
          '/api/deadlines/awareness',
          { awareAt: new Date(Date.now() - 80 * 3_600_000).toISOString(), decidedBy: long, reason: html },
        ],
        ['/api/shifts', { role: 'planning', person: arabic, startedAt: at, plannedUntil: later }],
        ['/api/tasks', { role: 'planning', text: `${html} ${long}`, dueAt: at }],
        [
          '/api/decisions',
          {
            role: 'incident-commander',
            what: long,
            reason: html,
            decidedBy: arabic,
            decidedAt: at,
            reviewAt: at,
          },
        ],
      ]
      const refused: string[] = []
      for (const [path, body] of bodies) {
        const answer = await fetch(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        })
        if (!answer.ok) refused.push(`${path}: ${await answer.text()}`)
      }
      return refused
    },
    { long: LONG, arabic: ARABIC, html: HTML },
  )
  assert.deepEqual(failed, [])
}

async function faultsOf(
  page: Page,
  paths: readonly string[],
  widths: readonly number[],
): Promise<readonly string[]> {
  const faults: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    for (const path of paths) {
      await visit(page, path)
      await settled(page)
      const found = [
        ...(await seriousIssues(page)),
        ...(await unhatched(page)),
        ...(await coveredHatch(page)),
      ]
      if ((await page.locator('h1').count()) !== 1) found.push('has not one heading of the first level')
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
        found.push('scrolls sideways')
      if (!/One copy only since/.test(await page.locator('header').first().innerText()))
        found.push('does not say that there is one copy only')
      if ((await page.locator('.drill-edge').count()) !== 4) found.push('has no drill’s frame')
      faults.push(...found.map((fault) => `${width} ${path}: ${fault}`))
    }
  }
  return faults
}

realBoardTest(
  'every page of a board that is really served, with hostile names: nothing unknown is unhatched, axe finds nothing, DRILL on four sides',
  async ({ as }) => {
    const page = await as('incident-commander', '/')
    await recordSome(page)
    assert.deepEqual(await faultsOf(page, PATHS, [1280, 390]), [])
  },
)

for (const role of ['ward-lead', 'press-officer', 'it-response', 'dpo', 'administrator', 'switchboard'])
  realBoardTest(`${role}: each page is shown, or says that it is not for them`, async ({ as }) => {
    const page = await as(role, '/')
    assert.deepEqual(await faultsOf(page, [...PATHS, '/people'], [1280]), [])
  })
