import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { writeEvtx } from './index.ts'

test('the example of the README does what it says', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  const code = /```ts\n([^]*?)```/.exec(readme)?.[1]
  assert.ok(code)
  // Beside this file, so that the name of the package leads here.
  const folder = mkdtempSync(join(import.meta.dirname, 'readme-'))
  try {
    const path = join(folder, 'example.ts')
    writeFileSync(path, code)
    const example: unknown = await import(pathToFileURL(path).href)
    const logons: unknown = Reflect.get(Object(example), 'logons')
    assert.ok(typeof logons === 'function')
    const log = writeEvtx([
      {
        recordId: 1,
        time: '2021-01-17T19:46:00.1234567Z',
        provider: { name: 'Microsoft-Windows-Security-Auditing' },
        eventId: 4624,
        channel: 'Security',
        computer: 'srv-dc-01',
        data: [['TargetUserName', 'a.lemaire']],
      },
    ])
    assert.deepEqual(logons(log), [{ at: '2021-01-17T19:46:00.1234567Z', user: 'a.lemaire' }])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
