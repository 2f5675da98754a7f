import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { SYSTEM } from '@codedark/domain/triage'
import { minuteLog, triageFolder } from './testing/triage-folder.ts'

const { path: folder, write, run, findings } = triageFolder('recovery')

const HEADER = 4096
const CHUNK_FREE = HEADER + 48
const CHUNK_FLAGS = HEADER + 120

const log = (computer: string, minutes: number, evilAt = -1): Uint8Array =>
  minuteLog({ computer, channel: SYSTEM, minutes, evilAt })

/** Offset of the nth record of the first chunk, from 0. */
function recordAt(bytes: Uint8Array, nth: number): number {
  const view = new DataView(bytes.buffer)
  let at = HEADER + 512
  for (let n = 0; n < nth; n += 1) at += view.getUint32(at + 4, true)
  return at
}

/** The log as if its records from the nth on had been taken out: they lie behind its end. */
function endBefore(bytes: Uint8Array, nth: number): Uint8Array {
  const cut = bytes.slice()
  const view = new DataView(cut.buffer)
  view.setUint32(CHUNK_FREE, recordAt(bytes, nth) - HEADER, true)
  // Without checksums the header is believed.
  view.setUint32(CHUNK_FLAGS, 4, true)
  return cut
}

/** The log without its first record, and so without the templates that all others need. */
function templatesLost(bytes: Uint8Array): Uint8Array {
  const cut = bytes.slice()
  cut.fill(0xff, recordAt(bytes, 0), recordAt(bytes, 1))
  return cut
}

/** The log with the template of its event data overwritten, which other servers have as well. */
function dataTemplateLost(bytes: Uint8Array): Uint8Array {
  const cut = Buffer.from(bytes.slice())
  const name = Buffer.from('EventData', 'utf16le')
  const at = cut.indexOf(name)
  assert.ok(at > 0 && cut.indexOf(name, at + 1) < 0, 'the template stands once')
  cut.fill(0xff, at + name.length + 2, at + name.length + 10)
  return cut
}

describe('records that are no longer live', () => {
  test('are found, say so in every output, and make suspect at most', async () => {
    write('slack/System.evtx', endBefore(log('srv-a', 40, 30), 20))
    const out = join(folder, 'out-slack')
    const { summary, verdicts } = await run([join(folder, 'slack')], {
      outDir: out,
      formats: ['csv', 'timesketch', 'html'],
    })
    assert.deepEqual(
      [summary.records, summary.recordsRecovered, summary.recordsNotRecovered, summary.findings],
      [20, 20, 0, 1],
    )
    assert.deepEqual(
      findings(out).map(({ recovery, recordId }) => [recovery, recordId]),
      [['slack', 5030]],
    )
    assert.equal(verdicts[0]?.verdict, 'suspect')
    // What a log covers, only live records tell.
    assert.equal(verdicts[0]?.channels[0]?.records, 20)
    for (const name of ['findings.csv', 'timesketch.jsonl', 'report.html'])
      assert.match(readFileSync(join(out, name), 'utf8'), /no longer live/, name)
    assert.match(readFileSync(join(out, 'verdicts.json'), 'utf8'), /records that were taken out of the log/)
  })

  test('that are live in another copy of the log are live findings with both places', async () => {
    write('copies/now/System.evtx', endBefore(log('srv-a', 40, 30), 20))
    write('copies/before/System.evtx', log('srv-a', 40, 30))
    const out = join(folder, 'out-copies')
    const { verdicts } = await run([join(folder, 'copies')], { outDir: out })
    assert.deepEqual(
      findings(out).map(({ recovery, places }) => [recovery, places?.map((one) => one.recovery)]),
      [[undefined, [undefined, 'slack']]],
    )
    assert.equal(verdicts[0]?.verdict, 'hit')
  })

  test('a record in a chunk whose checksum does not fit is a finding like any other, and says so', async () => {
    const bytes = log('srv-a', 40, 30)
    bytes[HEADER + 52] = (bytes[HEADER + 52] ?? 0) ^ 1
    write('crc/System.evtx', bytes)
    const out = join(folder, 'out-crc')
    const { verdicts } = await run([join(folder, 'crc')], { outDir: out })
    assert.deepEqual(
      findings(out).map((one) => one.recovery),
      ['crc-bad'],
    )
    assert.equal(verdicts[0]?.verdict, 'hit')
    assert.match(verdicts[0]?.reasons[0] ?? '', /checksum does not fit/)
  })
})

