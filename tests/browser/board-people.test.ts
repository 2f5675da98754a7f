import assert from 'node:assert/strict'
import { DRILL_PASSWORD } from '@codedark/command'
import { seriousIssues } from './board-browser.ts'
import { realBoardTest, tabTo } from './real-board.ts'

realBoardTest(
  'an administrator makes an account by the keyboard alone, is told its password once, and its owner comes in with it',
  async ({ as, url }) => {
    const page = await as('administrator', '/people')
    assert.deepEqual(await seriousIssues(page), [])
    await tabTo(page, /^Make an account$/)
    await page.keyboard.press('Enter')
    await tabTo(page, /^User name/)
    await page.keyboard.type('a.nguyen')
    await tabTo(page, /^Name, as pages show it/)
    await page.keyboard.type('Nguyễn Thị Ánh <b>')
    await tabTo(page, /^Head of a ward/)
    await page.keyboard.press('Space')
    await tabTo(page, /^User name/)
    await page.keyboard.type('administrator')
    await tabTo(page, /^Password/)
    await page.keyboard.type('wrong wrong wrong')
    await page.keyboard.press('Enter')
    await page.getByText(/Not done: .*wrong/).waitFor()
    await page
      .getByRole('group', { name: 'You, once more' })
      .first()
      .getByLabel('Password')
      .fill(DRILL_PASSWORD)
    await page.keyboard.press('Enter')
    const once = page.getByRole('region', { name: 'Shown once, for a.nguyen' })
    await once.waitFor()
    const password = await once.locator('code').first().innerText()
    assert.equal((await page.getByText('Nguyễn Thị Ánh <b>').count()) > 0, true)
    await once.getByRole('button').click()
    assert.equal(await page.getByText(password).count(), 0)
    const theirs = await as('a.nguyen', '/', password)
    await theirs.getByText('Nguyễn Thị Ánh <b>').first().waitFor()
    assert.equal(new URL(theirs.url()).origin, url)
  },
)

realBoardTest(
  'who makes no accounts is not offered them, and is told why where they go there',
  async ({ as }) => {
    const page = await as('incident-commander', '/people')
    await page.getByText('This page is not for').waitFor()
    assert.equal(await page.getByRole('link', { name: 'Accounts' }).count(), 0)
    const ward = await as('ward-lead', '/log')
    await ward.getByText('This page is not for').waitFor()
    assert.equal(await ward.getByRole('button', { name: /Record what I saw/ }).count(), 0)
    assert.equal(await ward.getByRole('link', { name: /Log/ }).count(), 0)
  },
)
