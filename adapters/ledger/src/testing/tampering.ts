import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3-multiple-ciphers'
import { commitTo, encodeEntry } from '@codedark/domain/incident'
import type { LedgerAppend } from '@codedark/domain/incident'
import { formatCheckpoint, leafHash, MerkleTree, signNote } from '@codedark/tlog'
import { openDatabase, originOf } from '../database.ts'
import { openLedger, verifyLedger } from '../ledger.ts'
import { sha256, signerOf } from '../signing.ts'

/** Entries of the record that is tampered with, entries to an append, and appends between two checkpoints handed out. */
const ENTRIES = 32
const BATCH = 4
const OUTSIDE_EACH = 4
/** What stands before the first page's encrypted part is read in clear by SQLite, or not at all. */
const HEAD_BYTES = 100

/** Thousands of copies are written: nothing is tested of the disk here, so it is memory where the system has such a folder. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A number below `below`, by a seed. */
type Draw = (below: number) => number

/** Where an edit changed the record: no entry before `entry` is another, and what covers it outside has at least `size`. */
interface Edit {
  readonly entry: number
  /** What must be found: an entry, a text, or that the file does not open. */
  readonly shows: 'entry' | 'signature' | 'text' | 'file'
}

interface Scene {
  readonly path: string
  readonly db: Database.Database
  readonly draw: Draw
  readonly night: Night
}

interface Night {
  readonly folder: string
  readonly keys: { readonly databaseKey: Uint8Array; readonly seed: Uint8Array }
  readonly path: string
  /** The file as it was at some sizes: what somebody could put back. */
  readonly olds: readonly { readonly size: number; readonly path: string }[]
  readonly outside: readonly string[]
}

/** Xorshift on 32 bits: 4 thousand million states. */
export function drawing(seed: number): Draw {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
  for (let count = 0; count < 8; count += 1) next()
  return (below) => next() % below
}

/** Makes one record, then as many edits as asked, each on a copy of its own; every one must be found, at the right place. */
export function tamperWith({
  edits,
  seed,
}: {
  readonly edits: number
  readonly seed: number
}): Map<string, number> {
  const night = makeNight()
  const counts = new Map<string, number>()
  try {
    for (let count = 0; count < edits; count += 1) {
      const draw = drawing(seed + count)
      const [name, edit] = EDITS[draw(EDITS.length)] ?? assert.fail()
      try {
        tryOne(night, draw, edit)
      } catch (error) {
        throw new Error(`seed ${seed + count}, ${name}: ${(error as Error).message}`, { cause: error })
      }
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  } finally {
    rmSync(night.folder, { recursive: true, force: true })
  }
  return counts
}

function tryOne(night: Night, draw: Draw, edit: (scene: Scene) => Edit): void {
  const path = join(night.folder, 'edited')
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
  copyFileSync(night.path, path)
  const db = openDatabase(path, night.keys.databaseKey, false)
  let made: Edit
  try {
    db.pragma('journal_mode=DELETE')
    db.pragma('synchronous=OFF')
    made = edit({ path, db, draw, night })
  } finally {
    db.close()
  }
  if (made.shows === 'file') flipFileByte(path, draw)
  judge(night, path, made)
}

function judge(night: Night, path: string, made: Edit): void {
  const found = verifyLedger(path, night.keys, { against: night.outside })
  if (made.shows === 'file' && !found.ok) return
  assert.ok(found.ok, JSON.stringify(found))
  const report = found.value
  if (made.shows === 'text') {
    const wrong = report.texts.filter(({ state }) => state === 'missing' || state === 'misfit')
    assert.deepEqual(
      wrong.map(({ entry }) => entry),
      [made.entry],
    )
    return assert.equal(report.broken, null)
  }
  const { broken, confirmed } = report
  assert.ok(broken !== null, 'not found')
  if (made.shows === 'file') return
  if (made.shows === 'signature')
    return assert.deepEqual(broken, { entry: made.entry, reason: 'wrong-signature' })
  assert.match(report.sentence, /^Entry \d+ /u)
  // What outside confirms ends at or before the change; the break is named there, or at the next that is signed or handed out.
  assert.ok(confirmed <= made.entry, `${confirmed} confirmed, entry ${made.entry} changed`)
  const until = broken.until ?? broken.entry + BATCH
  const spans = broken.entry <= made.entry && made.entry < until
  const cut = broken.reason === 'cut' && broken.entry >= made.entry
  assert.ok(spans || cut, `entry ${made.entry} was changed, named was ${JSON.stringify(broken)}`)
  // The range named is no wider than what lies between two checkpoints handed out.
  if (broken.until !== undefined)
    assert.ok(until - broken.entry <= BATCH * OUTSIDE_EACH, JSON.stringify(broken))
}

const rows = (db: Database.Database): Buffer[] =>
  db.prepare<[], Buffer>('SELECT bytes FROM entry ORDER BY n').pluck().all()

/** Puts the entries from `from` on anew, numbered, hashed and signed with the real key: what somebody with everything can do. */
function rewrite({ db, night }: Scene, entries: readonly Uint8Array[], from: number): void {
  const signer = signerOf(originOf(db), night.keys.seed)
  const tree = new MerkleTree(sha256)
  db.transaction(() => {
    db.prepare('DELETE FROM entry WHERE n >= ?').run(from)
    db.prepare('DELETE FROM checkpoint WHERE size > ?').run(from)
    const add = db.prepare('INSERT INTO entry (n, bytes, leaf) VALUES (?, ?, ?)')
    const sign = db.prepare('INSERT OR REPLACE INTO checkpoint (size, note) VALUES (?, ?)')
    for (const [n, bytes] of entries.entries()) {
      const leaf = leafHash(sha256, bytes)
      tree.append(leaf)
      if (n < from) continue
      add.run(n, bytes, leaf)
      if (tree.size % BATCH !== 0 && tree.size !== entries.length) continue
      const checkpoint = { origin: signer.verifier.name, size: tree.size, root: tree.root() }
      sign.run(tree.size, signNote(formatCheckpoint(checkpoint), [signer]))
    }
  })()
}

/** The same entry with another number in it, as whoever moves it would write it. */
const renumbered = (bytes: Uint8Array, n: number): Uint8Array =>
  Buffer.from(
    Buffer.from(bytes)
      .toString()
      .replace(/"n":\d+/u, `"n":${n}`),
  )

const other = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString().replace('"by":"board"', '"by":"boarD"'))

