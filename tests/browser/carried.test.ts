import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, test } from 'node:test'
import { chromium, type Browser, type Page } from 'playwright-core'
import {
  addEvidence,
  checkpointText,
  DRILL_PASSPHRASE,
  initDataFolder,
  makeBundle,
  openCommand,
  openIncident,
} from '@codedark/command'
import { buildCarried } from '../../scripts/build-web.ts'
import { seriousIssues } from './board-browser.ts'

const CHROMIUM = '/usr/bin/chromium'
const DIST = join(import.meta.dirname, '../../apps/web/dist')
const folder = mkdtempSync(join(tmpdir(), 'codedark-carried-'))
let browser: Browser | undefined
after(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A page from a file, without any network; its scripts throw nothing. */
async function openFile(path: string): Promise<Page> {
  browser ??= await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  const context = await browser.newContext({ offline: true })
  const page = await context.newPage()
  page.on('pageerror', (error) => assert.fail(error.message))
  await page.goto(pathToFileURL(path).href)
  return page
}

function opened() {
  const data = join(folder, 'data')
  if (!existsSync(data)) {
    assert.ok(initDataFolder(data, 'drill', DRILL_PASSPHRASE, { hospital: 'Invented Hospital' }).ok)
  }
  const command = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(command.ok, JSON.stringify(command))
  return command.value
}

test('verify.html finds a bundle whole, and names what was changed in it, offline and from a file', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
  const built = buildCarried()
  assert.ok(built.ok, built.output)
  const command = opened()
  assert.ok(openIncident(command, '<b>Night</b>').ok)
  writeFileSync(join(folder, 'note.txt'), 'locked')
  writeFileSync(join(folder, 'picture.jpg'), 'a picture')
  const evidence = { by: 'Ada Eins', kind: 'note' } as const
  assert.ok(addEvidence(command, { ...evidence, path: join(folder, 'note.txt'), mayShowPatients: false }).ok)
  assert.ok(
    addEvidence(command, { ...evidence, path: join(folder, 'picture.jpg'), mayShowPatients: true }).ok,
  )
  const out = join(folder, 'bundle')
  const made = await makeBundle(command, {
    out,
    for: 'Police',
    tlp: 'TLP:RED',
    verifierPage: join(DIST, 'verify.html'),
  })
  assert.ok(made.ok, JSON.stringify(made))
  assert.deepEqual(made.value.withheld, [3])
  command.close()
  const record = readFileSync(join(out, 'record.json'), 'utf8')
  assert.ok(!record.includes('picture.jpg'), 'the name of a file that may show patients')
  const page = await openFile(join(out, 'verify.html'))
  const files = [
    join(out, 'record.json'),
    ...readdirSync(join(out, 'evidence')).map((name) => join(out, 'evidence', name)),
  ]
  const said = async (): Promise<string> => {
    await page.locator('.verdict:not(:has-text("Reading"))').waitFor()
    return page.locator('#outcome').innerText()
  }
  await page.setInputFiles('#files', files)
  const whole = await said()
  assert.match(whole, /What can be checked holds/u)
  assert.match(whole, /Evidence files that are what was taken in: 1\./u)
  assert.match(whole, /not in this bundle: those of entries 3\./u)
  assert.match(whole, /DRILL, nothing in this is real/u)
  await page.fill('#outside', readFileSync(join(out, 'checkpoint.txt'), 'utf8'))
  await page.getByText('are those of the checkpoint that you hold').waitFor()
  assert.deepEqual(await seriousIssues(page), [])

  const changed = async (name: string, content: string, expected: RegExp): Promise<void> => {
    const path = join(mkdtempSync(join(folder, 'changed-')), name)
    writeFileSync(path, content)
    await page.setInputFiles(
      '#files',
      name === 'record.json' ? [path, ...files.slice(1)] : [files[0] ?? '', path],
    )
    await page.getByText(expected).first().waitFor()
    assert.match(await said(), /DO NOT RELY ON THIS/u)
  }
  await changed(
    'record.json',
    record.replace('\\"by\\":\\"command-line\\"', '\\"by\\":\\"somebody\\"'),
    /An entry is not what was signed/u,
  )
  await changed(
    'record.json',
    record.replace('note.txt', 'note.exe'),
    /A text of entry 2 is not the one that was recorded/u,
  )
  await changed(
    readdirSync(join(out, 'evidence'))[0] ?? '',
    'unlocked',
    /The file of entry 2 is not what was taken in/u,
  )
  const cut = JSON.parse(record) as { entries: string[] }
  cut.entries.pop()
  await changed('record.json', JSON.stringify(cut), /of 3 entries, here are 2: entries were cut or added/u)
})

test('phone-witness.html keeps checkpoints over a restart of the browser page, and shows a fork', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip('needs chromium (npm run setup:tests)')
  assert.ok(buildCarried().ok)
  const command = opened()
  const first = checkpointText(command)
  const size = command.ledger.state().log.length
  assert.ok(command.ledger.submit({ type: 'MakeComment', text: 'one more' }, 'board', 'Ada').ok)
  const next = checkpointText(command, size)
  command.close()
  assert.ok(first.ok && next.ok)
  const page = await openFile(join(DIST, 'phone-witness.html'))
  const take = async (text: string, expected: RegExp): Promise<void> => {
    await page.fill('#text', text)
    await page.click('#take')
    await page.locator('#outcome', { hasText: expected }).waitFor()
  }
  await take('no checkpoint', /no checkpoint in that text/u)
  await take(first.value, /^Kept: entries 1 to \d+\. The key is new here/u)
  await page.reload()
  await take(next.value, /which continue the \d+ held/u)
  await take(
    next.value.replace(/\n([A-Za-z])/u, '\nZ'),
    /signature does not hold|not a|no checkpoint|same as held/u,
  )
  assert.match(await page.inputValue('#back'), /^codedark-DRILL\//u)
  assert.deepEqual(await seriousIssues(page), [])
})
