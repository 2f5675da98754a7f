import type Database from 'better-sqlite3-multiple-ciphers'
import { commitTo } from '@codedark/domain/incident'
import type { TextLookup } from '@codedark/domain/incident'
import { sha256 } from './signing.ts'

/** The text of a commitment, checked against it. */
export function textState(db: Database.Database, commitment: string): TextLookup {
  const row = db
    .prepare<[string], { salt: Uint8Array; text: string }>('SELECT salt, text FROM text WHERE commitment = ?')
    .get(commitment)
  if (row === undefined) return { state: 'missing' }
  if (commitTo(sha256, row.salt, row.text) !== commitment) return { state: 'misfit' }
  return { state: 'present', text: row.text }
}
