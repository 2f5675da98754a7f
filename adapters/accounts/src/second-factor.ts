import { randomBytes } from 'node:crypto'
import type Database from 'better-sqlite3-multiple-ciphers'
import type { Auth } from './auth.ts'
import { codeHash, newId, plainCode, randomLetters } from './codes.ts'
import { BACKUP_CODES, CODE_REMEMBERED_MS } from './limits.ts'

/** What the owner of a second factor is given, once: the secret for their phone, and codes for when it is not there. */
export interface SecondFactor {
  /** Base 32, 160 bits (RFC 4226, R6). */
  readonly secret: string
  readonly backupCodes: readonly string[]
}

/** A new second factor. */
export function newSecondFactor(): SecondFactor {
  const backupCodes = Array.from({ length: BACKUP_CODES }, () => `${randomLetters(5)}-${randomLetters(5)}`)
  return { secret: base32(randomBytes(20)), backupCodes }
}

/** The address from which a phone's app takes the secret, as a QR code holds it. */
export const otpAddress = (user: string, side: string, secret: string): string =>
  `otpauth://totp/Codedark%20${side}:${encodeURIComponent(user)}?secret=${secret}&issuer=Codedark%20${side}&digits=6&period=30`

/** Gives an account this second factor in place of any it has; null takes it away. */
export async function setSecondFactor(
  db: Database.Database,
  auth: Auth,
  account: string,
  factor: SecondFactor | null,
): Promise<void> {
  const { symmetricEncrypt } = await import('better-auth/crypto')
  const key = auth.context.secretConfig
  const row = factor && {
    secret: await symmetricEncrypt({ key, data: `base32:${factor.secret}` }),
    codes: await symmetricEncrypt({ key, data: JSON.stringify(factor.backupCodes) }),
  }
  db.transaction(() => {
    db.prepare('DELETE FROM twoFactor WHERE userId = ?').run(account)
    db.prepare('UPDATE user SET twoFactorEnabled = ? WHERE id = ?').run(row === null ? 0 : 1, account)
    if (row !== null)
      db.prepare(
        'INSERT INTO twoFactor (id, secret, backupCodes, userId, verified, failedVerificationCount) VALUES (?, ?, ?, ?, 1, 0)',
      ).run(newId('f'), row.secret, row.codes, account)
  }).immediate()
}

/** A backup code as it is kept; null: what was typed is none. */
export function backupCodeOf(typed: string): string | null {
  const plain = plainCode(typed)
  return /^[0-9A-Z]{10}$/u.test(plain) ? `${plain.slice(0, 5)}-${plain.slice(5)}` : null
}

/** Remembers a code as used; false: it was used before. Source: RFC 6238, 5.2: a code is taken once. */
export function useCode(db: Database.Database, account: string, code: string, nowMs: number): boolean {
  return db
    .transaction(() => {
      db.prepare('DELETE FROM used_code WHERE at_ms < ?').run(nowMs - CODE_REMEMBERED_MS)
      const put = db.prepare('INSERT OR IGNORE INTO used_code (account, code_sha256, at_ms) VALUES (?, ?, ?)')
      return put.run(account, codeHash(code), nowMs).changes === 1
    })
    .immediate()
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, without padding: 20 bytes need none. */
function base32(bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return text
}
