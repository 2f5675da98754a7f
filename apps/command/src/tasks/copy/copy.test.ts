import assert from 'node:assert/strict'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import {
  createDataFolder,
  createKeys,
  unlockKeys,
  writeSettings,
  type DataFolder,
  type Keys,
} from '@codedark/files'
import { verifyLedger } from '@codedark/ledger'
import { openCommandLedger, type CommandLedger } from '../ledger/index.ts'
import { copyFolder, keepSecondCopy, restoreFolder, type SecondCopy } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-second-'))
after(() => rmSync(root, { recursive: true, force: true }))
const PASSPHRASE = 'a long passphrase'
const NOW = '2026-11-25T09:00:00.000Z'

interface Made {
  readonly folder: DataFolder
  readonly keys: Keys
  readonly ledger: CommandLedger
  readonly second: string
}

function make(name: string): Made {
  const folder = createDataFolder(join(root, name), 'real')
  assert.ok(folder.ok)
  const keys = createKeys(folder.value.keysFolder, 'command', PASSPHRASE)
  assert.ok(keys.ok)
  const ledger = openCommandLedger(folder.value, keys.value, () => NOW)
  assert.ok(ledger.ok)
  const second = join(root, `${name}-second`)
  mkdirSync(second)
  const settings = { hospital: 'Invented hospital', timeZone: 'Europe/Brussels', secondCopy: second }
  assert.ok(writeSettings(folder.value, settings).ok)
  assert.ok(ledger.value.submit({ type: 'OpenIncident', name: 'Nacht', kind: 'real' }, 'board').ok)
  return { folder: folder.value, keys: keys.value, ledger: ledger.value, second }
}

const say = (ledger: CommandLedger, text: string): boolean =>
  ledger.submit({ type: 'MakeComment', text }, 'board', 'Ada').ok

const copy = ({ folder, keys, ledger, second }: Made): ReturnType<typeof copyFolder> =>
  copyFolder({ folder, keys, origin: ledger.origin, to: second })

describe('a second copy', () => {
  test('holds the record, what lies beside it and the key file, and nothing in clear', () => {
    const made = make('whole')
    assert.ok(say(made.ledger, 'Zimmer vier'))
    const evidence = join(made.folder.commandFolder, 'evidence')
    mkdirSync(evidence)
    writeFileSync(join(evidence, 'ab.sealed'), 'sealed already')
    writeFileSync(join(made.folder.commandFolder, 'triage.sealed'), 'sealed too')
    assert.deepEqual(copy(made), { ok: true, value: { entries: 2 } })
    for (const path of [
      'command/ledger.db',
      'command/evidence/ab.sealed',
      'command/triage.sealed',
      'keys/command.json',
    ])
      assert.ok(existsSync(join(made.second, path)), path)
    assert.ok(!existsSync(join(made.second, 'kind')), 'nobody can open it as a data folder')
    assert.ok(!readFileSync(join(made.second, 'command/ledger.db')).includes('Zimmer'))
    assert.deepEqual(
      readdirSync(join(made.second, 'command')).filter((name) => name.includes('tmp')),
      [],
    )
    made.ledger.close()
  })

  test('has a text no more after it was taken out and the copy was made anew', () => {
    const made = make('out')
    assert.ok(say(made.ledger, 'Frau Beispiel lag in Zimmer 4'))
    assert.ok(copy(made).ok)
    const command = { type: 'TakeTextOut', entry: 1, reason: 'patient-named', secondName: 'Bo Zwei' } as const
    assert.ok(made.ledger.submit(command, 'board', 'Ada Eins').ok)
    assert.ok(copy(made).ok)
    const found = verifyLedger(join(made.second, 'command', 'ledger.db'), made.keys)
    assert.ok(found.ok && found.value.broken === null)
    assert.deepEqual(
      found.value.texts.filter(({ entry }) => entry === 1).map(({ state }) => state),
      ['taken-out', 'taken-out'],
    )
    made.ledger.close()
  })

  test('is not made where the medium is gone, where another record lies, or within the data folder', () => {
    const made = make('refused')
    const other = make('refused-other')
    assert.ok(copy(other).ok)
    const refuses = (to: string, words: RegExp): void => {
      const refused = copyFolder({ ...made, origin: made.ledger.origin, to })
      assert.ok(!refused.ok)
      assert.match(refused.fault, words)
    }
    refuses(join(root, 'unplugged'), /is the medium plugged in/u)
    assert.ok(!existsSync(join(root, 'unplugged')))
    refuses(other.second, /another record/u)
    refuses(made.folder.commandFolder, /lies in the data folder/u)
    rmSync(join(other.second, 'command', 'copy.json'))
    refuses(other.second, /not marked as a copy/u)
    made.ledger.close()
    other.ledger.close()
  })
})

