import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { PASSWORD_COST, PASSWORD_COST_MOST } from './limits.ts'

interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

const SALT_BYTES = 16
const HASH_BYTES = 32

/** A password as it is kept: argon2id in the form of PHC strings. Made off the loop. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await stretch(password, salt, PASSWORD_COST)
  const { memory, passes, parallelism } = PASSWORD_COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`
}

/** Whether a password is the one that is kept. What is no such hash fits no password. */
export async function fitsPassword(kept: string, password: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{22})\$([\w+/]{43})$/u.exec(
    kept,
  )
  if (parts === null) return false
  const [memory = 0, passes = 0, parallelism = 0] = parts.slice(1, 4).map(Number)
  const most = PASSWORD_COST_MOST
  if (passes < 1 || parallelism < 1 || memory < 8 * parallelism) return false
  if (memory > most.memory || passes > most.passes || parallelism > most.parallelism) return false
  const salt = Buffer.from(parts[4] ?? '', 'base64')
  const hash = await stretch(password, salt, { memory, passes, parallelism })
  return timingSafeEqual(hash, Buffer.from(parts[5] ?? '', 'base64'))
}

/** NFC: the same password typed on two systems has to be the same bytes. */
async function stretch(password: string, nonce: Uint8Array, cost: Cost): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFC'))
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, tagLength: HASH_BYTES, ...cost }, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    )
  })
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/u, '')
