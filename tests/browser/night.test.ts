import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { CareServing } from '@codedark/care'
import { DRILL_PASSPHRASE } from '@codedark/command'
import type { WardView } from '@codedark/domain/downtime'
import { buildWeb } from '../../scripts/build-web.ts'
import { signedInAs } from '../scenarios/testing/sign-in.ts'
import { ask, WardServers } from '../scenarios/testing/ward-server.ts'
import { coveredHatch, seriousIssues, unhatched } from './board-browser.ts'

const CHROMIUM = '/usr/bin/chromium'
const DIST = join(import.meta.dirname, '../../apps/web/dist/wards')
const servers = new WardServers()
let browser: Browser | undefined
after(async () => {
  await browser?.close()
  await servers.close()
})

async function nurse(serving: CareServing, path: string): Promise<Page> {
  browser ??= await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 900 } })).newPage()
  page.on('pageerror', (error) => assert.fail(error.message))
  const cookies = (await signedInAs(serving.url, 'ward-lead')).split('; ').map((cookie) => {
    const at = cookie.indexOf('=')
    return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: serving.url }
  })
  await page.context().addCookies(cookies)
  await page.goto(`${serving.url}${path}`)
  await page.locator('main h1').waitFor()
  await page.waitForFunction(() => !/Reading [^.]*…/.test(document.body.innerText))
  return page
}

/** The text of a packet's PDF; null without poppler. */
async function textOf(serving: CareServing, href: string): Promise<string | null> {
  const { bytes } = await ask(serving, href)
  const file = join(servers.folder, 'night.pdf')
  writeFileSync(file, bytes)
  try {
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  } catch {
    return null
  }
}

const wardA = async (serving: CareServing): Promise<WardView> =>
  (await ask(serving, '/api/wards/ward-a')).body as WardView

async function sound(page: Page, where: string): Promise<void> {
  assert.deepEqual(
    await unhatched(page, 'not recorded|not in this copy|no bed said|not checked yet'),
    [],
    where,
  )
  assert.deepEqual(await coveredHatch(page), [], where)
  assert.deepEqual(await seriousIssues(page), [], where)
}

test('the night: the feed stops, packets go out, the ward signs for paper, no order is printed after that, the census agrees', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
  const { ok, output } = buildWeb()
  assert.ok(ok, output)
  const serving = await servers.serve('night', 'drill', DRILL_PASSPHRASE, DIST)
  const page = await nurse(serving, '/wards/ward-a')
  const elsewhere = await nurse(serving, '/')
  assert.match(await page.locator('.copy-head').innerText(), /20:31[\s\S]*not live/)
  await page.getByText('On screen', { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Write the packet' }).click()
  await page.getByText(/Written: \d+ sheets/).waitFor({ timeout: 90_000 })
  const packet = (await wardA(serving)).packet?.href ?? ''
  const first = await textOf(serving, packet)
  if (first !== null) assert.match(first, /Invendrug0/)

  // By keyboard alone: the form already names the next step and the person.
  await page.getByLabel('This ward says').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText(/Packet out since/).waitFor()
  await page.getByLabel('Since (empty: now)').fill('20:46')
  const began = Date.now()
  await page.getByRole('button', { name: 'Say so' }).click()
  await elsewhere.getByText(/PAPER IS THE RECORD since .*20:46, signed Head of a ward/).waitFor()
  t.diagnostic(`the other page showed it after ${Date.now() - began} ms`)
  await sound(page, 'ward on paper')

  assert.equal((await ask(serving, packet)).status, 409)
  await page.getByRole('button', { name: 'Write blank charts' }).click()
  await page.getByRole('link', { name: 'Fetch it' }).waitFor({ timeout: 90_000 })
  const charts = await page.getByRole('link', { name: 'Fetch it' }).getAttribute('href')
  const second = await textOf(serving, charts ?? '')
  if (second !== null) {
    assert.match(second, /PAPER IS THE RECORD/)
    assert.match(second, /Allergen0/)
    assert.doesNotMatch(second, /Invendrug|325 mg/)
  }
  const patient = await nurse(serving, '/patients/pat-a0')
  await patient.locator('.box.paper').waitFor()
  assert.match(await patient.locator('main').innerText(), /PAPER IS THE RECORD since[\s\S]*AS OF[\s\S]*20:31/)
  await sound(patient, 'patient on paper')
  const printed = join(servers.folder, 'page.pdf')
  writeFileSync(printed, await patient.pdf({ preferCSSPageSize: true }))
  if (second !== null)
    assert.doesNotMatch(execFileSync('pdftotext', [printed, '-'], { encoding: 'utf8' }), /Invendrug/)

  await page.getByText('Take a patient in').click()
  const arrival = page.getByRole('form', { name: 'Take a patient in' })
  await arrival.getByLabel('How').selectOption('unknown-person')
  await arrival.getByLabel('Sex').selectOption('M')
  await arrival.getByLabel('Bed').fill('A4')
  await arrival.getByRole('button', { name: 'Take in' }).click()
  const number = /DR\w{10}/.exec(await arrival.getByText(/Taken in under/).innerText())?.[0] ?? ''
  await page.locator('tbody tr', { hasText: number }).waitFor()
  assert.match(
    await page.locator('tbody tr', { hasText: number }).innerText(),
    /A4[\s\S]*UNKNOWN MAN[\s\S]*CAME SINCE/i,
  )

  await patient.getByText('Moved, discharged, died').click()
  const moved = patient.getByRole('form', { name: 'Moved' })
  await moved.getByLabel('Moved to').selectOption('ward-b')
  await moved.getByRole('button', { name: 'Say moved' }).click()
  await patient.getByText(/moved to Ward B/).waitFor()
  await page.getByRole('heading', { name: 'Left since the copy' }).waitFor()

  await page.getByText('Bed check', { exact: true }).click()
  const boxes = page.getByRole('form', { name: 'Bed check' }).getByRole('checkbox')
  assert.equal(await boxes.count(), 4)
  for (let n = 0; n < 3; n += 1) await boxes.nth(n).check()
  await page.getByRole('button', { name: '3 of 4 are here' }).click()
  await page.getByText(/3 of 4 confirmed/).waitFor()
  assert.match(await page.locator('.check').innerText(), /NOT FOUND: .+1 left, 1 new/)
  await sound(page, 'census of the night')

  // The screens and the sheets that are printed now agree with what was said.
  const view = await wardA(serving)
  assert.deepEqual([view.left.length, view.arrived, view.check?.confirmed, view.check?.of], [1, 1, 3, 4])
  const sheet = await ask(serving, '/api/wards/ward-a/packet', { body: {} })
  const text = await textOf(serving, (sheet.body as { href: string }).href)
  if (text !== null) {
    for (const said of [number, 'UNKNOWN MAN', 'LEFT', 'moved to Ward B'])
      assert.ok(text.includes(said), said)
    assert.doesNotMatch(text, /Invendrug/)
  }
})
