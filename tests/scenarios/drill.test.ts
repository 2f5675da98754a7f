import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { drillFiles } from '@codedark/drill'
import type { ServerVerdict } from '@codedark/domain/triage'

interface Truth {
  readonly server: string
  readonly role: string
  readonly encrypted: string
  readonly shown: readonly string[]
  readonly seenByPerson: boolean
}

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'codedark-drill-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const codedark = (...args: string[]): { status: number | null; output: string } => {
  const run = spawnSync(process.execPath, [join(root, 'apps/cli/src/main.ts'), ...args], { encoding: 'utf8' })
  return { status: run.status, output: run.stdout + run.stderr }
}

test('the drill of a seed is the same bytes each time, and another seed another hospital', () => {
  const hash = (seed: number): string => {
    const sum = createHash('sha256')
    for (const { path, bytes } of drillFiles({ seed })) sum.update(path).update(bytes)
    return sum.digest('hex')
  }
  assert.equal(hash(7), hash(7))
  assert.notEqual(hash(7), hash(8))
})

test('the verdicts on the drill hold against its truth, through the commands alone', () => {
  const files = join(folder, 'files')
  const out = join(folder, 'out')
  assert.equal(codedark('drill', '--seed', '2021', '--out', files).status, 0)
  assert.equal(codedark('estate', 'import', join(files, 'estate')).status, 0)
  const run = codedark(
    'triage',
    join(files, 'logs'),
    ...['--estate', join(files, 'estate'), '--out', out],
    ...['--sightings', join(files, 'sightings.json'), '--connections', join(files, 'connections.json')],
  )
  assert.equal(run.status, 0, run.output)
  const truth = (JSON.parse(readFileSync(join(files, 'truth.json'), 'utf8')) as { servers: Truth[] }).servers
  const verdicts = new Map(
    (JSON.parse(readFileSync(join(out, 'verdicts.json'), 'utf8')) as ServerVerdict[]).map((one) => [
      one.server,
      one,
    ]),
  )
  assert.equal(verdicts.size, 300)
  assert.equal(truth.length, 300)
  const wrong: string[] = []
  const expect = (of: Truth, good: boolean, what: string): void => {
    if (!good)
      wrong.push(
        `${of.server}: ${what}, is ${verdicts.get(of.server)?.verdict}: ${verdicts.get(of.server)?.reasons[0]}`,
      )
  }
  for (const of of truth) {
    const held = verdicts.get(of.server)
    const startShown = of.shown.includes('encryption-started')
    if (of.seenByPerson) expect(of, held?.verdict === 'hit', 'a person saw it, so it is hit')
    else if (of.encrypted === 'locked out' && startShown)
      expect(of, held?.encryption === 'hit', 'locked out and logged')
    else if (of.encrypted === 'key in reach' && startShown)
      expect(of, held?.encryption === 'suspect', 'started, key in reach')
    else if (of.encrypted === 'by its owner')
      expect(of, held?.encryption === 'suspect', 'the honest administrator')
    else if (of.role === 'lateral' && of.shown.includes('remote-service'))
      expect(of, held?.intrusion === 'suspect', 'PsExec')
    else if (of.role === 'none')
      expect(of, held?.verdict === 'blind' || held?.verdict === 'no-sign', 'untouched')
    if (of.role !== 'none' && of.shown.length > 0)
      expect(of, held?.verdict !== 'no-sign', 'touched and logged')
    if (of.role === 'encrypted' && of.shown.length === 0 && !of.seenByPerson)
      expect(of, held?.verdict === 'blind', 'no log')
  }
  assert.deepEqual(wrong, [])
  const numbers = Object.groupBy(verdicts.values(), ({ verdict }) => verdict)
  assert.ok(
    (numbers.hit?.length ?? 0) > 40 &&
      (numbers['no-sign']?.length ?? 0) > 30 &&
      (numbers.blind?.length ?? 0) > 100,
  )
})