function removed(entries: readonly Uint8Array[], n: number): Uint8Array[] {
  return entries.toSpliced(n, 1).map((bytes, at) => renumbered(bytes, at))
}

/** Two different indexes, the smaller first. */
function two(draw: Draw): readonly [number, number] {
  const first = draw(ENTRIES - 1)
  return [first, first + 1 + draw(ENTRIES - first - 1)]
}

const EDITS: readonly (readonly [string, (scene: Scene) => Edit])[] = [
  [
    'a bit is flipped in an entry',
    ({ db, draw }) => {
      const n = draw(ENTRIES)
      const bytes = rows(db)[n] ?? assert.fail()
      const at = draw(bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << draw(8))
      db.prepare('UPDATE entry SET bytes = ? WHERE n = ?').run(bytes, n)
      return { entry: n, shows: 'entry' }
    },
  ],
  [
    'an entry is changed with its hash',
    ({ db, draw }) => {
      const n = draw(ENTRIES)
      const bytes = other(rows(db)[n] ?? assert.fail())
      db.prepare('UPDATE entry SET bytes = ?, leaf = ? WHERE n = ?').run(bytes, leafHash(sha256, bytes), n)
      return { entry: n, shows: 'entry' }
    },
  ],
  [
    'an entry is changed and all signed anew',
    (scene) => {
      const n = scene.draw(ENTRIES)
      rewrite(
        scene,
        rows(scene.db).map((bytes, at) => (at === n ? other(bytes) : bytes)),
        n,
      )
      return { entry: n, shows: 'entry' }
    },
  ],
  [
    'an entry is cut out',
    ({ db, draw }) => {
      const n = draw(ENTRIES)
      db.prepare('DELETE FROM entry WHERE n = ?').run(n)
      return { entry: n, shows: 'entry' }
    },
  ],
  [
    'an entry is cut out and all signed anew',
    (scene) => {
      const n = scene.draw(ENTRIES)
      rewrite(scene, removed(rows(scene.db), n), n)
      return { entry: n, shows: 'entry' }
    },
  ],
  [
    'the end is cut off',
    ({ db, draw }) => {
      const n = draw(ENTRIES / BATCH) * BATCH
      db.prepare('DELETE FROM entry WHERE n >= ?').run(n)
      db.prepare('DELETE FROM checkpoint WHERE size > ?').run(n)
      return { entry: n, shows: 'entry' }
    },
  ],
  [
    'two entries change places',
    ({ db, draw }) => {
      const [a, b] = two(draw)
      const all = rows(db)
      const put = db.prepare('UPDATE entry SET bytes = ?, leaf = ? WHERE n = ?')
      for (const [n, bytes] of [
        [a, all[b]],
        [b, all[a]],
      ] as const)
        put.run(bytes, leafHash(sha256, bytes ?? assert.fail()), n)
      return { entry: a, shows: 'entry' }
    },
  ],
  [
    'two entries change places and all is signed anew',
    (scene) => {
      const [a, b] = two(scene.draw)
      const all: Uint8Array[] = rows(scene.db)
      const [first, second] = [all[a] ?? assert.fail(), all[b] ?? assert.fail()]
      all[a] = renumbered(second, a)
      all[b] = renumbered(first, b)
      rewrite(scene, all, a)
      return { entry: a, shows: 'entry' }
    },
  ],
  [
    'an entry is put in and all signed anew',
    (scene) => {
      const n = scene.draw(ENTRIES)
      const all = rows(scene.db)
      const more = all.toSpliced(n, 0, Buffer.from(other(all[n] ?? assert.fail())))
      rewrite(
        scene,
        more.map((bytes, at) => renumbered(bytes, at)),
        n,
      )
      return { entry: n, shows: 'entry' }
    },
  ],
  [
    'an old copy is put back',
    ({ path, db, draw, night }) => {
      db.close()
      const old = night.olds[draw(night.olds.length)] ?? assert.fail()
      copyFileSync(old.path, path)
      return { entry: old.size, shows: 'entry' }
    },
  ],
  [
    'an old copy goes on with other entries',
    (scene) => {
      const { size } = scene.night.olds[scene.draw(scene.night.olds.length)] ?? assert.fail()
      const more = 1 + scene.draw(ENTRIES)
      const all = rows(scene.db).slice(0, size)
      for (let at = 0; at < more; at += 1) all.push(remark(size + at, `fork ${at}`).entry)
      rewrite(scene, all, size)
      return { entry: size, shows: 'entry' }
    },
  ],
  [
    'a signature is changed',
    ({ db, draw }) => {
      const size = (1 + draw(ENTRIES / BATCH)) * BATCH
      const note = String(db.prepare('SELECT note FROM checkpoint WHERE size = ?').pluck().get(size))
      const at = note.length - 10 - draw(60)
      const changed = `${note.slice(0, at)}${note[at] === 'A' ? 'B' : 'A'}${note.slice(at + 1)}`
      db.prepare('UPDATE checkpoint SET note = ? WHERE size = ?').run(changed, size)
      return { entry: size - BATCH, shows: 'signature' }
    },
  ],
  [
    'a text is changed',
    ({ db, draw }) => {
      const { n, commitment } = textAt(db, draw)
      db.prepare("UPDATE text SET text = text || '.' WHERE commitment = ?").run(commitment)
      return { entry: n, shows: 'text' }
    },
  ],
  [
    'a text is gone without an entry',
    ({ db, draw }) => {
      const { n, commitment } = textAt(db, draw)
      db.prepare('DELETE FROM text WHERE commitment = ?').run(commitment)
      return { entry: n, shows: 'text' }
    },
  ],
  ['a bit is flipped in the file', () => ({ entry: 0, shows: 'file' })],
]

