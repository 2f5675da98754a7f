import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { FrameReader } from '@codedark/hl7v2'
import { feedPrivateKey, feedPublicKey, readJournal } from '@codedark/journal'

/** Each start of a process takes most of a second where the machine is busy. */
const KILLS = 40
const MESSAGES = 300
const KEY = feedPrivateKey(new Uint8Array(32).fill(3))

test('killed 40 times in mid-feed, nothing that was acknowledged is lost and nothing is half', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-killed-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const keyFile = join(folder, 'feed.pub')
  writeFileSync(keyFile, Buffer.from(feedPublicKey(KEY)).toString('hex'))
  const answered = new Set<string>()
  let sent = 0
  for (let round = 0; round < KILLS; round += 1) {
    const collector = spawn(
      process.execPath,
      [join(import.meta.dirname, '../testing/collect-until-killed.ts'), join(folder, 'own'), keyFile],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const port = await new Promise<number>((resolve) =>
      collector.stdout.once('data', (line) => resolve(Number(line))),
    )
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    const reader = new FrameReader()
    let here = 0
    socket.on('data', (chunk: Buffer) => {
      for (const item of reader.push(chunk)) {
        const answer = item.kind === 'message' ? Buffer.from(item.bytes).toString() : ''
        const [, id] = /MSA\|AA\|(\w+)/u.exec(answer) ?? []
        if (id === undefined) continue
        answered.add(id)
        here += 1
      }
      // From before the first sync to after the last.
      if (here >= (round * 37) % MESSAGES) collector.kill('SIGKILL')
    })
    const blocks: string[] = []
    for (let at = 0; at < MESSAGES; at += 1) {
      sent += 1
      blocks.push(`\vMSH|^~\\&|A|H|C|H|2021||ADT^A01|K${sent}|P|2.5\rPID|1||${sent}\r\x1c\r`)
    }
    socket.write(blocks.join(''))
    await new Promise((resolve) => collector.once('close', resolve))
    socket.destroy()
  }
  const kept = new Set<string>()
  for (const item of readJournal(join(folder, 'own', 'journal'), KEY)) {
    if (item.kind === 'fault') {
      assert.equal(item.code, 'unfinished')
      continue
    }
    const [, id = ''] = /\|(K\d+)\|P\|2\.5\rPID\|1\|\|\d+\r$/u.exec(Buffer.from(item.bytes).toString()) ?? []
    assert.notEqual(id, '')
    assert.equal(kept.has(id), false, `${id} twice`)
    kept.add(id)
  }
  assert.ok(answered.size > 0 && answered.size < sent, `${answered.size} of ${sent} were answered`)
  for (const id of answered) assert.ok(kept.has(id), `${id} was acknowledged and is lost`)
})
