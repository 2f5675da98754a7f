import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { CareServing } from '@codedark/care'
import { DRILL_PASSPHRASE } from '@codedark/command'
import { buildWeb } from '../../scripts/build-web.ts'
import { addAccount, signedInAs, TEST_PASSWORD } from '../scenarios/testing/sign-in.ts'
import { WardServers } from '../scenarios/testing/ward-server.ts'
import { coveredHatch, seriousIssues, unhatched } from './board-browser.ts'

const CHROMIUM = '/usr/bin/chromium'
const DIST = join(import.meta.dirname, '../../apps/web/dist/wards')
/** What these pages say where the copy does not know. */
const NOT_KNOWN = 'not recorded|not in this copy|not in copy|times not told|not read'
const servers = new WardServers()
after(async () => {
  await (await browser)?.close()
  await servers.close()
})

let browser: Promise<Browser> | undefined
let drill: Promise<CareServing> | undefined

/** One browser and one drill for all of these tests: each import and each start costs a second. */
async function open(): Promise<Browser> {
  const { ok, output } = buildWeb()
  assert.ok(ok, output)
  browser ??= chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  return browser
}

async function drillWards(): Promise<CareServing> {
  drill ??= servers.serve('drill', 'drill', DRILL_PASSPHRASE, DIST)
  return drill
}

/** A page whose scripts throw nothing. */
async function pageOf(browser: Browser, serving: CareServing, path: string, width = 1366): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 768 } })).newPage()
  page.on('pageerror', (error) => assert.fail(error.message))
  if (!serving.locked) await enterAs(page, serving.url, 'ward-lead')
  await page.goto(`${serving.url}${path}`)
  await page.locator('main').waitFor()
  await page.waitForFunction(() => !/Reading [^.]*…/.test(document.body.innerText))
  return page
}

/** Puts the session of a drill's account into the browser. */
async function enterAs(page: Page, url: string, user: string): Promise<void> {
  const cookies = (await signedInAs(url, user)).split('; ').map((cookie) => {
    const at = cookie.indexOf('=')
    return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url }
  })
  await page.context().addCookies(cookies)
}

async function sound(page: Page, where: string): Promise<void> {
  assert.deepEqual(await unhatched(page, NOT_KNOWN), [], where)
  assert.deepEqual(await coveredHatch(page), [], where)
  assert.deepEqual(await seriousIssues(page), [], where)
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  assert.equal(sideways, 0, `${where} scrolls sideways`)
}

test('ward pages: wards, census, patient and find by keys; framed, hatched where not known, nothing serious for axe', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
  const shown = await open()
  const serving = await drillWards()
  const page = await pageOf(shown, serving, '/')
  assert.match(await page.title(), /^DRILL · DOWNTIME COPY/)
  assert.equal(await page.locator('.drill-edge').count(), 4)
  assert.match(await page.locator('.copy-head').innerText(), /DOWNTIME COPY[\s\S]*20:31[\s\S]*not live/)
  assert.match(await page.locator('.asof').innerText(), /Results: not in this copy/)
  await sound(page, 'wards')

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('h1', { hasText: 'in walking order' }).waitFor()
  assert.equal(await page.locator('tbody tr').count(), 5)
  assert.match(await page.locator('tbody tr').last().innerText(), /Bed empty at 20:31/)
  await sound(page, 'census')

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('h1', { hasText: 'VERZONNENA0' }).waitFor()
  assert.match(await page.locator('main').innerText(), /Allergen0[\s\S]*Invendrug0 tablet[\s\S]*325 mg/)
  assert.ok((await page.locator('td.hatch').count()) > 0)
  await sound(page, 'patient')
  await page.keyboard.press('Backspace')
  await page.locator('h1', { hasText: 'in walking order' }).waitFor()

  await page.keyboard.press('/')
  await page.keyboard.type('verzonnenb3')
  await page.keyboard.press('Enter')
  await page.locator('h1', { hasText: '1 found' }).waitFor()
  await sound(page, 'find')
  for (const path of ['/', '/wards/ward-a', '/patients/pat-a1', '/find?q=a'])
    await sound(await pageOf(shown, serving, path, 320), `${path} at 320 px`)
})

test('a packet is written from the page, by who is signed in, and can be fetched', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
  const shown = await open()
  const serving = await drillWards()
  const page = await pageOf(shown, serving, '/wards/ward-a')
  await page.getByText('You are Head of a ward (drill).').waitFor()
  await page.getByRole('button', { name: 'Write the packet' }).click()
  await page.getByText(/Written: \d+ sheets from DRILL-.*Not printed yet, not handed over/).waitFor({
    timeout: 60_000,
  })
  const link = page.getByRole('link', { name: /Packet written/ })
  await link.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  assert.match(download.suggestedFilename(), /^DRILL-.*\.pdf$/)
})

test('on paper the patient’s name is on every page, and the last column is whole', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
  const shown = await open()
  const serving = await drillWards()
  for (const [path, last, name] of [
    ['/wards/ward-a', 'Mind', 'Ward A'],
    ['/patients/pat-a1', '20:00', 'VERZONNENA1'],
  ] as const) {
    const page = await pageOf(shown, serving, path)
    const file = join(servers.folder, 'print.pdf')
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true }))
    let text: string
    try {
      text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    } catch {
      return t.skip('needs poppler-utils (npm run setup:tests)')
    }
    assert.ok(text.includes(last), `${last} in ${text}`)
    assert.match(text, /DRILL/)
    const sheets = text.split('\f').filter((sheet) => sheet.trim() !== '')
    for (const sheet of path.startsWith('/patients') ? sheets : sheets.slice(0, 1))
      assert.ok(sheet.includes(name), `${name} in ${sheet}`)
  }
})

test('a real folder shows nothing but its lock until the passphrase', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
  const shown = await open()
  const serving = await servers.serve('locked', 'real', 'a long passphrase', DIST)
  await addAccount(join(servers.folder, 'locked'), 'a long passphrase', 'care', 'nora', ['ward-lead'])
  const page = await pageOf(shown, serving, '/patients/pat-a1')
  assert.match(await page.locator('h1').innerText(), /locked/)
  assert.doesNotMatch(await page.locator('body').innerText(), /VERZONNEN|Invendrug/i)
  await sound(page, 'locked')
  await page.keyboard.type('a long passphrase')
  await page.keyboard.press('Enter')
  await page.locator('h1', { hasText: 'sign in' }).waitFor()
  assert.doesNotMatch(await page.locator('body').innerText(), /VERZONNEN|Invendrug|drill/i)
  await sound(page, 'sign in')
  await page.keyboard.type('nora')
  await page.keyboard.press('Tab')
  await page.keyboard.type(TEST_PASSWORD)
  await page.keyboard.press('Enter')
  await page.locator('h1', { hasText: 'VERZONNENA1' }).waitFor()
  assert.equal(await page.locator('.drill-edge').count(), 0)
})
