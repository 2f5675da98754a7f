import assert from 'node:assert/strict'
import { browserTest } from './board-browser.ts'
import { night, NOW } from './board-fixture.ts'
import { someLinks } from './links-fixture.ts'

const withLinks = { ...night, links: someLinks(NOW, 'Europe/Brussels') }

browserTest(
  'page 6 has cuts that do not hold on top, then those nobody tested; HTML of a register is text',
  async (open) => {
    const page = await open({ input: withLinks, path: '/cut' })
    const names = await page.locator('table.links tbody th a').allTextContents()
    assert.deepEqual(names, ['D-FOUND-OPEN', 'B-SAID', 'C-NOBODY', 'A-TESTED'])
    const first = await page.locator('table.links tbody tr').first().textContent()
    assert.match(first ?? '', /NOT cut: connected to/)
    assert.match(first ?? '', /Partner <b>laboratory<\/b>/)
    assert.equal(await page.locator('table.links tbody b b').count(), 0)
    assert.equal(await page.locator('table.links td[data-hatched]').count(), 1)
  },
)

browserTest(
  'a link has its conditions hatched until somebody ticks them, and no way to open what is not cut',
  async (open) => {
    const page = await open({ input: withLinks, path: '/links/C-NOBODY' })
    assert.equal((await page.locator('text=not said').count()) >= 6, true)
    assert.equal(await page.locator('summary', { hasText: 'two sign' }).count(), 0)
    const cut = await open({ input: withLinks, path: '/links/A-TESTED' })
    assert.equal(await cut.locator('summary', { hasText: 'two sign' }).count(), 1)
  },
)

browserTest(
  'key C leads to who does what; roles without anybody are hatched, a review that is over stands out',
  async (open) => {
    const page = await open({ input: withLinks })
    await page.keyboard.press('c')
    await page.locator('h1', { hasText: 'Command' }).waitFor()
    const text = (await page.locator('main').textContent()) ?? ''
    assert.match(text, /Head of care command: nobody named/)
    assert.match(text, /longer than planned/)
    assert.match(text, /text not there/)
  },
)
