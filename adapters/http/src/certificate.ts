import { createHash, randomBytes, X509Certificate as NodeCertificate } from 'node:crypto'
import { CERTIFICATE_DAYS } from './limits.ts'

/** A certificate that a server made for itself, with its key; both PEM. The key is a secret. */
export interface OwnCertificate {
  readonly cert: string
  readonly key: string
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * Makes a certificate for a host name and an address, signed by itself: there is no authority to ask on that night. Whoever opens
 * the page compares its fingerprint with the sheet. Valid from a day before `now` (clocks differ) for `CERTIFICATE_DAYS`.
 */
export async function makeCertificate(of: {
  readonly host: string
  readonly address: string
  readonly now: string
}): Promise<OwnCertificate> {
  // Loaded here only: it is needed once a year, and every start would wait for it.
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const from = Date.parse(of.now)
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // The highest bit stays free: serial numbers are positive (RFC 5280, 4.1.2.2).
    serialNumber: `0${randomBytes(15).toString('hex')}`,
    name: `CN=${of.host}`,
    notBefore: new Date(from - DAY_MS),
    notAfter: new Date(from + CERTIFICATE_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: of.host },
        { type: 'ip', value: of.address },
      ]),
    ],
  })
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') }
}

/** Whether a certificate still serves: for this name and address, and for a day more at least. */
export function certificateFits(
  { cert }: OwnCertificate,
  of: { readonly host: string; readonly address: string; readonly now: string },
): boolean {
  const read = new NodeCertificate(cert)
  const until = Date.parse(read.validTo) - DAY_MS
  return (
    read.checkHost(of.host) !== undefined &&
    read.checkIP(of.address) !== undefined &&
    Date.parse(of.now) < until &&
    Date.parse(read.validFrom) <= Date.parse(of.now)
  )
}

/** SHA-256 of the certificate, as browsers show it: 32 pairs of hex with colons. */
export function fingerprintOf({ cert }: Pick<OwnCertificate, 'cert'>): string {
  const digest = createHash('sha256').update(new NodeCertificate(cert).raw).digest('hex').toUpperCase()
  return (digest.match(/../gu) ?? []).join(':')
}

const DAY_MS = 24 * 3_600_000
