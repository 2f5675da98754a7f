import type Database from 'better-sqlite3-multiple-ciphers'
import type {
  Access,
  CareLogRow,
  Generation,
  Manifest,
  Outgoing,
  PacketDraft,
  Part,
  Sheet,
  VaultFault,
  VaultPort,
  WrittenPacket,
} from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { insertCareLog, readCareLog } from './care-log.ts'
import { openDatabase } from './database.ts'
import { Abandoned, codeOf, faultOf, isDamage } from './fault.ts'
import {
  acceptGeneration,
  allGenerations,
  currentGeneration,
  insertGeneration,
  nextOf,
  oneGeneration,
  readParts,
} from './generations.ts'
import { MAX_GENERATION_BYTES } from './limits.ts'
import { insertPacket, lastPackets, oneSheet, sheetsFrom } from './sheets.ts'

/** Why a vault cannot be opened. `wrong-key` is also what a damaged first page looks like: nobody can tell the two apart. */
export type OpenFault = VaultFault | { readonly code: 'wrong-key'; readonly path: string }

/**
 * Opens or makes the vault at `path` under its raw 32-byte key. The generation in use is read and checked against its hash:
 * `damaged` names the newest that still fits, and the vault is closed again; `openDamagedVault` opens it all the same.
 */
export function openVault(path: string, key: Uint8Array): Result<VaultPort, OpenFault> {
  const opened = openDamagedVault(path, key)
  if (!opened.ok) return opened
  const current = opened.value.current()
  const fault = current.ok
    ? current.value === null
      ? null
      : faultIn(opened.value.parts(current.value.generation))
    : current.fault
  if (fault === null) return opened
  opened.value.close()
  return failed(fault)
}

/** As `openVault`, without looking at the content: to reach what is still good of a damaged vault. */
export function openDamagedVault(path: string, key: Uint8Array): Result<VaultPort, OpenFault> {
  try {
    return ok(new SqliteVault(openDatabase(path, key, true)))
  } catch (error) {
    return failed(codeOf(error) === 'SQLITE_NOTADB' ? { code: 'wrong-key', path } : faultOf(error))
  }
}

const faultIn = (outcome: Result<unknown, VaultFault>): VaultFault | null =>
  outcome.ok ? null : outcome.fault

