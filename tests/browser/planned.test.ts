import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { chromium, type Browser, type Page } from 'playwright-core'
import { importCopy, openCare, type CareServing } from '@codedark/care'
import { DRILL_PASSPHRASE } from '@codedark/command'
import { smallDiary, SMALL_VISITOR } from '../../apps/care/src/testing/small-diary.ts'
import { SMALL_AS_OF, smallHospital, writeExport } from '../../apps/care/src/testing/small-hospital.ts'
import { buildWeb } from '../../scripts/build-web.ts'
import { signedInAs } from '../scenarios/testing/sign-in.ts'
import { WardServers } from '../scenarios/testing/ward-server.ts'
import { seriousIssues, unhatched } from './board-browser.ts'

const DIST = join(import.meta.dirname, '../../apps/web/dist/wards')
const servers = new WardServers()
let browser: Browser | undefined
after(async () => {
  await browser?.close()
  await servers.close()
})

async function served(): Promise<CareServing> {
  const serving = await servers.serve('drill', 'drill', DRILL_PASSPHRASE, DIST)
  const care = openCare(join(servers.folder, 'drill'), DRILL_PASSPHRASE)
  assert.ok(care.ok)
  const small = smallHospital(4)
  const path = writeExport({
    ...small,
    ...smallDiary(SMALL_AS_OF),
    Patient: [...(small['Patient'] ?? []), SMALL_VISITOR],
  })
  const now = (): string => new Date().toISOString()
  const kept = await importCopy(care.value, { path, asOf: null, now, onProgress: () => undefined })
  care.value.vault.close()
  assert.ok(kept.ok)
  return serving
}

async function pageOf(serving: CareServing, user: string, path: string): Promise<Page> {
  assert.ok(browser)
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
  page.on('pageerror', (error) => assert.fail(error.message))
  const cookies = (await signedInAs(serving.url, user)).split('; ').map((cookie) => {
    const at = cookie.indexOf('=')
    return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: serving.url }
  })
  await page.context().addCookies(cookies)
  await page.goto(`${serving.url}${path}`)
  return page
}

test('a clinician’s decision is typed beside the list; the switchboard phones who it is about, and nobody twice', async () => {
  const { ok, output } = buildWeb()
  assert.ok(ok, output)
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  const serving = await served()
  const page = await pageOf(serving, 'ward-lead', '/planned?day=all')
  const row = page.locator('tr[data-planned="Appointment/visit"]')
  await row.waitFor()
  assert.match(await row.innerText(), /needs not told: ask/u)
  assert.deepEqual(await seriousIssues(page), [])
  assert.deepEqual(await unhatched(page, 'needs not told|: not known'), [])
  await row.getByRole('button').click()
  await page.getByLabel('Clinician who decides').fill('Dr. A')
  await page.getByLabel('Reason').fill('no record')
  await page.getByLabel(/Latest safe date/u).fill('2021-02-14')
  await page.getByRole('button', { name: 'Keep the decision' }).click()
  await page.getByText('The decision is kept.').waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  await row.getByText('POSTPONE').waitFor()
  await page.goto(`${serving.url}/calls`)
  await page.getByLabel('Number to call back').fill('069 00 00 00')
  await page.getByRole('button', { name: 'Make blocks' }).click()
  await page.locator('tbody tr').first().waitFor()

  const phone = await pageOf(serving, 'switchboard', '/calls')
  await phone.locator('tbody a').first().click()
  await phone.getByText('Visitorsma, Vera').waitFor()
  assert.deepEqual(await seriousIssues(phone), [])
  assert.equal(await phone.getByText('All wards').count(), 0)
  await phone.getByRole('button', { name: 'I phone this block' }).click()
  await phone.getByRole('button', { name: 'Note it' }).click()
  await phone.getByText('Done: nobody phones again.').waitFor()
  assert.equal(await phone.getByRole('button', { name: 'Note it' }).count(), 0)
})
