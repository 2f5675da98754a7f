import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { MOVERS } from '@codedark/domain/triage'
import { loadRulePacks } from '../../adapters/files/src/index.ts'
import { OWN_RULES, runTriage } from '../../apps/command/src/tasks/triage/index.ts'

const corpora = process.env['CODEDARK_CORPORA']
const SIGMAHQ = ['rules', 'rules-emerging-threats', 'rules-threat-hunting']

test('every rule that may move a verdict is our own, or is of level high or critical in SigmaHQ', (t) => {
  if (corpora === undefined) {
    t.skip('CODEDARK_CORPORA is not set')
    return
  }
  const own = new Set(idsOf(OWN_RULES).keys())
  const theirs = idsOf(SIGMAHQ.map((name) => join(corpora, name)))
  for (const mover of MOVERS) {
    if (own.has(mover.ruleId)) continue
    assert.match(
      theirs.get(mover.ruleId) ?? 'not there',
      /^(high|critical)$/,
      `${mover.ruleId}: ${mover.because}`,
    )
    assert.equal(mover.signal, undefined, 'only our own rules tell a story')
  }
})

test('all logs of the corpora are read with all SigmaHQ rules, each fault with file, place and sentence', async (t) => {
  if (corpora === undefined) {
    t.skip('CODEDARK_CORPORA is not set')
    return
  }
  const out = mkdtempSync(join(tmpdir(), 'codedark-corpora-'))
  try {
    const done = await runTriage({
      paths: [join(corpora, 'evtx')],
      rulePaths: [...OWN_RULES, ...SIGMAHQ.map((name) => join(corpora, name))],
      outDir: out,
    })
    assert.ok(done.ok, done.ok ? '' : done.fault.text)
    const { summary, verdicts, faults } = done.value
    assert.equal(summary.files, 299)
    assert.equal(summary.filesGivenUp, 0)
    assert.ok(summary.records + summary.recordsRepeated >= 26_878)
    // By number, time, channel and computer 2,286 are repeated; 25 of them in exports that begin at another record.
    assert.equal(summary.recordsRepeated, 2_261)
    assert.ok(summary.rulesLoaded > 2_500)
    assert.ok(summary.rulesRefused.every((rule) => rule.reason !== '' && rule.path !== ''))
    assert.ok(faults.every((fault) => fault.file !== '' && fault.text.startsWith(fault.file)))
    assert.ok(verdicts.every((one) => one.verdict !== 'no-sign' || one.window !== null))
    const findings = readFileSync(join(out, 'findings.jsonl'), 'utf8').trimEnd().split('\n')
    assert.equal(findings.length, summary.findings)
    const labels = Map.groupBy(findings, (line) => {
      const { recovery, borrowedTemplate } = JSON.parse(line) as {
        recovery?: string
        borrowedTemplate?: true
      }
      return `${recovery ?? 'live'}${borrowedTemplate === true ? ' borrowed' : ''}`
    })
    labels.delete('live')
    assert.deepEqual(Object.fromEntries([...labels].map(([label, list]) => [label, list.length])), {
      'crc-bad': 4,
      slack: 13,
      'slack borrowed': 28,
    })
  } finally {
    rmSync(out, { recursive: true })
  }
})

/** Rule ids and levels, by the lines that state them: this test is not about how rules are parsed. */
function idsOf(paths: readonly string[]): ReadonlyMap<string, string> {
  const levels = new Map<string, string>()
  for (const pack of loadRulePacks(paths).packs)
    for (const { text } of pack.files) {
      const id = /^id:\s*['"]?([0-9a-fA-F-]{36})/m.exec(text)?.[1]
      const level = /^level:\s*(\w+)/m.exec(text)?.[1]
      if (id !== undefined && level !== undefined) levels.set(id, level)
    }
  return levels
}
