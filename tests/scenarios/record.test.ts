import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { serveCommand, type Serving } from '@codedark/command'
import type { BoardView } from '@codedark/domain/board'
import { openWitness, serveWitness, type OpenedWitness, type WitnessServing } from '@codedark/witness'
import { signedInAs } from './testing/sign-in.ts'

const main = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'codedark-record-'))
const WITNESS_PASSPHRASE = 'of another owner'
const open: { serving?: Serving; witness?: OpenedWitness; answers?: WitnessServing } = {}
after(async () => {
  await open.serving?.close()
  await open.answers?.close()
  open.witness?.close()
  rmSync(folder, { recursive: true, force: true })
})

function codedark(...args: string[]): { status: number | null; out: string; err: string } {
  const env = { ...process.env, CODEDARK_PASSPHRASE: WITNESS_PASSPHRASE }
  const run = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', cwd: folder, env })
  return { status: run.status, out: run.stdout, err: run.stderr }
}

/** The command ends with 0; gives what it printed. */
function done(...args: string[]): string {
  const run = codedark(...args)
  assert.equal(run.status, 0, `${args.join(' ')}: ${run.out}${run.err}`)
  return run.out
}

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return name
}

describe('evidence and record by the command line', () => {
  test('a file is taken in once, listed, given back as it was; what is none is refused', () => {
    done('init', '--drill', '--hospital', 'Invented Hospital', '--data', 'data')
    const note = file('ransom.txt', 'Your network has been locked.\n')
    const added = done('evidence', 'add', note, '--kind', 'note', '--by', 'Ada Eins', '--data', 'data')
    const sha256 = /SHA-256 ([0-9a-f]{64})/u.exec(added)?.[1] ?? assert.fail(added)
    const again = codedark('evidence', 'add', note, '--kind', 'note', '--by', 'Ada Eins', '--data', 'data')
    assert.equal(again.status, 1)
    assert.match(again.err, /taken in before/u)
    const photo = file('photo.jpg', 'a photograph of a screen')
    done(
      'evidence',
      'add',
      photo,
      '--kind',
      'picture',
      '--by',
      'Ada Eins',
      '--may-show-patients',
      '--data',
      'data',
    )
    const listed = JSON.parse(done('evidence', 'list', '--json', '--data', 'data')) as {
      fileName: string
      mayShowPatients: boolean
    }[]
    assert.deepEqual(
      listed.map(({ fileName, mayShowPatients }) => [fileName, mayShowPatients]),
      [
        ['ransom.txt', false],
        ['photo.jpg', true],
      ],
    )
    done('evidence', 'get', sha256, '--out', 'back.txt', '--data', 'data')
    assert.equal(readFileSync(join(folder, 'back.txt'), 'utf8'), 'Your network has been locked.\n')
  })

  test('verify says what outside confirms: nothing without a checkpoint, all of it with one, and not another record’s', () => {
    assert.match(
      done('ledger', 'verify', '--data', 'data'),
      /consistent with itself only.*\nEvidence files that are what was taken in: 2 of 2\./su,
    )
    done('ledger', 'checkpoint', '--out', 'stick.txt', '--data', 'data')
    assert.match(readFileSync(join(folder, 'stick.txt'), 'utf8'), /^codedark-DRILL\//u)
    const fits = done('ledger', 'verify', '--against', 'stick.txt', '--data', 'data')
    assert.match(fits, /fit each other and the checkpoint from outside/u)
    done('init', '--drill', '--hospital', 'Another', '--data', 'other')
    const other = codedark('ledger', 'verify', '--against', 'stick.txt', '--data', 'other')
    assert.equal(other.status, 1)
    assert.match(other.out, /of another record/u)
  })

  test('a proof is checked without the record, and proves nothing once a byte of it is another', () => {
    done('ledger', 'prove', '2', '--out', 'two.tlog-proof', '--data', 'data')
    assert.match(done('ledger', 'check-proof', 'two.tlog-proof', '--key', 'stick.txt'), /^Entry 2 of 7 /u)
    const text = readFileSync(join(folder, 'two.tlog-proof'), 'utf8')
    file('bad.tlog-proof', text.replace(/\nindex 1\n/u, '\nindex 2\n'))
    assert.equal(codedark('ledger', 'check-proof', 'bad.tlog-proof', '--key', 'stick.txt').status, 1)
  })

  test('a text is taken out by two, everything still fits; one person is refused', () => {
    const one = codedark(
      'ledger',
      'take-out',
      '2',
      '--reason',
      'patient-named',
      '--first',
      'dpo',
      '--second',
      'dpo',
      '--data',
      'data',
    )
    assert.equal(one.status, 1)
    assert.match(one.err, /must be somebody else/u)
    const press = ['--first', 'dpo', '--second', 'press-officer', '--data', 'data']
    const without = codedark('ledger', 'take-out', '2', '--reason', 'patient-named', ...press)
    assert.match(without.err, /may not do this/u)
    done(
      'ledger',
      'take-out',
      '2',
      '--reason',
      'patient-named',
      '--first',
      'dpo',
      '--second',
      'management',
      '--data',
      'data',
    )
    done('ledger', 'verify', '--against', 'stick.txt', '--data', 'data')
  })

  test('a copy is restored under a new key; the old folder takes no more, and what outside holds still fits', () => {
    mkdirSync(join(folder, 'copy'))
    done('ledger', 'copy', '--to', 'copy', '--data', 'data')
    const restored = done('ledger', 'restore', '--from', 'copy', '--data', 'restored')
    assert.match(restored, /takes no more entries/u)
    done('ledger', 'verify', '--against', 'stick.txt', '--data', 'restored')
    const late = codedark('evidence', 'add', 'stick.txt', '--kind', 'other', '--by', 'Ada', '--data', 'data')
    assert.equal(late.status, 1)
  })
})

describe('a witness on another laptop', () => {
  test('holds each checkpoint within seconds, every page says so, and shows a record that was put back', async () => {
    done('init', '--drill', '--hospital', 'Invented Hospital', '--data', 'night')
    const key =
      done('witness', 'init', '--name', 'dpo.hospital', '--folder', 'dpo').trim().split('\n').at(-1) ?? ''
    done('ledger', 'checkpoint', '--out', 'night.txt', '--data', 'night')
    done('witness', 'add', 'night.txt', '--folder', 'dpo')
    const witness = openWitness(join(folder, 'dpo'), WITNESS_PASSPHRASE)
    assert.ok(witness.ok)
    open.witness = witness.value
    const answers = await serveWitness(witness.value, {
      address: '127.0.0.1',
      port: 0,
      now: () => new Date(),
      onNote: () => undefined,
    })
    assert.ok(answers.ok)
    open.answers = answers.value
    assert.equal(codedark('settings', '--witness', answers.value.url, 'no key', '--data', 'night').status, 2)
    done('settings', '--witness', answers.value.url, key, '--data', 'night')
    cpSync(join(folder, 'night'), join(folder, 'put-back'), { recursive: true })
    mkdirSync(join(folder, 'pages'))
    file('pages/index.html', '<!doctype html><title>x</title>')
    const serving = await serveCommand({
      data: join(folder, 'night'),
      port: 0,
      pages: join(folder, 'pages'),
      onBug: (error) => assert.fail(String(error)),
    })
    assert.ok(serving.ok, JSON.stringify(serving))
    open.serving = serving.value
    const first = await headerOnce(serving.value.url, (witnessed) => witnessed !== null)
    assert.equal(first?.witness?.witnessed?.by, 'dpo.hospital')
    assert.equal(first.witness.uncoveredSince, null)
    done('evidence', 'add', 'ransom.txt', '--kind', 'note', '--by', 'Ada', '--data', 'night')
    const second = await headerOnce(
      serving.value.url,
      (entry) => entry !== null && entry > (first?.witness?.witnessed?.entry ?? 0),
    )
    assert.equal(second?.witness?.alarm, null)
    await serving.value.close()
    delete open.serving
    writeFileSync(join(folder, 'held.txt'), done('witness', 'show', '--notes', '--folder', 'dpo'))
    const fits = done('ledger', 'verify', '--against', 'held.txt', 'night.txt', '--data', 'night')
    assert.match(fits, /all 2 checkpoints from outside/u)
    assert.match(fits, /entry 1 to \d+, fits, cosigned by dpo\.hospital at /u)
    const back = codedark('ledger', 'verify', '--against', 'held.txt', 'night.txt', '--data', 'put-back')
    assert.equal(back.status, 1)
    assert.match(
      back.out,
      /^Entry \d+ and perhaps more were there .* and are gone\. Confirmed from outside: entries 1 to \d+\./u,
    )
  })

  test('a record that was put back is told on every page, and the witness does not cosign it', async () => {
    const serving = await serveCommand({
      ...{
        data: join(folder, 'put-back'),
        port: 0,
        pages: join(folder, 'pages'),
        onBug: (error) => assert.fail(String(error)),
      },
      onNote: () => undefined,
    })
    assert.ok(serving.ok)
    open.serving = serving.value
    const header = await headerOnce(serving.value.url, (_, alarm) => alarm !== null)
    assert.match(header?.witness?.alarm ?? '', /^dpo\.hospital does not cosign: /u)
    assert.ok(existsSync(join(folder, 'put-back')))
  })
})

type Header = BoardView['header']

/** The header once it says what is waited for, at most 20 seconds. */
async function headerOnce(
  url: string,
  fits: (entry: number | null, alarm: string | null) => boolean,
): Promise<Header | null> {
  const cookie = await signedInAs(url, 'incident-commander')
  for (let tries = 0; tries < 100; tries += 1) {
    const { header } = await boardOf(Number(new URL(url).port), cookie)
    if (fits(header.witness?.witnessed?.entry ?? null, header.witness?.alarm ?? null)) return header
    await pause(200)
  }
  return null
}

/** Asked by the board's own name, which not every resolver leads to this machine. */
async function boardOf(port: number, cookie: string): Promise<BoardView> {
  return new Promise((resolve, reject) => {
    const headers = { host: `command.localhost:${port}`, cookie }
    const outgoing = request(
      { host: '127.0.0.1', port, path: '/api/board', headers, agent: false },
      (incoming) => {
        let text = ''
        incoming.on('data', (part) => (text += String(part)))
        incoming.on('end', () => resolve(JSON.parse(text) as BoardView))
      },
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
}
