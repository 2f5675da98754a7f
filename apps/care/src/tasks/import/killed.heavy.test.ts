import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { feedPublicKey, openJournal } from '@codedark/journal'
import { drillFolder, openSmall, smallHospital, writeExport } from '../../testing/small-hospital.ts'
import { readHeldCopy } from '../held-copy.ts'

/** With the hundred kills of the vault and the forty of the collector it is two hundred. */
const KILLS = 60
const PROGRAM = join(import.meta.dirname, '../../testing/import-until-killed.ts')

async function journalOf(data: string): Promise<string> {
  const care = openSmall(data)
  const folder = join(mkdtempSync(join(tmpdir(), 'codedark-killed-')), 'journal')
  const publicKey = feedPublicKey(care.keys.feedKey)
  const journal = openJournal({ folder, publicKey, hashKey: new Uint8Array(32) })
  assert.ok(journal.ok)
  const texts = Array.from({ length: 8 }, (_, at) =>
    [
      `MSH|^~\\&|A|H|C|H|20210117||ADT^A01|K${at}|P|2.5|||||||UNICODE UTF-8`,
      `PID|1||${at}^^^H^MR||Verzonnen${at}^Ann||19500101|F`,
      `PV1|1|I|MED^${at}^A^SITE|||||||||||||||V${at}^^^H^VN`,
      '',
    ].join('\r'),
  )
  const receivedAt = new Date('2021-01-17T20:00:00Z')
  const kept = await journal.value.keep(
    texts.map((text, at) => ({
      ...{ feed: 'adt', receivedAt, bytes: Buffer.from(text), id: ['A', 'H', String(at)], readable: true },
    })),
  )
  assert.ok(kept.ok)
  await journal.value.close()
  care.vault.close()
  return folder
}

/** What a run acknowledged before it was killed, `afterMs` after the line number `line` of what it said; the first is "open". */
async function killedRun(args: readonly string[], line: number, afterMs: number): Promise<readonly string[]> {
  const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  program.stdout.setEncoding('utf8')
  program.stdout.on('data', (chunk: string) => {
    const before = said.split('\n').length - 1
    said += chunk
    if (before < line && said.split('\n').length > line) setTimeout(() => program.kill('SIGKILL'), afterMs)
  })
  await once(program, 'close')
  // A line that was cut off was not acknowledged.
  return said.split('\n').slice(1, -1)
}

test(`killed ${KILLS} times while exports and feeds are taken in, what was acknowledged is there and nothing is half`, async () => {
  const data = drillFolder()
  const args = [data, writeExport(smallHospital()), await journalOf(data)]
  const acknowledged = new Map<number, string>()
  for (let round = 0; round < KILLS; round += 1) {
    for (const line of await killedRun(args, 1 + (round % 3), (round * 211) % 1300)) {
      const { generation, sha256 } = JSON.parse(line) as { generation: number; sha256: string }
      assert.ok(!acknowledged.has(generation), 'a number that came twice')
      acknowledged.set(generation, sha256)
    }
    const care = openSmall(data)
    assert.equal(care.damaged, null)
    const listed = care.vault.generations()
    assert.ok(listed.ok)
    const kept = new Map(listed.value.map((one) => [one.generation, one]))
    for (const [generation, sha256] of acknowledged) assert.equal(kept.get(generation)?.sha256, sha256)
    for (const { generation, bytes } of listed.value)
      if (bytes > 0) assert.ok(care.vault.parts(generation).ok, String(generation))
    const held = await readHeldCopy(care)
    assert.ok(held.ok)
    if (acknowledged.size > 0) assert.ok(held.value.copy.patients.length > 0)
    care.vault.close()
  }
  assert.ok(acknowledged.size >= KILLS / 2, `${acknowledged.size} acknowledged: the kills came too early`)
})
