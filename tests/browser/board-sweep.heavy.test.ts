import assert from 'node:assert/strict'
import { browserTest, coveredHatch, seriousIssues, unhatched, visit, type Opening } from './board-browser.ts'
import { bare, empty, LONG_SERVER, night } from './board-fixture.ts'

const SERVER = '/servers/srv-dir-00'
const PATHS = [
  '/',
  '/hit',
  '/rescue',
  '/notes',
  '/care',
  '/wards',
  '/elsewhere',
  '/knows',
  '/cut',
  '/back',
  '/log',
  '/keys',
  SERVER,
  `${SERVER}/context`,
  `/servers/${LONG_SERVER}`,
  '/servers/srv-files-36',
  '/findings/f-1',
  '/findings/gone',
  '/servers/nobody',
  '/nowhere',
]
/** The pages that look otherwise when little is known. */
const MAIN = ['/', '/hit', '/rescue', '/notes', '/care', '/wards', '/cut', '/log', SERVER]
const LOCKED = { '/api/lock': { locked: true, kind: 'real', first: false } }
const FIRST = { '/api/lock': { locked: true, kind: 'real', first: true } }
const WALL = { width: 1920, height: 1080 }

/** Each state of the board, at a laptop's width and at 320 px; in each every page. */
const STATES: readonly (Opening & { readonly name: string; readonly paths: readonly string[] })[] = [
  { name: 'night', input: night, paths: PATHS },
  { name: 'nothing known', input: empty, paths: MAIN },
  { name: 'no list of servers', input: bare, paths: MAIN },
  { name: 'a second copy', input: { ...night, oneCopyOnlySince: null }, paths: ['/', '/hit'] },
  { name: 'no contact', input: night, silent: true, paths: ['/', '/hit', SERVER] },
  { name: 'locked', input: night, answers: LOCKED, paths: ['/'] },
  { name: 'first start', input: night, answers: FIRST, paths: ['/'] },
  {
    name: 'servers not read',
    input: night,
    answers: { '/api/servers': null },
    paths: ['/', '/hit', '/cut', '/rescue'],
  },
  { name: 'care not read', input: night, answers: { '/api/care': null }, paths: ['/care'] },
  { name: 'board not read', input: night, answers: { '/api/board': null }, paths: ['/', '/wards'] },
]

for (const { name, paths, ...opening } of STATES)
  browserTest(
    `${name}: on every page, wide and narrow, nothing unknown is unhatched and axe finds nothing serious`,
    async (open) => {
      const faults: string[] = []
      for (const size of [{ width: 1366 }, { width: 320, height: 640 }]) {
        const page = await open({ ...opening, ...size })
        for (const path of paths) {
          await visit(page, path)
          const found = [
            ...(await seriousIssues(page)),
            ...(await unhatched(page)),
            ...(await coveredHatch(page)),
          ]
          if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
            found.push('scrolls sideways')
          faults.push(...found.map((fault) => `${size.width} ${path}: ${fault}`))
        }
      }
      assert.deepEqual(faults, [])
    },
  )

for (const [name, input] of Object.entries({ night, empty, bare }))
  browserTest(`the wall, ${name}: first page and page 1`, async (open) => {
    const faults: string[] = []
    for (const path of ['/?wall', '/hit?wall']) {
      const page = await open({ input, path, ...WALL })
      faults.push(...(await seriousIssues(page)), ...(await unhatched(page)))
      await page.close()
    }
    assert.deepEqual(faults, [])
  })
