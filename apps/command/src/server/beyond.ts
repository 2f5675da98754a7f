import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { readSealed, writeSealed } from '@codedark/files'
import { certificateFits, makeCertificate } from '@codedark/http'
import type { OwnCertificate } from '@codedark/http'

/** How a server is reached from other computers: the address it listens on, and the name that is known there. */
export interface Beyond {
  readonly address: string
  /** As `codedark.lan`: this server answers as `SIDE.codedark.lan`. */
  readonly hostName: string
}

/** What must be so before a server listens beyond this computer. */
export interface BeyondNeeds {
  /** Folder of this side, where its certificate lies sealed. */
  readonly folder: string
  /** Key of the stores; null: the folder is locked. */
  readonly key: Uint8Array | null
  readonly anybody: boolean
  readonly host: string
}

/**
 * The certificate for listening beyond this computer: the one that was made before while it fits, so that its fingerprint on
 * paper holds. Refused, with a sentence, while the folder is locked or nobody has an account.
 */
export async function certificateFor(
  beyond: Beyond,
  { folder, key, anybody, host }: BeyondNeeds,
): Promise<Result<OwnCertificate, string>> {
  const no = (why: string): Result<never, string> =>
    failed(`Not served beyond this computer (${beyond.address}): ${why}`)
  if (key === null)
    return no('the passphrase must be given at the start: --passphrase-file FILE, or CODEDARK_PASSPHRASE.')
  if (!anybody) return no('nobody has an account yet; codedark people add makes one.')
  if (!/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/u.test(beyond.hostName))
    return no(`${beyond.hostName} is no host name.`)
  const of = { host, address: beyond.address, now: new Date().toISOString() }
  const path = join(folder, 'tls.sealed')
  const held = readSealed(path, key, 'tls')
  if (held.ok) {
    // Written below and sealed since: its shape is ours.
    const certificate = JSON.parse(held.value.toString('utf8')) as OwnCertificate
    if (certificateFits(certificate, of)) return ok(certificate)
  }
  const made = await makeCertificate(of)
  const written = writeSealed(path, key, 'tls', Buffer.from(JSON.stringify(made)))
  return written.ok ? ok(made) : no(`${path}: ${written.fault.code}.`)
}
