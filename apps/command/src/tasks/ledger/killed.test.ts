import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createDataFolder } from '@codedark/files'
import { openCommandLedger } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-killed-'))
after(() => rmSync(root, { recursive: true, force: true }))
const keys = { databaseKey: new Uint8Array(32).fill(1), seed: new Uint8Array(32).fill(2) }

/** Writes remarks without end, and prints the size of the record after each that was acknowledged. */
const WRITER = `
  import { writeSync } from 'node:fs'
  const { openCommandLedger } = await import(process.argv[1])
  const folder = JSON.parse(process.argv[2])
  const keys = { databaseKey: new Uint8Array(32).fill(1), seed: new Uint8Array(32).fill(2) }
  const ledger = openCommandLedger(folder, keys).value
  for (;;) {
    const recorded = ledger.submit({ type: 'MakeComment', text: 'noch eins' }, 'board', 'Ada')
    writeSync(1, recorded.value.until + '\\n')
  }
`

test('whatever was acknowledged is there after the writer was killed', async () => {
  const folder = createDataFolder(join(root, 'data'), 'drill')
  assert.ok(folder.ok)
  const args = [
    '--input-type=module',
    '-e',
    WRITER,
    join(import.meta.dirname, 'index.ts'),
    JSON.stringify(folder.value),
  ]
  for (const enough of [1, 7, 20]) {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let printed = ''
    let lines = 0
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      lines = printed.split('\n').length - 1
      if (lines >= enough) child.kill('SIGKILL')
    })
    await new Promise((resolve) => child.once('close', resolve))
    const acknowledged = Number(printed.split('\n')[lines - 1])
    const ledger = openCommandLedger(folder.value, keys)
    assert.ok(ledger.ok, JSON.stringify(ledger))
    const found = ledger.value.verify()
    assert.equal(found.broken, null)
    assert.ok(
      found.size >= acknowledged && found.size <= acknowledged + 1,
      `${found.size} of ${acknowledged}`,
    )
    assert.ok(found.texts.every(({ state }) => state === 'present'))
    ledger.value.close()
  }
})
