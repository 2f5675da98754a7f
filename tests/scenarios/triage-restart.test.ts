import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { SECURITY, SYSTEM } from '@codedark/domain/triage'
import { runTriage } from '../../apps/command/src/tasks/triage/index.ts'
import type { TriageInput, TriageOutcome } from '../../apps/command/src/tasks/triage/index.ts'
import { evilRule, minuteLog, triageFolder } from './testing/triage-folder.ts'

const { path: folder, write } = triageFolder('restart')

const log = (computer: string, channel: string, evilAt: number): Uint8Array =>
  minuteLog({ computer, channel, minutes: 60, evilAt })

for (const name of ['a', 'b', 'c']) {
  write(`logs/${name}/System.evtx`, log(`srv-${name}`, SYSTEM, 30))
  write(`logs/${name}/Security.evtx`, log(`srv-${name}`, SECURITY, -1))
}
write('logs/broken.evtx', 'no log')

const input = (out: string, over: Partial<TriageInput> = {}): TriageInput => ({
  paths: [join(folder, 'logs')],
  rulePaths: [join(folder, 'rules')],
  outDir: join(folder, out),
  memory: { path: join(folder, out, 'read.db') },
  children: 1,
  ...over,
})

async function run(out: string, over: Partial<TriageInput> = {}): Promise<TriageOutcome> {
  const done = await runTriage(input(out, over))
  assert.ok(done.ok, done.ok ? '' : done.fault.text)
  return done.value
}

const outputs = (out: string): readonly string[] =>
  ['findings.jsonl', 'verdicts.json', 'faults.jsonl', 'rescue.json'].map((name) =>
    readFileSync(join(folder, out, name), 'utf8'),
  )

describe('a second run', () => {
  test('reads nothing that the first read, and writes the same bytes', async () => {
    const first = await run('twice')
    assert.deepEqual([first.summary.filesRecalled, first.changed], [0, null])
    const before = outputs('twice')
    const second = await run('twice')
    assert.equal(second.summary.filesRecalled, 7)
    assert.equal(second.summary.records, first.summary.records)
    assert.deepEqual(second.changed, [])
    assert.deepEqual(outputs('twice'), before)
  })

  test('reads what is new, and says which verdicts changed', async () => {
    await run('new')
    const added = write('more/System.evtx', log('srv-new', SYSTEM, 40))
    const paths = [join(folder, 'logs'), dirname(added)]
    const second = await run('new', { paths })
    assert.deepEqual([second.summary.files, second.summary.filesRecalled], [8, 7])
    assert.deepEqual(second.changed, [{ server: 'srv-new', was: null, is: 'hit' }])
  })

  test('with other rules reads everything anew', async () => {
    await run('rules')
    write('other/evil.yml', evilRule('Another title'))
    const second = await run('rules', { rulePaths: [join(folder, 'other')] })
    assert.equal(second.summary.filesRecalled, 0)
  })

  test('with a memory that is none reads everything, and says so', async () => {
    write('spoiled/read.db', 'this was never a memory, and is long enough to be looked at'.repeat(99))
    const { summary, faults } = await run('spoiled')
    assert.equal(summary.filesRecalled, 0)
    assert.equal(summary.findings, 3)
    assert.ok(faults.some((fault) => fault.code === 'memory-not-used'))
  })

  test('stopped while rules are loaded is stopped, and no fault of the rules', async () => {
    const stop = new AbortController()
    const running = runTriage(input('early', { signal: stop.signal }))
    setTimeout(() => stop.abort(), 50)
    const stopped = await running
    assert.equal(stopped.ok ? 'whole' : stopped.fault.code, 'stopped')
  })

  test('goes on where one that was stopped had come to, and ends as one that was not', async () => {
    const stop = new AbortController()
    const stopped = await runTriage(input('stopped', { signal: stop.signal, onPass: () => stop.abort() }))
    assert.equal(!stopped.ok && stopped.fault.code, 'stopped')
    assert.ok(readFileSync(join(folder, 'stopped', 'rescue.json'), 'utf8').length > 0)
    const second = await run('stopped')
    assert.equal(second.summary.filesRecalled, 3)
    await run('whole')
    assert.deepEqual(outputs('stopped'), outputs('whole'))
  })
})
