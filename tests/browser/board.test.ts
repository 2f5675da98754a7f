import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { browserTest, coveredHatch, seriousIssues, unhatched, visit, type Opening } from './board-browser.ts'
import { empty, night } from './board-fixture.ts'

const SERVER = '/servers/srv-dir-00'
const LOCKED = { '/api/lock': { locked: true, kind: 'drill', first: false } }

const faultsOf = async (page: Page, where: string): Promise<readonly string[]> =>
  [...(await seriousIssues(page)), ...(await unhatched(page)), ...(await coveredHatch(page))].map(
    (fault) => `${where}: ${fault}`,
  )

browserTest(
  'on the pages of a night nothing unknown is unhatched and axe finds nothing serious',
  async (open) => {
    const page = await open({ input: night })
    const faults: string[] = []
    for (const path of ['/', '/hit', '/care', '/wards', '/cut', '/elsewhere', SERVER]) {
      await visit(page, path)
      faults.push(...(await faultsOf(page, path)))
    }
    assert.deepEqual(faults, [])
  },
)

browserTest('so it is with nothing known yet', async (open) => {
  const page = await open({ input: empty })
  const faults: string[] = []
  for (const path of ['/', '/hit', '/care']) {
    await visit(page, path)
    faults.push(...(await faultsOf(page, path)))
  }
  assert.deepEqual(faults, [])
})

browserTest('so it is on the wall, locked, and where a part cannot be read', async (open) => {
  const openings: readonly Opening[] = [
    { input: night, path: '/?wall', width: 1920, height: 1080 },
    { input: night, path: '/', answers: LOCKED },
    { input: night, path: '/hit', answers: { '/api/servers': null } },
  ]
  const faults: string[] = []
  for (const opening of openings) {
    const page = await open(opening)
    faults.push(...(await faultsOf(page, opening.path ?? '/')))
    await page.close()
  }
  assert.deepEqual(faults, [])
})

browserTest('the finder of unhatched areas finds one whose hatch is taken away', async (open) => {
  const page = await open({ input: night, path: '/care' })
  await page.addStyleTag({ content: '.hatch { background-image: none !important }' })
  assert.notDeepEqual(await unhatched(page), [])
  const drawn = await open({ input: empty, path: '/' })
  await drawn.evaluate(() => {
    for (const path of document.querySelectorAll('path[data-hatch]')) path.remove()
  })
  assert.notDeepEqual(await unhatched(drawn), [])
})

browserTest(
  'all seven answers stand on the first page, what cannot be answered hatched whole',
  async (open) => {
    const page = await open({ input: night })
    assert.equal(await page.locator('.answer').count(), 7)
    assert.match(await page.title(), /^DRILL · Situation/)
    assert.equal(await page.locator('.drill-edge').count(), 4)
    const back = page.locator('.answer').nth(6)
    assert.equal(await back.getAttribute('data-state'), 'unknown')
    assert.match(await back.innerText(), /cannot answer this yet/)
    // Nobody has asked the dispatcher for anything: that is not "open".
    assert.match(await page.locator('.answer').nth(3).innerText(), /not declared/i)
  },
)

browserTest('the five numbers add up to all servers, and the filters show as many rows', async (open) => {
  const page = await open({ input: night, path: '/hit' })
  const numbers = (await page.locator('.number b').allInnerTexts()).map(Number)
  assert.equal(
    numbers.reduce((sum, one) => sum + one, 0),
    40,
  )
  const rows = page.locator('.servers tbody tr')
  await page.waitForFunction(() => document.querySelectorAll('.servers tbody tr').length === 40)
  for (const [label, count] of [
    ['hit', (numbers[0] ?? 0) + (numbers[1] ?? 0)],
    ['suspect', numbers[2]],
    ['no sign', numbers[3]],
    ['not known', numbers[4]],
  ] as const) {
    await page.locator('.choose label', { hasText: label }).click()
    assert.equal(await rows.count(), count, label)
  }
  await page.locator('.choose label', { hasText: 'all' }).click()
  await page.keyboard.press('/')
  await page.keyboard.type('filer7')
  assert.equal(await rows.count(), 1)
})

browserTest('one copy only stands on every page until there is a second', async (open) => {
  const page = await open({ input: night })
  for (const path of ['/', '/care', '/log', '/hit']) {
    await visit(page, path)
    assert.match(await page.locator('.one-copy').innerText(), /One copy only since 22:52/)
  }
  const second = await open({ input: { ...night, oneCopyOnlySince: null } })
  assert.equal(await second.locator('.one-copy').count(), 0)
})

browserTest('without contact the page says so on top, stops its clock and records nothing', async (open) => {
  const page = await open({ input: night, silent: true })
  await page.locator('.strip').waitFor()
  assert.match(await page.locator('.strip').innerText(), /No contact with the board’s server since 23:18/)
  assert.equal(await page.locator('.clock .mark-stale').count(), 1)
  assert.ok((await page.locator('.strip').boundingBox())!.y < (await page.locator('.head').boundingBox())!.y)
  await page.keyboard.press('n')
  await page.getByRole('combobox', { name: 'Server' }).fill('srv-dir-00')
  await page.getByRole('textbox', { name: 'Seen by' }).fill('P. Maes')
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  assert.match(await page.getByRole('alert').last().innerText(), /^Not recorded: no contact/)
  assert.equal(await page.getByRole('textbox', { name: 'Seen by' }).inputValue(), 'P. Maes')
})
