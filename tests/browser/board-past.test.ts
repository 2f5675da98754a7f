import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { seriousIssues, unhatched, visit } from './board-browser.ts'
import { realBoardTest, settled, tabTo } from './real-board.ts'

const PAGES = [
  '/',
  '/hit',
  '/care',
  '/wards',
  '/knows',
  '/cut',
  '/statements',
  '/searches',
  '/deadlines',
  '/command',
  '/report',
  '/log',
]

realBoardTest(
  'the whole board as it stood at a minute: a clear band on every page, nothing that came later, no form, and back to now',
  async ({ as }) => {
    const page = await as('incident-commander', '/')
    // A minute of the record as the page counts them: what comes in the next one is not in it.
    const before = new Date().toISOString()
    await pause(50)
    const other = await as('it-response', '/')
    await other.keyboard.press('n')
    await other.getByLabel('Seen by').fill('P. Maes')
    await other.getByRole('combobox', { name: 'Server' }).fill('srv-lab-01')
    await other.getByRole('button', { name: 'Record', exact: true }).click()
    await page
      .getByText(/1 of 1 servers are hit/)
      .first()
      .waitFor()
    await page.evaluate((to) => {
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, `/?at=${before}`)
    await page.getByText('THIS IS THE PAST').waitFor()
    await page.getByText('Of no server do we know anything yet.').waitFor()
    const faults: string[] = []
    for (const path of PAGES) {
      await visit(page, `${path}?at=${before}`)
      await settled(page)
      const words = await page.locator('main').innerText()
      if (!words.includes('THIS IS THE PAST')) faults.push(`${path}: no band`)
      if (words.includes('P. Maes')) faults.push(`${path}: what came later`)
      if ((await page.locator('main details.entry-form').count()) > 0) faults.push(`${path}: a form`)
      faults.push(...(await seriousIssues(page)).map((one) => `${path}: ${one}`))
      faults.push(...(await unhatched(page)).map((one) => `${path}: ${one}`))
    }
    assert.deepEqual(faults, [])
    await page.keyboard.press('1')
    await page.getByText('THIS IS THE PAST').waitFor()
    await page.keyboard.press('n')
    assert.equal(await page.getByRole('dialog').count(), 0)
    await visit(page, `/rescue?at=${before}`)
    await page.getByText('How this page stood then is not known here.').waitFor()
    await visit(page, `/hit?at=${before}`)
    await tabTo(page, /^Back to now$/)
    await page.keyboard.press('Enter')
    await page.getByText('THIS IS THE PAST').waitFor({ state: 'detached' })
    await page.getByText('P. Maes', { exact: false }).first().waitFor()
  },
)

realBoardTest(
  'a minute that is not over yet, and one that is none, are refused with the reason',
  async ({ as }) => {
    const page = await as('incident-commander', '/')
    const answers = await page.evaluate(async () => {
      const ask = async (at: string): Promise<string> => {
        const answer = await fetch(`/api/board?at=${encodeURIComponent(at)}`)
        return `${answer.status} ${await answer.text()}`
      }
      return [
        await ask('2999-01-01T00:00:00.000Z'),
        await ask('yesterday'),
        await ask('1999-01-01T00:00:00Z'),
      ]
    })
    assert.match(answers[0] ?? '', /^400 .*not over yet/)
    assert.match(answers[1] ?? '', /^400 .*date and time/)
    assert.match(answers[2] ?? '', /^200 /)
  },
)
