import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { MOVERS } from '@codedark/domain/triage'
import type { Finding } from '@codedark/domain/triage'
import { writeEvtx } from '@codedark/evtx'
import type { EvtxRecordInput } from '@codedark/evtx'
import { runTriage } from '../../../apps/command/src/tasks/triage/index.ts'
import type { TriageInput, TriageOutcome } from '../../../apps/command/src/tasks/triage/index.ts'

/** The event that the rule of these tests calls evil: it makes a server hit. */
export const EVIL_EVENT = 6660

/** A folder of its own for the logs of a file of tests; gone after them. */
export interface TriageFolder {
  readonly path: string
  /** Writes a file below the folder, with the folders on the way; gives its path. */
  write(name: string, content: string | Uint8Array): string
  /** Triage over paths; fails the test where it fails. */
  run(paths: readonly string[], over?: Partial<TriageInput>): Promise<TriageOutcome>
  /** What a run wrote into a folder. */
  findings(out: string): readonly Finding[]
}

/** Makes the folder, with the one rule in it. */
export function triageFolder(name: string): TriageFolder {
  const path = mkdtempSync(join(tmpdir(), `codedark-${name}-`))
  after(() => rmSync(path, { recursive: true, force: true }))
  const write = (file: string, content: string | Uint8Array): string => {
    const full = join(path, file)
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, content)
    return full
  }
  const rulePaths = [write('rules/evil.yml', evilRule('An evil event'))]
  return {
    path,
    write,
    async run(paths, over = {}) {
      const done = await runTriage({ paths, rulePaths, children: 1, ...over })
      assert.ok(done.ok, done.ok ? '' : done.fault.text)
      return done.value
    },
    findings(out) {
      const text = readFileSync(join(out, 'findings.jsonl'), 'utf8').trimEnd()
      return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Finding)
    },
  }
}

/** A rule under the id of one that makes hit of encryption alone. */
export function evilRule(title: string): string {
  const mover = MOVERS.find(
    (one) => one.answer === 'encryption' && one.moves === 'hit' && one.signal === undefined,
  )
  return `title: ${title}
id: ${mover?.ruleId ?? ''}
author: the tests
level: critical
logsource:
  product: windows
  service: system
detection:
  selection:
    EventID: ${EVIL_EVENT}
  condition: selection
`
}

/** A log as these tests use it: a record a minute from 18:00 on. */
export interface MinuteLog {
  readonly computer: string
  readonly channel: string
  readonly minutes: number
  /** The minute whose record is the evil one. */
  readonly evilAt?: number
}

/** Its records, numbered from 5000 on. */
export function minuteRecords({ computer, channel, minutes, evilAt }: MinuteLog): EvtxRecordInput[] {
  return Array.from({ length: minutes }, (_, minute) => ({
    recordId: 5000 + minute,
    time: new Date(Date.UTC(2021, 0, 17, 18, minute)).toISOString(),
    provider: { name: 'Service Control Manager' },
    eventId: minute === evilAt ? EVIL_EVENT : 7036,
    channel,
    computer,
    data: [['param1', `minute ${minute}`]],
  }))
}

/** Its bytes. */
export const minuteLog = (log: MinuteLog): Uint8Array => writeEvtx(minuteRecords(log))
