import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { bytesSource, createTemplateCache, readEvtx } from '@codedark/evtx'

const corpora = process.env['CODEDARK_CORPORA'] ?? ''

/** One case's JSON was made by another program: nine digits of a second, and a name with other capitals than the log has. */
const OTHERWISE = ['ad691d92-15f2-4181-9aa4-723c74f9ddc3.evtx']

test('the JSON of every record of the regression cases is the JSON that lies beside it', (t) => {
  if (corpora === '') return t.skip('CODEDARK_CORPORA is not set')
  const templates = createTemplateCache()
  const different: string[] = []
  let records = 0
  const root = join(corpora, 'sigma-regression')
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.evtx')) continue
    const beside = readdirSync(entry.parentPath).filter((name) => name.endsWith('.json'))
    const wanted = beside.flatMap((name) => documents(readFileSync(join(entry.parentPath, name), 'utf8')))
    const bytes = new Uint8Array(readFileSync(join(entry.parentPath, entry.name)))
    let n = 0
    for (const item of readEvtx(bytesSource(bytes), { templates })) {
      assert.equal(item.kind, 'record', entry.name)
      if (item.kind !== 'record') continue
      records += 1
      const ours: unknown = JSON.parse(JSON.stringify(item.record.toJSON()))
      if (!isDeepStrictEqual(ours, wanted[n])) different.push(entry.name)
      n += 1
    }
  }
  assert.equal(records, 118)
  assert.deepEqual(different, OTHERWISE)
})

/** A file holds one record, a list of them, or one after another. */
function documents(text: string): unknown[] {
  try {
    const whole: unknown = JSON.parse(text)
    return Array.isArray(whole) ? whole : [whole]
  } catch {
    return text
      .split(/\n(?=\{)/)
      .filter((part) => part.trim() !== '')
      .map((part): unknown => JSON.parse(part))
  }
}
