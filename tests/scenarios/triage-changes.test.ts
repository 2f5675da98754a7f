import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  areDrillFiles,
  DRILL_PASSPHRASE,
  heldVerdicts,
  initDataFolder,
  openCommand,
  openIncident,
  readRescue,
  rescueOf,
  runTriage,
  takeRecords,
  takeTriage,
  triageInputOf,
  type OpenedCommand,
} from '@codedark/command'
import { BITLOCKER, SYSTEM } from '@codedark/domain/triage'
import { writeEvtx, type EvtxRecordInput } from '@codedark/evtx'
import { heldFile } from '../../apps/command/src/desk/held.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-changes-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const started = (computer: string): EvtxRecordInput => ({
  recordId: 1,
  time: '2021-01-17T19:46:00.0000000Z',
  provider: { name: 'Microsoft-Windows-BitLocker-API' },
  eventId: 768,
  channel: BITLOCKER,
  computer,
  data: [
    ['VolumeName', '\\\\?\\Volume{1}'],
    ['VolumeMountPoint', 'C:'],
  ],
})
const quiet = (computer: string): EvtxRecordInput => ({
  ...started(computer),
  provider: { name: 'Service Control Manager' },
  eventId: 7036,
  channel: SYSTEM,
})
const write = (name: string, record: EvtxRecordInput): string => {
  const path = join(folder, 'logs', `${name}.evtx`)
  mkdirSync(join(folder, 'logs'), { recursive: true })
  writeFileSync(path, writeEvtx([record]))
  return path
}

async function run(opened: OpenedCommand, path: string): Promise<void> {
  const input = triageInputOf(opened)
  assert.ok(input.ok)
  const held = heldVerdicts(opened)
  const before = held.length === 0 ? null : held
  const done = await runTriage({
    ...input.value,
    paths: [path],
    children: 1,
    outDir: join(folder, 'out'),
    onPass: (pass) => {
      if (pass.summary.records > 0) assert.ok(takeTriage(opened, pass, { before }).ok)
    },
  })
  assert.ok(done.ok, done.ok ? '' : done.fault.text)
}

const changedIn = ({ folder: data, keys }: OpenedCommand): unknown => {
  const held = heldFile(data, keys, 'triage')
  return held.ok ? held.value?.changed : held.fault
}

test('a run says what it changed against all that was held before it, its own first pass included', async () => {
  const data = join(folder, 'data')
  assert.ok(initDataFolder(data, 'drill', DRILL_PASSPHRASE).ok)
  const opened = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  assert.ok(openIncident(opened.value, 'Invented hospital').ok)
  await run(opened.value, write('b', quiet('srv-b')))
  assert.equal(changedIn(opened.value), null)
  await run(opened.value, write('a', started('srv-a')))
  assert.deepEqual(changedIn(opened.value), [{ server: 'srv-a', was: null, is: 'suspect' }])
  // The same again changes nothing, and what the run before changed is not told a second time.
  await run(opened.value, join(folder, 'logs'))
  assert.deepEqual(changedIn(opened.value), [])

  const power = {
    server: 'srv-a',
    state: 'off',
    confidence: 'said',
    by: 'A. Invented',
    at: '2021-01-17T20:00:00Z',
  } as const
  assert.ok(takeRecords(opened.value, { sightings: [], connections: [], powers: [power] }).ok)
  const sheet = rescueOf(opened.value)
  assert.ok(sheet.ok, sheet.ok ? '' : sheet.fault)
  assert.deepEqual(
    sheet.value.lines.map(({ server, power: said, group }) => [server, said?.state, group]),
    [['srv-a', 'off', 'locked-or-restarted']],
  )
  // The next run has it too, and so has the sheet that it writes.
  await run(opened.value, join(folder, 'logs'))
  const written = readRescue(join(folder, 'out'))
  assert.ok(written.ok)
  assert.deepEqual([written.value.lines[0]?.power?.state, written.value.kind], ['off', 'real'])
  opened.value.close()
})

test('files of a drill are known by the folder that they were written into', async () => {
  const path = write('c', quiet('srv-c'))
  assert.equal(areDrillFiles([path]), false)
  writeFileSync(join(folder, 'README.txt'), 'DRILL · EXERCICE · OEFENING · ÜBUNG: not real.\n')
  assert.equal(areDrillFiles([path]), true)
  const done = await runTriage({ paths: [path], children: 1, outDir: join(folder, 'drill-out') })
  assert.ok(done.ok && done.value.summary.kind === 'drill')
  const written = readRescue(join(folder, 'drill-out'))
  assert.ok(written.ok && written.value.kind === 'drill')
})
