import assert from 'node:assert/strict'
import { realBoardTest, settled, tabTo } from './real-board.ts'

/** How soon another person's change has to be seen, in milliseconds. */
const SEEN_MS = 1_000

realBoardTest(
  'what one person records another sees in under a second, on the page that is open',
  async ({ as }) => {
    const first = await as('it-response', '/servers/srv-lab-01')
    const second = await as('incident-commander', '/log')
    const situation = await as('management', '/')
    await first.keyboard.press('n')
    await first.getByLabel('Seen by').fill('P. Maes')
    const before = Date.now()
    await first.getByRole('button', { name: 'Record', exact: true }).click()
    await second
      .getByText(/P\. Maes saw/)
      .first()
      .waitFor({ timeout: SEEN_MS + 4_000 })
    const tookLog = Date.now() - before
    await situation
      .getByText(/1 of 1 servers (is|are) hit/)
      .first()
      .waitFor({ timeout: 5_000 })
    assert.ok(tookLog < SEEN_MS, `${tookLog} ms`)
  },
)

realBoardTest(
  'two people at once on one notice: both answers are kept, the second sees the first, none is lost',
  async ({ as }) => {
    const filer = await as('it-response', '/evidence')
    await tabTo(filer, /^File evidence$/)
    await filer.keyboard.press('Enter')
    const panel = filer.getByRole('dialog')
    await panel.getByLabel('In words').fill('A note that asks for money')
    await panel.getByRole('button', { name: /^File/ }).click()
    await filer
      .getByText(/entry #?\d+/i)
      .first()
      .waitFor()
    const pages = [await as('incident-commander', '/knows'), await as('management', '/knows')] as const
    for (const page of pages) {
      await page.getByRole('button', { name: 'Answer n-001' }).click()
      await page.getByRole('dialog').waitFor()
    }
    await Promise.all(
      pages.map(async (page) => page.getByRole('dialog').locator('form button[type=submit]').click()),
    )
    const log = await as('it-commander', '/log')
    await log
      .getByText(/n-001 (read|acknowledged) by Incident commander/)
      .first()
      .waitFor({ timeout: 5_000 })
    await log
      .getByText(/n-001 (read|acknowledged) by Management/)
      .first()
      .waitFor({ timeout: 5_000 })
    await settled(log)
  },
)
