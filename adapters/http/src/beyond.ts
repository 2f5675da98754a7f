import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { certificateFits, makeCertificate } from './certificate.ts'
import type { OwnCertificate } from './certificate.ts'

/** How a server is reached from other computers: the address it listens on, and the name that is known there. */
export interface Beyond {
  readonly address: string
  /** As `codedark.lan`: this server answers as `SIDE.codedark.lan`. */
  readonly hostName: string
}

/** The sealed file of a certificate, as the disk's adapter reads and writes it. */
export interface KeptCertificate {
  /** Null: there is none that can be read. */
  readonly read: () => Uint8Array | null
  /** Null: it is on disk and synced; else the file and what stood in its way. */
  readonly write: (bytes: Uint8Array) => string | null
}

/** What must be so before a server listens beyond this computer. */
export interface BeyondNeeds {
  /** Where this side's certificate lies sealed; null: the folder is locked. */
  readonly kept: KeptCertificate | null
  readonly anybody: boolean
  readonly host: string
}

/**
 * The certificate for listening beyond this computer: the one that was made before while it fits, so that its fingerprint on
 * paper holds. Refused, with a sentence, while the folder is locked or nobody has an account.
 */
export async function certificateFor(
  beyond: Beyond,
  { kept, anybody, host }: BeyondNeeds,
): Promise<Result<OwnCertificate, string>> {
  const no = (why: string): Result<never, string> =>
    failed(`Not served beyond this computer (${beyond.address}): ${why}`)
  if (kept === null)
    return no('the passphrase must be given at the start: --passphrase-file FILE, or CODEDARK_PASSPHRASE.')
  if (!anybody) return no('nobody has an account yet; codedark people add makes one.')
  if (!/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/u.test(beyond.hostName))
    return no(`${beyond.hostName} is no host name.`)
  const of = { host, address: beyond.address, now: new Date().toISOString() }
  const held = kept.read()
  if (held !== null) {
    // Written below and sealed since: its shape is ours.
    const certificate = JSON.parse(Buffer.from(held).toString('utf8')) as OwnCertificate
    if (certificateFits(certificate, of)) return ok(certificate)
  }
  const made = await makeCertificate(of)
  const fault = kept.write(Buffer.from(JSON.stringify(made)))
  return fault === null ? ok(made) : no(`${fault}.`)
}
