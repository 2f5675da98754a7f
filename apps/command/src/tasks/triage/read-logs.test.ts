import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { ChildFailure } from './child.ts'
import { readLogs } from './read-logs.ts'
import type { ReadListener } from './read-logs.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-child-'))
after(() => rmSync(folder, { recursive: true, force: true }))

// A child that does to its parent what hostile files might make the real one do; which, the name of the file says.
const CHILD = `
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n')
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  if (request.do === 'rules') { say({ is: 'rules', rules: [], refused: [] }); continue }
  if (request.path.includes('hang')) for (;;) ;
  if (request.path.includes('crash')) process.exit(7)
  if (request.path.includes('heap')) { const all = []; for (;;) { all.push(new Array(1e6).fill({})); say({ is: 'beat', records: 0, bytes: 0 }) } }
  if (request.path.includes('buffers')) { const all = []; for (;;) { all.push(Buffer.alloc(64e6, 1)); say({ is: 'beat', records: 0, bytes: 0 }); await new Promise((r) => setTimeout(r, 20)) } }
  if (request.path.includes('nonsense')) { process.stdout.write('{"is":"verdict","server":"all"}\\n'); continue }
  const work = (ms) => { const end = process.cpuUsage().user / 1000 + ms; while (process.cpuUsage().user / 1000 < end); }
  if (request.path.includes('stick')) { say({ is: 'disk' }); await new Promise((r) => setTimeout(r, 50)); work(1600) }
  if (request.path.includes('works')) { say({ is: 'beat', records: 0, bytes: 0 }); await new Promise((r) => setTimeout(r, 50)); work(2500) }
  if (request.path.includes('slow')) for (let i = 0; i < 4; i += 1) { await new Promise((r) => setTimeout(r, 400)); say({ is: 'beat', records: i, bytes: i }) }
  if (request.path.includes('steal')) {
    try { say({ is: 'fault', code: 'stolen', offset: null, text: readFileSync(${JSON.stringify(join(folder, 'secret'))}, 'utf8'), facts: {} }) }
    catch (error) { say({ is: 'fault', code: error.code, offset: null, text: 'kept out', facts: {} }) }
  }
  say({ is: 'end', records: 3, bytes: 9, stats: [], found: 'evtx' })
}
`
const childPath = join(folder, 'child.mjs')
writeFileSync(childPath, CHILD)
writeFileSync(join(folder, 'secret'), 'a key')

interface Told {
  readonly ended: string[]
  readonly givenUp: Map<string, ChildFailure['code']>
  readonly faults: string[]
}

async function read(...names: string[]): Promise<Told> {
  const told: Told = { ended: [], givenUp: new Map(), faults: [] }
  const listener: ReadListener = {
    rules: () => undefined,
    listed: () => undefined,
    begin: () => undefined,
    hashed: () => undefined,
    same: () => undefined,
    recalled: () => undefined,
    chunks: () => undefined,
    firstPass: async () => undefined,
    finding: () => undefined,
    matches: () => undefined,
    note: () => undefined,
    notesLeftOut: () => undefined,
    progress: () => undefined,
    fault: (_file, fault) => told.faults.push(fault.code),
    end: (file) => told.ended.push(file.path),
    gaveUp: (file, failure) => told.givenUp.set(file.path, failure.code),
  }
  const files = names.map((path) => ({ path, bytes: 9 }))
  assert.equal(await readLogs({ files, packs: [], childPath, roots: [] }, listener), null)
  return told
}

describe('reading in child processes', () => {
  test('a file that hangs or crashes is given up after two tries, and all others are read', async () => {
    const told = await read('a', 'hang', 'b', 'crash', 'c', 'nonsense', 'd')
    assert.deepEqual(told.ended.sort(), ['a', 'b', 'c', 'd'])
    assert.deepEqual(
      [...told.givenUp].sort(([a], [b]) => (a < b ? -1 : 1)),
      [
        ['crash', 'child-ended'],
        ['hang', 'no-progress'],
        ['nonsense', 'child-nonsense'],
      ],
    )
  })

  test('a file that takes all memory is given up, on the heap and off it', async () => {
    const told = await read('buffers', 'a')
    assert.deepEqual(told.ended, ['a'])
    assert.ok(['too-much-memory', 'child-ended'].includes(told.givenUp.get('buffers') ?? ''))
  })

  test('a file that is slow but moves is read', async () => {
    assert.deepEqual((await read('slow')).ended, ['slow'])
  })

  test('a wait for the disk may take longer than a second, work without a word may not', async () => {
    const told = await read('stick', 'works')
    assert.deepEqual(told.ended, ['stick'])
    assert.deepEqual([...told.givenUp], [['works', 'no-progress']])
  })

  test('a child cannot open what is not its input', async () => {
    assert.deepEqual((await read('steal')).faults, ['ERR_ACCESS_DENIED'])
  })

  test('rules that cannot be loaded are told, and nothing is read', async () => {
    const broken = join(folder, 'broken.mjs')
    writeFileSync(broken, 'process.exit(3)')
    const listener: ReadListener = {
      rules: () => assert.fail('no rules'),
      listed: () => undefined,
      begin: () => undefined,
      hashed: () => undefined,
      same: () => undefined,
      recalled: () => undefined,
      chunks: () => undefined,
      firstPass: async () => undefined,
      finding: () => undefined,
      matches: () => undefined,
      note: () => undefined,
      notesLeftOut: () => undefined,
      progress: () => undefined,
      fault: () => undefined,
      end: () => assert.fail('nothing is read'),
      gaveUp: () => undefined,
    }
    const failure = await readLogs(
      { files: [{ path: 'a', bytes: 1 }], packs: [], childPath: broken, roots: [] },
      listener,
    )
    assert.equal(failure?.code, 'child-ended')
  })
})
