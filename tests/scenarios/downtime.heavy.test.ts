import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { HospitalView, WardView } from '@codedark/domain/downtime'
import { smallHospital, writeExport } from '../../apps/care/src/testing/small-hospital.ts'
import { buildWeb } from '../../scripts/build-web.ts'

const cli = join(import.meta.dirname, '../../apps/cli/src/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'codedark-downtime-'))
const data = join(folder, 'data')
after(() => rmSync(folder, { recursive: true, force: true }))

interface Run {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

function codedark(...args: readonly string[]): Run {
  const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], {
    encoding: 'utf8',
  })
  return { status: run.status, out: run.stdout, err: run.stderr }
}

test('import, show, print, hold back, accept and restore through the command line, with their exit statuses', () => {
  const stick = join(folder, 'stick')
  mkdirSync(stick)
  const init = codedark(
    ...['init', '--drill', '--hospital', 'Invented', '--time-zone', 'Europe/Brussels'],
    ...['--second-copy', stick, '--data', data],
  )
  assert.equal(init.status, 0, init.err)
  assert.equal(codedark('downtime', 'show', '--data', data).status, 1)
  const whole = codedark('downtime', 'import', writeExport(smallHospital(6)), '--data', data)
  assert.equal(whole.status, 0, whole.err)
  assert.match(whole.out, /12 inpatients on 2 wards.*\nSecond copy:/)
  const broken = writeExport(smallHospital(6))
  appendFileSync(join(broken, 'Patient.ndjson'), '{"resourceType"\n')
  const partly = codedark('downtime', 'import', broken, '--data', data)
  assert.equal(partly.status, 3, partly.err)
  assert.match(partly.err, /Patient\.ndjson:13/)
  const shrunk = codedark('downtime', 'import', writeExport(smallHospital(1)), '--data', data)
  assert.equal(shrunk.status, 1, shrunk.err)
  assert.match(shrunk.out, /HELD BACK, not in use: It has 2 inpatients; the copy in use has 12/)
  const hospital = JSON.parse(codedark('downtime', 'show', '--json', '--data', data).out) as HospitalView
  assert.equal(hospital.inpatients, 12)
  assert.equal(hospital.header.oneCopyOnlySince, null)
  const ward = JSON.parse(codedark('downtime', 'show', 'ward b', '--json', '--data', data).out) as WardView
  assert.equal(ward.rows.length, 7)
  assert.equal(codedark('downtime', 'show', 'nowhere', '--data', data).status, 2)
  assert.equal(codedark('downtime', 'accept', '--data', data).status, 2)
  assert.equal(codedark('downtime', 'accept', '--by', 'M. Invented', '--data', data).status, 0)
  assert.match(codedark('downtime', 'generations', '--data', data).out, /current[\s\S]*M\. Invented/)

  const packets = join(folder, 'packets')
  const printed = codedark('print', 'all', '--out', packets, '--data', data)
  assert.equal(printed.status, 0, printed.err)
  const [order, ...wards] = readdirSync(packets).toSorted()
  assert.deepEqual([order, wards.length], ['00 order of printing.txt', 2])
  const file = join(folder, 'a.pdf')
  assert.equal(codedark('print', 'ward', 'Ward A', '--out', file, '--data', data).status, 0)
  assert.equal(readFileSync(file, 'latin1').slice(0, 5), '%PDF-')

  const elsewhere = join(folder, 'elsewhere')
  const restored = codedark('downtime', 'restore', '--from', stick, '--data', elsewhere)
  assert.equal(restored.status, 0, restored.err)
  const back = JSON.parse(codedark('downtime', 'show', '--json', '--data', elsewhere).out) as HospitalView
  assert.equal(back.inpatients, 2)
  for (const { out, err } of [whole, partly, shrunk, printed, restored])
    assert.doesNotMatch(out + err, /Verzonnen|Invendrug|7000/)
})

/** Ids of the processes that a process started; Linux tells them. */
function childrenOf(pid: number): readonly { readonly pid: number; readonly args: string }[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/)
  return listed.map((one) => ({
    pid: Number(one),
    args: readFileSync(`/proc/${one}/cmdline`, 'utf8').replaceAll('\0', ' '),
  }))
}

async function serving(): Promise<{ child: ChildProcess; said: () => string; pid: number }> {
  const args = ['serve', '--data', data, '--port', '0', '--care-port', '0']
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (words += String(text)))
  await until('both to listen', () => words.includes('Ctrl-C stops both.'))
  return { child, said: () => words, pid: child.pid ?? 0 }
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 60_000
  while (!holds()) {
    assert.ok(Date.now() < end, what)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const ended = async (child: ChildProcess): Promise<number | string | null> => {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => child.once('exit', resolve))
  return child.exitCode ?? child.signalCode
}

test('serve runs two processes; one that dies is named while the other goes on; a signal stops both cleanly', async (t) => {
  if (!existsSync('/proc/self/task')) return t.skip('needs Linux to find the processes')
  assert.ok(buildWeb().ok)
  const first = await serving()
  assert.match(first.said(), /http:\/\/command\.localhost:\d+[\s\S]*http:\/\/care\.localhost:\d+/)
  const children = childrenOf(first.pid)
  assert.equal(children.length, 2)
  const care = children.find(({ args }) => args.includes('--only care'))
  process.kill(care?.pid ?? 0, 'SIGKILL')
  await until('the death to be told', () => first.said().includes('The ward pages stopped'))
  assert.match(first.said(), /SIGKILL\)\. The board goes on\. Start again: codedark serve --only care/)
  assert.equal(childrenOf(first.pid).length, 1)
  first.child.kill('SIGTERM')
  assert.equal(await ended(first.child), 1)
  const second = await serving()
  second.child.kill('SIGINT')
  assert.equal(await ended(second.child), 0)
})
