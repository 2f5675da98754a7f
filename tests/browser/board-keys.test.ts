import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { browserTest } from './board-browser.ts'
import { night } from './board-fixture.ts'

/** A key as a Belgian AZERTY keyboard sends it: the place of the key, and what it types. */
const press = async (page: Page, code: string, key: string, shiftKey = false): Promise<void> => {
  await page.evaluate(
    (init) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }),
      ),
    { code, key, shiftKey },
  )
}
const pathOf = (page: Page): string => new URL(page.url()).pathname
const focused = async (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')

browserTest(
  'the digit row leads to the pages on a Belgian AZERTY, where it types & é and letters',
  async (open) => {
    const page = await open({ input: night })
    const typed = ['à', '&', 'é', '"', "'", '(', '§', 'è']
    const paths = ['/', '/hit', '/care', '/wards', '/elsewhere', '/knows', '/cut', '/back']
    for (const [digit, key] of typed.entries()) {
      await press(page, `Digit${digit}`, key)
      assert.equal(pathOf(page), paths[digit])
    }
    await press(page, 'Numpad1', '1')
    assert.equal(pathOf(page), '/hit')
    // AZERTY types / with Shift on the key that is Period elsewhere, and M where others have the semicolon.
    await press(page, 'Period', '/', true)
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'search')
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await press(page, 'Semicolon', 'm')
    assert.equal(await page.locator('.map').count(), 1)
    await press(page, 'KeyM', '?', true)
    assert.equal(pathOf(page), '/keys')
  },
)

browserTest('in a field and with Ctrl no key leads away', async (open) => {
  const page = await open({ input: night, path: '/hit' })
  await page.locator('input[type="search"]').focus()
  await page.keyboard.type('l1n')
  assert.equal(pathOf(page), '/hit')
  assert.equal(await page.locator('input[type="search"]').inputValue(), 'l1n')
  await page.locator('#main').focus()
  await page.keyboard.press('Control+l')
  assert.equal(pathOf(page), '/hit')
})

browserTest('a table is one tab stop, J K and arrows walk its rows, Enter opens', async (open) => {
  const page = await open({ input: night, path: '/hit' })
  await page.waitForFunction(() => document.querySelectorAll('.servers tbody tr').length === 40)
  assert.equal(await page.locator('.servers [data-row][tabindex="0"]').count(), 1)
  await page.keyboard.press('j')
  const first = await focused(page)
  await page.keyboard.press('j')
  const second = await focused(page)
  assert.notEqual(first, second)
  await page.keyboard.press('ArrowUp')
  assert.equal(await focused(page), first)
  assert.equal(await page.locator('.servers [data-row][tabindex="0"]').count(), 1)
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => location.pathname.startsWith('/servers/'))
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
})

browserTest(
  'Tab goes from the skip link through head and pages to the content, each with a focus that shows',
  async (open) => {
    const page = await open({ input: night })
    const seen: string[] = []
    for (let step = 0; step < 18; step += 1) {
      await page.keyboard.press('Tab')
      seen.push(await focused(page))
      const outline = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement ?? document.body)
        return `${style.outlineStyle} ${style.outlineWidth}`
      })
      assert.equal(outline, 'solid 3px', seen.at(-1))
    }
    assert.equal(seen[0], 'To the content')
    assert.ok(seen.slice(1, 4).some((words) => /Situation/.test(words)))
    assert.ok(
      seen.findIndex((words) => /Record what I saw/.test(words)) <
        seen.findIndex((words) => /What is hit/.test(words)),
    )
  },
)

browserTest(
  'the record panel takes the focus, gives it back, and Esc closes it only while nothing is typed',
  async (open) => {
    const page = await open({ input: night })
    const link = page.locator('.answer a').first()
    await link.focus()
    await page.keyboard.press('n')
    assert.equal(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null), true)
    await page.keyboard.type('srv')
    await page.keyboard.press('Escape')
    assert.equal(await page.getByRole('dialog').count(), 1)
    await page.getByRole('combobox', { name: 'Server' }).fill('')
    await page.keyboard.press('Escape')
    assert.equal(await page.getByRole('dialog').count(), 0)
    assert.equal(await focused(page), await link.innerText())
  },
)

browserTest('keys can be switched off, and then only links lead on', async (open) => {
  const page = await open({ input: night, path: '/keys' })
  await page.getByRole('button', { name: 'Switch single keys off' }).click()
  await page.locator('#main').focus()
  await page.keyboard.press('2')
  assert.equal(pathOf(page), '/keys')
  await page.getByRole('button', { name: 'Switch single keys on' }).click()
  await page.locator('#main').focus()
  await page.keyboard.press('2')
  assert.equal(pathOf(page), '/care')
})

browserTest('W shows the wall without navigation and foot, and W again the board', async (open) => {
  const page = await open({ input: night, width: 1920, height: 1080 })
  await page.keyboard.press('w')
  assert.equal(await page.locator('nav.pages').count(), 0)
  assert.equal(await page.locator('footer').count(), 0)
  const px = await page
    .locator('.answer-text')
    .first()
    .evaluate((p) => Number.parseFloat(getComputedStyle(p).fontSize))
  assert.ok(px >= 35, `${px} px`)
  assert.ok(
    await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight),
    'the wall does not scroll',
  )
  await page.keyboard.press('w')
  assert.equal(await page.locator('nav.pages').count(), 1)
})