describe('a restored record', () => {
  test('goes on under a new key, says so, and the folder it was copied from takes no more entries', () => {
    const made = make('lost')
    assert.ok(say(made.ledger, 'eins'))
    assert.ok(copy(made).ok)
    const held = made.ledger.checkpoint() ?? ''
    const restored = restoreFolder(made.second, join(root, 'found'), PASSPHRASE, NOW)
    assert.ok(restored.ok, JSON.stringify(restored))
    assert.equal(restored.value.old, 'retired')
    assert.equal(restored.value.entries, 3)
    assert.notEqual(restored.value.verifierKey, made.ledger.verifierKey)
    const refused = made.ledger.submit({ type: 'MakeComment', text: 'zwei' }, 'board')
    assert.ok(!refused.ok && refused.fault.code === 'handed-over')
    const keys = unlockKeys(restored.value.folder.keysFolder, 'command', PASSPHRASE)
    assert.ok(keys.ok)
    const again = openCommandLedger(restored.value.folder, keys.value)
    assert.ok(again.ok)
    assert.match(again.value.describe(2), /restored/u)
    assert.ok(say(again.value, 'weiter'))
    assert.equal(again.value.verify({ against: held }).against, 'fits')
    assert.equal(again.value.verify().broken, null)
    // The new owner copies to the same medium; the old one, started again, may not write over it.
    assert.ok(
      copyFolder({
        folder: restored.value.folder,
        keys: keys.value,
        origin: again.value.origin,
        to: made.second,
      }).ok,
    )
    const old = copy(made)
    assert.ok(!old.ok)
    assert.match(old.fault, /does not have/u)
    again.value.close()
    made.ledger.close()
  })

  test('is refused while the folder that was copied has entries that the copy lacks', () => {
    const made = make('ahead')
    assert.ok(copy(made).ok)
    assert.ok(say(made.ledger, 'nach der Kopie'))
    const refused = restoreFolder(made.second, join(root, 'too-early'), PASSPHRASE, NOW)
    assert.ok(!refused.ok)
    assert.match(refused.fault, /run codedark ledger copy there/u)
    assert.ok(!existsSync(join(root, 'too-early')), 'nothing half made is left')
    assert.ok(say(made.ledger, 'geht weiter'))
    made.ledger.close()
  })

  test('is made where the folder that was copied is gone; a wrong passphrase or a damaged copy makes none', () => {
    const made = make('burnt')
    assert.ok(copy(made).ok)
    made.ledger.close()
    renameSync(made.folder.path, join(root, 'elsewhere'))
    assert.ok(!restoreFolder(made.second, join(root, 'wrong'), 'another passphrase', NOW).ok)
    const restored = restoreFolder(made.second, join(root, 'ashes'), PASSPHRASE, NOW)
    assert.ok(restored.ok && restored.value.old === 'not-reachable')
    const path = join(made.second, 'command', 'ledger.db')
    const bytes = readFileSync(path)
    bytes[bytes.length - 2000] = (bytes[bytes.length - 2000] ?? 0) ^ 1
    writeFileSync(path, bytes)
    assert.ok(!restoreFolder(made.second, join(root, 'damaged'), PASSPHRASE, NOW).ok)
    assert.ok(!restoreFolder(root, join(root, 'nothing'), PASSPHRASE, NOW).ok)
  })
})

describe('while serving', () => {
  const until = async (holds: () => boolean): Promise<void> => {
    for (const startedAt = Date.now(); !holds();) {
      assert.ok(Date.now() - startedAt < 20_000, 'waited for 20 s')
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
  const keep = (made: Made, clock: { now: string }): SecondCopy =>
    keepSecondCopy({ ...made, origin: made.ledger.origin, now: () => clock.now, onChange: () => undefined })

  test('an entry is in the copy within seconds; a copy that is late, or whose medium is gone, counts as none', async () => {
    const made = make('kept')
    const clock = { now: NOW }
    const keeping = keep(made, clock)
    try {
      assert.equal(keeping.standing(NOW).fresh, false)
      await until(() => keeping.standing(NOW).fresh)
      assert.equal(keeping.standing(NOW).note, 'Both copies on one disk.')
      assert.equal(keeping.standing('2026-11-25T09:02:01.000Z').fresh, false)
      assert.match(keeping.standing('2026-11-25T09:02:01.000Z').note ?? '', /late/u)
      assert.ok(say(made.ledger, 'noch eins'))
      keeping.touch()
      const entries = (): number => {
        // Opened where it lies, SQLite would write beside what is about to be replaced.
        copyFileSync(join(made.second, 'command', 'ledger.db'), join(root, 'looked-at'))
        const found = verifyLedger(join(root, 'looked-at'), made.keys)
        return found.ok ? found.value.size : 0
      }
      await until(() => entries() === 2)
      renameSync(made.second, `${made.second}-pulled`)
      keeping.touch()
      await until(() => !keeping.standing(NOW).fresh)
      assert.match(keeping.standing(NOW).note ?? '', /plugged in/u)
      assert.equal(keeping.standing(NOW).lastAt, NOW)
      renameSync(`${made.second}-pulled`, made.second)
      keeping.touch()
      await until(() => keeping.standing(NOW).fresh)
    } finally {
      keeping.stop()
      made.ledger.close()
    }
  })

  test('without a folder in the settings it says so, and follows a setting that is made later', async () => {
    const made = make('unset')
    const settings = { hospital: 'Invented hospital', timeZone: 'Europe/Brussels', secondCopy: null }
    assert.ok(writeSettings(made.folder, settings).ok)
    const keeping = keep(made, { now: NOW })
    try {
      assert.deepEqual(keeping.standing(NOW), {
        fresh: false,
        lastAt: null,
        note: 'No folder for a second copy is set.',
      })
      assert.ok(writeSettings(made.folder, { ...settings, secondCopy: made.second }).ok)
      keeping.touch()
      await until(() => keeping.standing(NOW).fresh)
    } finally {
      keeping.stop()
      made.ledger.close()
    }
  })
})
