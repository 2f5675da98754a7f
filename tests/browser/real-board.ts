import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { chromium, type Browser, type Page } from 'playwright-core'
import {
  DRILL_PASSPHRASE,
  DRILL_PASSWORD,
  initDataFolder,
  openCommand,
  openIncident,
  readEstateFolder,
  serveCommand,
  takeEstate,
} from '@codedark/command'
import { buildWeb } from '../../scripts/build-web.ts'

const CHROMIUM = '/usr/bin/chromium'
const DIST = join(import.meta.dirname, '../../apps/web/dist/board')

/** One server, one service, one line of care: its four lists as a hospital brings them. */
const ESTATE: Readonly<Record<string, string>> = {
  'servers.csv':
    'name,role,status,site,service,ip,os,virtual,aliases\nsrv-lab-01,lab,active,Canal,lab,10.0.0.1,Windows,no,LAB1\n',
  'services.csv':
    'service,name,tier,care_rank,members,needs,restore_minutes_per_server\nlab,Laboratory,2,1,1,1,30\n',
  'depends.csv': 'parent,type,child\n',
  'care.csv': 'care,site,service,need,workaround,phone\nLaboratory,Canal,lab,hard,by runner,4310\n',
}

/** A board that really is served, over a fresh drill folder, with a browser that signs in as anybody. */
export interface RealBoard {
  readonly url: string
  readonly data: string
  readonly browser: Browser
  /** A browser of its own (own cookies), signed in as a role by the drill's published account, at a page. */
  readonly as: (role: string, path: string, password?: string) => Promise<Page>
}

/** A test on a real server and a real browser; skipped where there is no Chromium. */
export function realBoardTest(name: string, body: (board: RealBoard) => Promise<void>): void {
  test(name, async (t: TestContext) => {
    if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
    const { ok, output } = buildWeb()
    assert.ok(ok, output)
    const folder = mkdtempSync(join(tmpdir(), 'codedark-real-board-'))
    const data = join(folder, 'drill')
    fill(data, join(folder, 'estate'))
    const bugs: string[] = []
    const served = await serveCommand({
      ...{ data, port: 0, pages: DIST },
      onBug: (error) => bugs.push(String(error)),
    })
    assert.ok(served.ok, JSON.stringify(served))
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    const { url } = served.value
    const as: RealBoard['as'] = async (role, path, password = DRILL_PASSWORD) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
      const page = await context.newPage()
      page.on('pageerror', (error) => bugs.push(error.message))
      await page.goto(`${url}${path}`)
      await page.getByLabel('User name').fill(role)
      await page.getByLabel('Password').fill(password)
      await page.keyboard.press('Enter')
      await page.locator('#main').waitFor()
      await settled(page)
      return page
    }
    try {
      await body({ url, data, browser, as })
      assert.deepEqual(bugs, [])
    } finally {
      await browser.close()
      await served.value.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

function fill(data: string, lists: string): void {
  mkdirSync(lists)
  for (const [name, text] of Object.entries(ESTATE)) writeFileSync(join(lists, name), text)

  assert.ok(initDataFolder(data, 'drill', DRILL_PASSPHRASE).ok)
  const opened = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  assert.ok(openIncident(opened.value, 'Invented hospital').ok)
  const estate = readEstateFolder(lists)
  assert.ok(estate.ok, JSON.stringify(estate))
  assert.ok(takeEstate(opened.value, estate.value).ok)
  opened.value.close()
}

/** The page has drawn what it asked for. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !/Reading [^.]*…/.test(document.body.innerText))
}

/** Tab until the focus is on something whose words fit: what the keyboard alone reaches, and visibly so. */
export async function tabTo(page: Page, words: RegExp, most = 150): Promise<void> {
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const on = document.activeElement
      if (!(on instanceof HTMLElement)) return null
      const labels =
        on instanceof HTMLInputElement || on instanceof HTMLSelectElement || on instanceof HTMLTextAreaElement
          ? [...(on.labels ?? [])].map((label) => label.innerText)
          : []
      return {
        words: [on.getAttribute('aria-label') ?? '', ...labels, on.innerText]
          .join(' ')
          .replaceAll(/\s+/gu, ' ')
          .trim(),
        visible: getComputedStyle(on).outlineStyle !== 'none',
      }
    })
    if (here === null || !words.test(here.words)) continue
    assert.ok(here.visible, `the focus on ${here.words} is not seen`)
    return
  }
  assert.fail(`the keyboard does not come to ${words.source}`)
}
