import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { BoardInput } from '@codedark/domain/board'
import { buildWeb } from '../../scripts/build-web.ts'
import { answerOf } from './board-fixture.ts'

const CHROMIUM = '/usr/bin/chromium'
const DIST = join(import.meta.dirname, '../../apps/web/dist/board')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

/** How a page is opened: over which state of the hospital, in which window, and what its server does. */
export interface Opening {
  readonly input: BoardInput
  readonly path?: string
  readonly width?: number
  readonly height?: number
  /** Answers in place of the fixture's: a body, or null for a request that fails. */
  readonly answers?: Readonly<Record<string, unknown>>
  /** The change stream is refused: the page must say that it hears nothing. */
  readonly silent?: boolean
}

/** A browser with the built board, for one test; skipped where there is no Chromium. */
export function browserTest(
  name: string,
  body: (open: (opening: Opening) => Promise<Page>, browser: Browser) => Promise<void>,
): void {
  test(name, async (t: TestContext) => {
    if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
    const { ok, output } = buildWeb()
    assert.ok(ok, output)
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    const bugs: string[] = []
    try {
      await body(async (opening) => {
        const page = await browser.newPage({
          viewport: { width: opening.width ?? 1366, height: opening.height ?? 768 },
        })
        page.on('pageerror', (error) => bugs.push(error.message))
        if (opening.silent !== true) await page.addInitScript(HEARD)
        await serve(page, opening)
        await page.goto(`http://command.localhost${opening.path ?? '/'}`)
        await settled(page)
        return page
      }, browser)
      assert.deepEqual(bugs, [])
    } finally {
      await browser.close()
    }
  })
}

/** Shows another page of the set without loading it anew, as a link does. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await settled(page)
}

async function settled(page: Page): Promise<void> {
  await page.locator('main').waitFor()
  await page.waitForFunction(() => !/Reading [^.]*…/.test(document.body.innerText))
}

async function serve(page: Page, opening: Opening): Promise<void> {
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/api/changes') return route.abort()
    if (pathname.startsWith('/api/')) {
      const given = opening.answers?.[pathname]
      if (given === null) return route.abort()
      const body = given ?? answerOf(opening.input, pathname)
      return body === null
        ? route.fulfill({ status: 404, json: { error: 'There is no such thing.' } })
        : route.fulfill({ json: body })
    }
    const file = join(
      DIST,
      extname(pathname) === '' || !existsSync(join(DIST, pathname)) ? 'index.html' : pathname,
    )
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'text/plain', body: readFileSync(file) })
  })
}

/** A change stream that goes on: an answer given whole ends, and an ended stream is lost contact. */
const HEARD = `globalThis.EventSource = class extends EventTarget {
  constructor() {
    super()
    const alive = () => this.dispatchEvent(new Event('alive'))
    setTimeout(alive, 10)
    this.timer = setInterval(alive, 1000)
  }
  close() { clearInterval(this.timer) }
}`

/** What axe finds serious or critical, A and AA, with where. */
export async function seriousIssues(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis)))
    // Evaluated and not put in as a script: the servers' policy forbids scripts that are not their own.
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'))
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          options: unknown,
        ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
      }
    }
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`)
  })
}

/**
 * Areas that are not known and not hatched, with their words: what says of itself that it is not known (`data-state`), and what
 * says so in words, must have hatch on it, in it, or in its row: a hatch that the browser really computes, or a drawn line of it.
 */
export async function unhatched(page: Page, moreWords = 'not known'): Promise<readonly string[]> {
  return page.evaluate((more) => {
    const visible = (element: Element): boolean => {
      const box = element.getBoundingClientRect()
      return box.width > 0 && box.height > 0
    }
    const hasHatch = (element: Element): boolean =>
      [element, ...element.querySelectorAll('*')].some((one) => {
        if (getComputedStyle(one).backgroundImage.includes('hatch-')) return visible(one)
        if (one instanceof SVGUseElement) return /#mark-(blind|stale)$/.test(one.getAttribute('href') ?? '')
        return (
          one instanceof SVGPathElement &&
          one.hasAttribute('data-hatch') &&
          (one.getAttribute('d') ?? '').length > 20
        )
      })
    const faults: string[] = []
    for (const element of document.querySelectorAll('[data-state="unknown"]'))
      if (visible(element) && !hasHatch(element)) faults.push(`state: ${element.outerHTML.slice(0, 160)}`)
    const words = new RegExp(
      `not known|nobody has looked|no log received|could not be read|cannot answer|not on the list|no contact|${more}`,
      'i',
    )
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent === null || !visible(parent) || !words.test(node.textContent ?? '')) continue
      if (
        parent.closest(
          '.only-read, thead, option, select, .drill-edge, label, dd, h1, .label, .legend, title, script, style',
        ) !== null
      )
        continue
      const place =
        parent.closest('[data-hatched], tr, li, section.answer, .hatch, .number, .lane, .wall-group') ??
        parent.closest('p') ??
        parent
      if (
        !hasHatch(place) &&
        place.closest('.hatch') === null &&
        !/\b0 not known\b|\b0 of \d+ not known\b/.test(place.textContent ?? '')
      )
        faults.push(`words: ${(node.textContent ?? '').trim().slice(0, 120)}`)
    }
    return faults
  }, moreWords)
}

/** Hatched areas with a plate on them of which less than a quarter stays hatched. */
export async function coveredHatch(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.hatch')].flatMap((area) => {
      const whole = area.getBoundingClientRect()
      const plates = [...area.querySelectorAll('.plate')].reduce((sum, plate) => {
        const box = plate.getBoundingClientRect()
        return sum + box.width * box.height
      }, 0)
      const left = 1 - plates / (whole.width * whole.height)
      return whole.width === 0 || left >= 0.25
        ? []
        : [`${Math.round(left * 100)} % of ${area.textContent.slice(0, 80)}`]
    }),
  )
}
