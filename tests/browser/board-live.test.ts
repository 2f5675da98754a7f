import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { chromium } from 'playwright-core'
import { initDataFolder, openCommand, openIncident, serveCommand } from '@codedark/command'
import { buildWeb } from '../../scripts/build-web.ts'
import { addAccount, TEST_PASSWORD } from '../scenarios/testing/sign-in.ts'
import { seriousIssues } from './board-browser.ts'

const CHROMIUM = '/usr/bin/chromium'
const PASSPHRASE = 'a passphrase for this test'

test('a real folder is locked, opens by its passphrase, and what a person records is an entry whose number is said', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
  assert.ok(buildWeb().ok)
  const folder = mkdtempSync(join(tmpdir(), 'codedark-live-'))
  const data = join(folder, 'data')
  assert.ok(initDataFolder(data, 'real', PASSPHRASE).ok)
  const opened = openCommand(data, PASSPHRASE)
  assert.ok(opened.ok)
  assert.ok(openIncident(opened.value, 'Invented hospital').ok)
  opened.value.close()
  await addAccount(data, PASSPHRASE, 'command', 'm.lambrecht', ['documentation'])
  const serving = await serveCommand({
    data,
    port: 0,
    pages: join(import.meta.dirname, '../../apps/web/dist/board'),
    onBug: (error) => assert.fail(String(error)),
  })
  assert.ok(serving.ok)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    const refused: string[] = []
    page.on('pageerror', (error) => refused.push(error.message))
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
    })
    await page.goto(serving.value.url)
    await page.getByLabel('Passphrase').fill('wrong')
    await page.getByRole('button', { name: 'Open' }).click()
    assert.match(await page.getByRole('alert').innerText(), /^Not opened/)
    await page.getByLabel('Passphrase').fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Open' }).click()
    await page.locator('h1', { hasText: 'sign in' }).waitFor()
    await page.getByLabel('User name').fill('m.lambrecht')
    await page.getByLabel('Password').fill('not the password')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    assert.match(await page.getByRole('alert').innerText(), /^Not signed in: User name or password is wrong/)
    assert.deepEqual(await seriousIssues(page), [])
    await page.getByLabel('Password').fill(TEST_PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('.answer').first().waitFor()
    assert.equal(await page.locator('.drill-edge').count(), 0)
    await page.keyboard.press('n')
    await page.getByRole('combobox', { name: 'What to record' }).selectOption('comment')
    await page.getByRole('textbox', { name: 'In words' }).fill('The mail server was heard to beep.')
    await page.getByRole('combobox', { name: /^Server/ }).fill('srv-unknown')
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    assert.match(await page.getByRole('alert').innerText(), /^Not recorded: “srv-unknown” is not on the list/)
    assert.equal(
      await page.getByRole('textbox', { name: 'In words' }).inputValue(),
      'The mail server was heard to beep.',
    )
    await page.getByRole('combobox', { name: /^Server/ }).fill('')
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    await page.getByText('Recorded as entry').waitFor()
    assert.match(await page.getByRole('dialog').innerText(), /Recorded as entry #3/)
    await page.keyboard.press('Escape')
    assert.equal(await page.getByRole('dialog').count(), 0)
    await page.keyboard.press('l')
    await page.getByText('heard to beep').waitFor()
    assert.match(await page.locator('.head').innerText(), /You are m.lambrecht/)
    assert.deepEqual(refused, [])
  } finally {
    await browser.close()
    await serving.value.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
