import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3-multiple-ciphers'
import type { PacketDraft, PrintKind, Sheet, WrittenPacket } from '@codedark/domain/downtime'
import { Abandoned } from './fault.ts'
import { PDFS_KEPT } from './limits.ts'

interface PacketRow {
  readonly ward: string
  readonly ward_name: string
  readonly generation: number
  readonly printed_at: string
  readonly first_serial: string
  readonly last_serial: string
  readonly sheets: number
  readonly patients: number
  readonly sha256: string
  readonly said_by: string | null
}

/** Digits of a serial after its prefix; more once a million sheets are printed. */
const SERIAL_DIGITS = 6

/** The serial as it stands on the sheet. */
export const serialOf = (prefix: string, n: number): string =>
  `${prefix}${String(n).padStart(SERIAL_DIGITS, '0')}`

/** Within the caller's transaction: the sheets have their serials, the rest of the reservation is given back if it is the last. */
export function insertPacket(db: Database.Database, draft: PacketDraft): WrittenPacket {
  const { firstSerial: first, reserved, sheets } = draft
  const next = db.prepare<[], number>("SELECT value FROM counter WHERE name = 'serial'").pluck().get() ?? 0
  const taken = db
    .prepare<[number, number], number>('SELECT first FROM packet WHERE first < ? AND first + sheets > ?')
    .pluck()
    .get(first + reserved, first)
  if (sheets < 1 || sheets > reserved || first + reserved > next || taken !== undefined)
    throw new Abandoned({ code: 'serials-not-reserved', firstSerial: first })
  if (next === first + reserved)
    db.prepare("UPDATE counter SET value = ? WHERE name = 'serial'").run(first + sheets)
  const kind = draft.kind ?? 'packet'
  const sha256 = createHash('sha256').update(draft.pdf).digest('hex')
  const firstSerial = serialOf(draft.serialPrefix, first)
  db.prepare(
    `INSERT INTO packet (first, sheets, ward, ward_name, generation, printed_at, first_serial, last_serial, patients, sha256, said_by, pdf, kind)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    first,
    sheets,
    draft.ward,
    draft.wardName,
    draft.generation,
    draft.printedAt,
    firstSerial,
    serialOf(draft.serialPrefix, first + sheets - 1),
    draft.patients,
    sha256,
    draft.by,
    draft.pdf,
    kind,
  )
  insertSheets(db, first, draft)
  db.prepare(
    `UPDATE packet SET pdf = NULL WHERE ward = ? AND kind = ? AND pdf IS NOT NULL AND first NOT IN
     (SELECT first FROM packet WHERE ward = ? AND kind = ? ORDER BY first DESC LIMIT ?)`,
  ).run(draft.ward, kind, draft.ward, kind, PDFS_KEPT)
  const row = db.prepare<[number], PacketRow>('SELECT * FROM packet WHERE first = ?').get(first)
  if (row === undefined) throw new Error('a packet that was just written is not there')
  return packetOf(row)
}

/** The last of each ward. */
export function lastPackets(db: Database.Database): readonly WrittenPacket[] {
  return db
    .prepare<[], PacketRow>(
      `SELECT ward, ward_name, generation, printed_at, first_serial, last_serial, sheets, patients, sha256, said_by
       FROM packet WHERE first IN (SELECT max(first) FROM packet WHERE kind IN ('packet', 'charts') GROUP BY ward) ORDER BY first`,
    )
    .all()
    .map(packetOf)
}

function insertSheets(db: Database.Database, first: number, { pages = [] }: PacketDraft): void {
  const insert = db.prepare(
    'INSERT INTO sheet (serial, first, form, patient, page, "of", pdf_page, replaces) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const { serial, form, patient, page, of, pdfPage, replaces } of pages)
    insert.run(serial, first, form, patient, page, of, pdfPage, replaces)
}

interface SheetRow extends Omit<Sheet, 'kind'> {
  readonly kind: PrintKind
}

const SHEET_ROWS = `SELECT s.serial, s.form, s.patient, s.page, s."of", s.pdf_page AS pdfPage, s.replaces,
  p.ward, p.ward_name AS wardName, p.first_serial AS firstSerial, p.printed_at AS printedAt, p.kind
  FROM sheet s JOIN packet p ON p.first = s.first`

/** The sheet with this serial; null: none. */
export function oneSheet(db: Database.Database, serial: string): Sheet | null {
  return db.prepare<[string], SheetRow>(`${SHEET_ROWS} WHERE s.serial = ?`).get(serial) ?? null
}

/** All sheets printed with this first serial, in the order of the file. */
export function sheetsFrom(db: Database.Database, firstSerial: string): readonly Sheet[] {
  return db
    .prepare<[string], SheetRow>(`${SHEET_ROWS} WHERE p.first_serial = ? ORDER BY s.pdf_page`)
    .all(firstSerial)
}

function packetOf(row: PacketRow): WrittenPacket {
  return {
    ward: row.ward,
    wardName: row.ward_name,
    generation: row.generation,
    printedAt: row.printed_at,
    firstSerial: row.first_serial,
    lastSerial: row.last_serial,
    sheets: row.sheets,
    patients: row.patients,
    sha256: row.sha256,
    by: row.said_by,
  }
}