function textAt(db: Database.Database, draw: Draw): { readonly n: number; readonly commitment: string } {
  const n = draw(ENTRIES)
  const commitment = /"commitment":"([0-9a-f]+)"/u.exec(rows(db)[n]?.toString() ?? '')?.[1]
  return { n, commitment: commitment ?? assert.fail() }
}

function flipFileByte(path: string, draw: Draw): void {
  const bytes = readFileSync(path)
  const at = HEAD_BYTES + draw(bytes.length - HEAD_BYTES)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << draw(8))
  writeFileSync(path, bytes)
}

function remark(
  n: number,
  text: string,
): { readonly entry: Buffer; readonly kept: LedgerAppend['texts'][number] } {
  const salt = randomBytes(32)
  const commitment = commitTo(sha256, salt, text)
  const at = new Date(Date.UTC(2026, 10, 25, 3, n)).toISOString()
  const entry = encodeEntry({ v: 1, type: 'CommentMade', at, by: 'board', text: { commitment } }, n)
  assert.ok(entry.ok)
  return { entry: Buffer.from(entry.value), kept: { commitment, salt, text } }
}

function makeNight(): Night {
  const folder = mkdtempSync(join(MEMORY, 'codedark-tampering-'))
  const keys = { databaseKey: randomBytes(32), seed: randomBytes(32) }
  const path = join(folder, 'ledger')
  const opened = openLedger(path, keys)
  assert.ok(opened.ok)
  const ledger = opened.value
  const olds: { size: number; path: string }[] = []
  const outside: string[] = []
  for (let size = 0; size < ENTRIES; size += BATCH) {
    if (size > 0 && size % (2 * BATCH) === 0) {
      const old = join(folder, `old-${size}`)
      const db = openDatabase(path, keys.databaseKey, false)
      db.prepare('VACUUM INTO ?').run(old)
      db.close()
      olds.push({ size, path: old })
    }
    const head = ledger.head()
    assert.ok(head.ok)
    const made = Array.from({ length: BATCH }, (_, at) => remark(size + at, `remark ${size + at}`))
    const batch = { entries: made.map(({ entry }) => entry), texts: made.map(({ kept }) => kept), remove: [] }
    assert.ok(ledger.append(head.value, batch).ok)
    if ((size + BATCH) % (BATCH * OUTSIDE_EACH) === 0) outside.push(ledger.checkpoint() ?? assert.fail())
  }
  ledger.close()
  const whole = verifyLedger(path, keys, { against: outside })
  assert.ok(whole.ok && whole.value.broken === null && whole.value.against === 'fits', JSON.stringify(whole))
  assert.equal(whole.value.confirmed, ENTRIES)
  return { folder, keys, path, olds, outside }
}