describe('templates that a log has lost', () => {
  write('lost/srv-a/System.evtx', dataTemplateLost(log('srv-a', 40, 30)))

  test('without another log their records are faults that say which template is missing', async () => {
    const { summary, faults } = await run([join(folder, 'lost/srv-a')])
    assert.deepEqual([summary.records, summary.findings], [0, 0])
    assert.equal(faults.length, 40)
    assert.equal(new Set(faults.map((fault) => fault['templateId'])).size, 1)
    assert.equal(typeof faults[0]?.['templateId'], 'number')
  })

  test('are those of another server, whatever the order of reading, and the findings say so', async () => {
    // Sorts behind, and is smaller, so that it is read later.
    write('lost/srv-b/System.evtx', log('srv-b', 3))
    const texts: string[] = []
    for (const children of [1, 2]) {
      const out = join(folder, `out-lost-${children}`)
      const { summary, faults, verdicts } = await run([join(folder, 'lost')], { outDir: out, children })
      assert.deepEqual([summary.records, summary.findings], [43, 1])
      assert.deepEqual(faults, [])
      assert.deepEqual(
        findings(out).map(({ computer, recovery, borrowedTemplate }) => [
          computer,
          recovery,
          borrowedTemplate,
        ]),
        [['srv-a', 'crc-bad', true]],
      )
      assert.equal(verdicts.find(({ server }) => server === 'srv-a')?.verdict, 'suspect')
      texts.push(readFileSync(join(out, 'findings.jsonl'), 'utf8'))
    }
    assert.equal(texts[0], texts[1])
  })

  test('are those of another copy, where the template that names the computer is lost as well', async () => {
    write('both/a/System.evtx', templatesLost(log('srv-a', 40, 30)))
    write('both/b/System.evtx', log('srv-b', 3))
    const without = await run([join(folder, 'both')])
    assert.deepEqual([without.summary.records, without.summary.findings], [3, 0])
    write('both/older/System.evtx', log('srv-a', 3))
    const { summary } = await run([join(folder, 'both')])
    assert.deepEqual([summary.records, summary.findings], [45, 1])
  })

  test('are found by a second run that reads nothing else anew', async () => {
    const out = join(folder, 'out-again')
    const memory = { path: join(out, 'read.db') }
    const first = await run([join(folder, 'lost')], { outDir: out, memory })
    const second = await run([join(folder, 'lost')], { outDir: out, memory })
    assert.equal(second.summary.filesRecalled, 2)
    assert.deepEqual([second.summary.records, second.summary.findings], [43, 1])
    assert.deepEqual(second.verdicts, first.verdicts)
  })
})

describe('copies of a log that grew', () => {
  const grown = log('srv-a', 2_000, 30)

  test('count each record once, and their findings have all places', async () => {
    for (const minutes of [10, 500, 2_000]) write(`grew/${minutes}/System.evtx`, log('srv-a', minutes, 5))
    const out = join(folder, 'out-grew')
    const { summary } = await run([join(folder, 'grew')], { outDir: out, children: 2 })
    assert.deepEqual([summary.records, summary.recordsRepeated, summary.findings], [2_000, 510, 1])
    assert.equal(findings(out)[0]?.places?.length, 3)
  })

  test('of another server with the same numbers count apart', async () => {
    write('apart/a/System.evtx', grown)
    write('apart/b/System.evtx', log('srv-b', 2_000, 30))
    const { summary } = await run([join(folder, 'apart')])
    assert.deepEqual([summary.records, summary.recordsRepeated, summary.findings], [4_000, 0, 2])
  })
})
