import assert from 'node:assert/strict'
import { browserTest, unhatched, visit } from './board-browser.ts'
import { LONG_PERSON, LONG_SERVER, night } from './board-fixture.ts'

const PATHS = [
  '/',
  '/hit',
  '/rescue',
  '/notes',
  '/care',
  '/wards',
  '/elsewhere',
  '/cut',
  '/log',
  '/keys',
  '/findings/f-1',
  '/servers/srv-dir-00',
  `/servers/${LONG_SERVER}`,
]

browserTest('at 320 px no page scrolls sideways and nothing unknown loses its hatch', async (open) => {
  const page = await open({ input: night, width: 320, height: 640 })
  const faults: string[] = []
  for (const path of PATHS) {
    await visit(page, path)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    if (wide > 320) faults.push(`${path} is ${wide} px wide`)
    faults.push(...(await unhatched(page)).map((fault) => `${path}: ${fault}`))
  }
  assert.deepEqual(faults, [])
})

browserTest('names of 200 characters are there whole and inside their page', async (open) => {
  const page = await open({ input: night })
  for (const [path, name] of [
    ['/hit', LONG_SERVER],
    [`/servers/${LONG_SERVER}`, LONG_PERSON],
    ['/cut', LONG_PERSON],
    ['/log', LONG_PERSON],
  ] as const) {
    await visit(page, path)
    await page.waitForFunction((words) => document.body.innerText.replaceAll(/\s/g, '').includes(words), name)
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('main th, main td, main h1, main p, main li')].flatMap((one) =>
        one.scrollWidth > one.clientWidth + 1 &&
        one.clientWidth > 0 &&
        one.closest('.only-read, .only-print') === null
          ? [one.textContent.slice(0, 60)]
          : [],
      ),
    )
    assert.deepEqual(cut, [], path)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path)
  }
})

browserTest('forced colours keep marks, hatch and solid cells', async (open) => {
  const page = await open({ input: night, path: '/care' })
  await page.emulateMedia({ forcedColors: 'active' })
  assert.deepEqual(await unhatched(page), [])
  const down = await page
    .locator('td.down')
    .first()
    .evaluate((cell) => getComputedStyle(cell).backgroundColor)
  assert.equal(down, 'rgb(142, 21, 16)')
  const servers = await open({ input: night, path: '/hit' })
  await servers.emulateMedia({ forcedColors: 'active' })
  assert.deepEqual(await unhatched(servers), [])
  const mark = servers.locator('svg.mark-hit').first()
  assert.ok((await mark.boundingBox())!.width >= 14)
  const shades = await mark.evaluate((svg) => getComputedStyle(svg).color)
  assert.notEqual(shades, 'rgba(0, 0, 0, 0)')
})
