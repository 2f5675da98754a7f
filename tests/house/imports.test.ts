import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const config = join(root, '.dependency-cruiser.mjs')

/** For each rule: a file that breaks it, and what it imports. Files that are only imported are made empty. */
const VIOLATIONS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'libs-stand-alone': ['libs/a/src/index.ts', '../../b/src/index.ts'],
  'domain-below-adapters': ['domain/src/estate/above.ts', '../../../adapters/ledger/src/index.ts'],
  'domain-modules-by-index': ['domain/src/estate/deep.ts', '../triage/inside.ts'],
  'incident-never-sees-patients': ['domain/src/incident/patients.ts', '../downtime/index.ts'],
  'downtime-never-sees-incident': ['domain/src/downtime/evidence.ts', '../incident/index.ts'],
  'adapters-apart': ['adapters/vault/src/other.ts', '../../ledger/src/index.ts'],
  'command-holds-no-patient': ['apps/command/src/patients.ts', '../../../adapters/vault/src/index.ts'],
  'care-holds-no-evidence': ['apps/care/src/evidence.ts', '../../../adapters/ledger/src/index.ts'],
  'collector-reads-nothing-back': ['apps/collector/src/back.ts', '../../../adapters/vault/src/index.ts'],
  'cli-holds-no-rule': ['apps/cli/src/rule.ts', '../../../domain/src/triage/index.ts'],
  'apps-by-index': ['apps/cli/src/deep.ts', '../../command/src/inside.ts'],
  'nobody-imports-cli': ['adapters/files/src/up.ts', '../../../apps/cli/src/main.ts'],
  'board-sees-no-patient': ['apps/web/board/patient.ts', '../../../domain/src/downtime/index.ts'],
  'wards-see-no-evidence': ['apps/web/wards/evidence.ts', '../../../domain/src/incident/index.ts'],
  'parts-know-no-page': ['apps/web/parts/page.ts', '../board/page.ts'],
  'drill-writes-files-only': ['drill/src/door.ts', '../../apps/command/src/index.ts'],
  'nobody-imports-tests': ['domain/src/triage/tested.ts', '../../../tests/scenarios/a.ts'],
  'no-unresolved': ['domain/src/triage/lost.ts', './nowhere.ts'],
  'no-cycle': ['domain/src/triage/about.ts', './round.ts'],
  'no-deep-import': ['apps/command/src/reach.ts', '@codedark/tlog/src/tree.ts'],
}

test('each import rule bites its own violation', async () => {
  const { default: rules } = (await import(config)) as { default: { forbidden: { name: string }[] } }
  assert.deepEqual(rules.forbidden.map(({ name }) => name).sort(), Object.keys(VIOLATIONS).sort())
  const tree = mkdtempSync(join(tmpdir(), 'codedark-imports-'))
  try {
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      writeFileSync(join(tree, path), text, { flag: 'a' })
    }
    for (const [rule, [from, to]] of Object.entries(VIOLATIONS)) {
      write(from, `import '${to}'\n`)
      if (to.startsWith('.') && rule !== 'no-unresolved')
        write(join(dirname(from), to), 'export const here = 1\n')
    }
    write('domain/src/triage/round.ts', "import './about.ts'\n")
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        config,
        '--output-type',
        'json',
        'libs',
        'domain',
        'adapters',
        'apps',
        'drill',
      ],
      { cwd: tree, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    )
    const report = JSON.parse(run.stdout) as {
      summary: { violations: { rule: { name: string }; from: string }[] }
    }
    for (const [rule, [from]] of Object.entries(VIOLATIONS)) {
      const bitten = report.summary.violations
        .filter((violation) => violation.rule.name === rule)
        .map((violation) => violation.from)
      assert.ok(bitten.includes(from), `${rule} did not bite ${from}: ${bitten.join(', ')}`)
    }
  } finally {
    rmSync(tree, { recursive: true })
  }
})