class SqliteVault implements VaultPort {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  keep(
    manifest: Manifest,
    parts: readonly Part[],
    holdBack: (current: Generation | null) => string | null,
    outgoing: (kept: Generation) => Outgoing | null,
  ): Result<Generation, VaultFault> {
    const have = parts.reduce((sum, part) => sum + part.bytes.byteLength, 0)
    if (have > MAX_GENERATION_BYTES) return failed({ code: 'too-large', have, limit: MAX_GENERATION_BYTES })
    return this.#write(() => {
      const kept = insertGeneration(this.#db, manifest, parts, holdBack(currentGeneration(this.#db)))
      this.#queue(outgoing(kept))
      return kept
    })
  }

  generations(): Result<readonly Generation[], VaultFault> {
    return this.#read(() => allGenerations(this.#db))
  }

  current(): Result<Generation | null, VaultFault> {
    return this.#read(() => currentGeneration(this.#db))
  }

  accept(
    generation: number | null,
    said: { readonly by: string | null; readonly at: string },
    outgoing: (taken: Generation) => Outgoing | null,
  ): Result<Generation, VaultFault> {
    return this.#write(() => {
      const taken = acceptGeneration(this.#db, generation, said)
      this.#queue(outgoing(taken))
      return taken
    })
  }

  parts(generation: number): Result<readonly Part[], VaultFault> {
    const read = this.#read(() => {
      const known = oneGeneration(this.#db, generation)
      if (known === null) throw new Abandoned({ code: 'no-such-generation', generation })
      if (known.bytes === 0) throw new Abandoned({ code: 'content-dropped', generation })
      return readParts(this.#db, known)
    })
    if (read.ok && read.value !== null) return ok(read.value)
    if (!read.ok && read.fault.code !== 'damaged') return read
    return failed({ code: 'damaged', generation, lastGood: this.#lastGood(generation) })
  }

  reserveSheets(most: number): Result<number, VaultFault> {
    return this.#write(() => nextOf(this.#db, 'serial', most))
  }

  writePacket(
    draft: PacketDraft,
    outgoing: (written: WrittenPacket) => Outgoing | null,
  ): Result<WrittenPacket, VaultFault> {
    return this.#write(() => {
      const written = insertPacket(this.#db, draft)
      this.#queue(outgoing(written))
      return written
    })
  }

  packets(): Result<readonly WrittenPacket[], VaultFault> {
    return this.#read(() => lastPackets(this.#db))
  }

  pdf(firstSerial: string): Result<Uint8Array | null, VaultFault> {
    return this.#read(
      () =>
        this.#db
          .prepare<[string], Uint8Array | null>('SELECT pdf FROM packet WHERE first_serial = ?')
          .pluck()
          .get(firstSerial) ?? null,
    )
  }

  sheet(serial: string): Result<Sheet | null, VaultFault> {
    return this.#read(() => oneSheet(this.#db, serial))
  }

  sheetsFrom(firstSerial: string): Result<readonly Sheet[], VaultFault> {
    return this.#read(() => sheetsFrom(this.#db, firstSerial))
  }

  note(accesses: readonly Access[]): Result<null, VaultFault> {
    return this.#write(() => {
      const insert = this.#db.prepare(
        'INSERT INTO access (at, said_by, what, ward, patient) VALUES (?, ?, ?, ?, ?)',
      )
      for (const { at, by, what, ward, patient } of accesses) insert.run(at, by, what, ward, patient)
      return null
    })
  }

  accesses(limit: number): Result<readonly Access[], VaultFault> {
    return this.#read(() =>
      this.#db
        .prepare<[number], Access>(
          'SELECT at, said_by AS "by", what, ward, patient FROM access ORDER BY n DESC LIMIT ?',
        )
        .all(limit),
    )
  }

  careLog(after: number): Result<readonly CareLogRow[], VaultFault> {
    return this.#read(() => readCareLog(this.#db, after))
  }

  appendCareLog(
    size: number,
    rows: readonly Omit<CareLogRow, 'n'>[],
    outgoing: readonly Outgoing[],
  ): Result<number, VaultFault> {
    return this.#write(() => {
      const grown = insertCareLog(this.#db, size, rows)
      for (const one of outgoing) this.#queue(one)
      return grown
    })
  }

  outgoing(): Result<readonly Outgoing[], VaultFault> {
    return this.#read(() => this.#db.prepare<[], Outgoing>('SELECT id, json FROM outgoing ORDER BY n').all())
  }

  handedOver(id: string): Result<null, VaultFault> {
    return this.#write(() => {
      this.#db.prepare('DELETE FROM outgoing WHERE id = ?').run(id)
      return null
    })
  }

  mark(): Result<number, VaultFault> {
    return this.#read(
      () => this.#db.prepare<[], number>("SELECT value FROM counter WHERE name = 'mark'").pluck().get() ?? 0,
    )
  }

  close(): void {
    this.#db.close()
  }

  #queue(one: Outgoing | null): void {
    if (one !== null) this.#db.prepare('INSERT INTO outgoing (id, json) VALUES (?, ?)').run(one.id, one.json)
  }

  /** The newest generation other than this one whose content is whole. */
  #lastGood(damaged: number): number | null {
    const listed = this.generations()
    if (!listed.ok) return null
    for (const one of listed.value) {
      if (one.generation === damaged || one.bytes === 0 || one.state === 'held-back') continue
      const read = this.#read(() => readParts(this.#db, one))
      if (read.ok && read.value !== null) return one.generation
    }
    return null
  }

  #read<Value>(step: () => Value): Result<Value, VaultFault> {
    try {
      return ok(step())
    } catch (error) {
      if (!(error instanceof Abandoned) && !isSqlite(error)) throw error
      return failed(faultOf(error))
    }
  }

  /** One transaction that also moves the mark; done means committed and synced. */
  #write<Value>(step: () => Value): Result<Value, VaultFault> {
    return this.#read(() =>
      this.#db
        .transaction(() => {
          const value = step()
          this.#db.prepare("UPDATE counter SET value = value + 1 WHERE name = 'mark'").run()
          return value
        })
        .immediate(),
    )
  }
}

/** What the store threw, as opposed to a bug of ours. */
const isSqlite = (error: unknown): boolean => isDamage(error) || codeOf(error).startsWith('SQLITE_')
