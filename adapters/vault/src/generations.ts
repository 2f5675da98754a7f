import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3-multiple-ciphers'
import type { Generation, GenerationState, Manifest, Part } from '@codedark/domain/downtime'
import { Abandoned } from './fault.ts'
import { GENERATIONS_KEPT } from './limits.ts'

interface GenerationRow {
  readonly generation: number
  readonly state: GenerationState
  readonly held_back: string | null
  readonly accepted_by: string | null
  readonly accepted_at: string | null
  readonly sha256: string
  readonly bytes: number
  readonly manifest: string
}

interface PartRow {
  readonly kind: Part['kind']
  readonly bytes: Uint8Array
}

/** SHA-256 of a generation's content: kind and length of each part, then its bytes. */
export function contentHash(parts: readonly Part[]): string {
  const hash = createHash('sha256')
  for (const { kind, bytes } of parts) hash.update(`${kind} ${bytes.byteLength}\n`).update(bytes)
  return hash.digest('hex')
}

/** Newest first. */
export function allGenerations(db: Database.Database): readonly Generation[] {
  return db
    .prepare<[], GenerationRow>('SELECT * FROM generation ORDER BY generation DESC')
    .all()
    .map(generationOf)
}

/** The one in use. */
export function currentGeneration(db: Database.Database): Generation | null {
  const row = db.prepare<[], GenerationRow>("SELECT * FROM generation WHERE state = 'current'").get()
  return row === undefined ? null : generationOf(row)
}

/** One by its number. */
export function oneGeneration(db: Database.Database, generation: number): Generation | null {
  const row = db
    .prepare<[number], GenerationRow>('SELECT * FROM generation WHERE generation = ?')
    .get(generation)
  return row === undefined ? null : generationOf(row)
}

/** Writes manifest and parts; within the caller's transaction, so that it is there whole or not at all. */
export function insertGeneration(
  db: Database.Database,
  manifest: Manifest,
  parts: readonly Part[],
  held: string | null,
): Generation {
  const generation = nextOf(db, 'generation', 1)
  if (held === null) db.prepare("UPDATE generation SET state = 'replaced' WHERE state = 'current'").run()
  // A newer one, held or not, is what a person is asked about now.
  db.prepare("UPDATE generation SET state = 'replaced' WHERE state = 'held-back'").run()
  const bytes = parts.reduce((sum, part) => sum + part.bytes.byteLength, 0)
  db.prepare(
    'INSERT INTO generation (generation, state, held_back, sha256, bytes, manifest) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(
    generation,
    held === null ? 'current' : 'held-back',
    held,
    contentHash(parts),
    bytes,
    JSON.stringify(manifest),
  )
  const insert = db.prepare('INSERT INTO part (generation, seq, kind, bytes) VALUES (?, ?, ?, ?)')
  for (const [seq, part] of parts.entries()) insert.run(generation, seq, part.kind, part.bytes)
  dropOld(db)
  const kept = oneGeneration(db, generation)
  if (kept === null) throw new Error('a generation that was just written is not there')
  return kept
}

/** Takes a held-back one into use. */
export function acceptGeneration(
  db: Database.Database,
  asked: number | null,
  said: { readonly by: string | null; readonly at: string },
): Generation {
  const held = allGenerations(db).find((one) =>
    asked === null ? one.state === 'held-back' : one.generation === asked && one.heldBack !== null,
  )
  if (held === undefined) throw new Abandoned({ code: 'no-such-generation', generation: asked })
  const { generation } = held
  const current = currentGeneration(db)
  if (current !== null && current.generation >= generation)
    throw new Abandoned({ code: 'older-than-current', generation, current: current.generation })
  if (held.bytes === 0) throw new Abandoned({ code: 'content-dropped', generation })
  db.prepare("UPDATE generation SET state = 'replaced' WHERE state = 'current'").run()
  db.prepare(
    "UPDATE generation SET state = 'current', accepted_by = ?, accepted_at = ? WHERE generation = ?",
  ).run(said.by, said.at, generation)
  return oneGeneration(db, generation) ?? held
}

/** Reads the content and checks it against its hash; null: it does not fit. */
export function readParts(db: Database.Database, generation: Generation): readonly Part[] | null {
  const rows = db
    .prepare<[number], PartRow>('SELECT kind, bytes FROM part WHERE generation = ? ORDER BY seq')
    .all(generation.generation)
  return contentHash(rows) === generation.sha256 ? rows : null
}

/** Takes `by` numbers off a counter and returns the first. */
export function nextOf(db: Database.Database, name: 'serial' | 'generation', by: number): number {
  const first = db
    .prepare<[number, string], number>('UPDATE counter SET value = value + ? WHERE name = ? RETURNING value')
    .pluck()
    .get(by, name)
  if (first === undefined) throw new Error(`the vault has no counter ${name}`)
  return first - by
}

function dropOld(db: Database.Database): void {
  const old = db
    .prepare<[number], number>(
      "SELECT generation FROM generation WHERE state = 'replaced' AND bytes > 0 ORDER BY generation DESC LIMIT -1 OFFSET ?",
    )
    .pluck()
    .all(GENERATIONS_KEPT)
  for (const generation of old) {
    db.prepare('DELETE FROM part WHERE generation = ?').run(generation)
    db.prepare('UPDATE generation SET bytes = 0 WHERE generation = ?').run(generation)
  }
}

function generationOf(row: GenerationRow): Generation {
  return {
    ...(JSON.parse(row.manifest) as Manifest),
    generation: row.generation,
    state: row.state,
    heldBack: row.held_back,
    acceptedBy: row.accepted_by,
    acceptedAt: row.accepted_at,
    sha256: row.sha256,
    bytes: row.bytes,
  }
}
