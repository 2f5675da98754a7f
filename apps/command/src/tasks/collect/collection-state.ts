import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { resolveServer } from '@codedark/domain/estate'
import type { Estate } from '@codedark/domain/estate'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { ServerVerdict } from '@codedark/domain/triage'
import type { CollectionState } from './collection-order.ts'

/** Fields in which a record of one computer names another one. */
const NAMING_FIELDS = [
  'IpAddress',
  'WorkstationName',
  'Workstation',
  'TargetServerName',
  'SourceAddress',
  'SourceIp',
  'SourceHostname',
  'DestinationIp',
  'DestinationHostname',
  'ClientAddress',
  'ClientName',
  'RemoteHost',
] as const

/** What of a finding matters here. */
export interface NamingFinding {
  readonly server: string | null
  readonly computer: string
  readonly fields: Readonly<Record<string, string>>
}

/** Puts verdicts together with how often the findings of others name each server. */
export function collectionState(
  estate: Estate,
  verdicts: readonly ServerVerdict[],
  findings: Iterable<NamingFinding>,
): (server: string) => CollectionState | null {
  const resolved = new Map<string, string | null>()
  const resolve = (name: string): string | null => {
    const known = resolved.get(name)
    if (known !== undefined) return known
    // \\SERVER, SERVER$ and an IPv4 address as IPv6 are ways to write the same.
    const bare = name
      .replace(/^\\+/, '')
      .replace(/\$$/, '')
      .replace(/^::ffff:/i, '')
    const found = resolveServer(estate, bare)
    const server = found.kind === 'one' ? found.server : null
    resolved.set(name, server)
    return server
  }
  const named = new Map<string, number>()
  for (const finding of findings) {
    const own = finding.server ?? resolve(finding.computer)
    const others = new Set<string>()
    for (const field of NAMING_FIELDS) {
      const value = Object.hasOwn(finding.fields, field) ? finding.fields[field] : undefined
      const server = value === undefined || value === '' || value === '-' ? null : resolve(value)
      if (server !== null && server !== own) others.add(server)
    }
    for (const server of others) named.set(server, (named.get(server) ?? 0) + 1)
  }
  const byServer = new Map(verdicts.map((verdict) => [verdict.server, verdict]))
  return (server) => {
    const verdict = byServer.get(server)
    return {
      verdict: verdict?.verdict ?? null,
      missing: verdict?.missing ?? [],
      // Triage itself says which contacts of others lead to a server, where the verdict still has it.
      named: Math.max(named.get(server) ?? 0, verdict?.pointedAtBy?.length ?? 0),
    }
  }
}

/** The findings of a run of triage, line by line. A line that is none of ours ends it with a sentence. */
export function readFindings(folder: string): Result<Iterable<NamingFinding>, string> {
  const path = join(folder, 'findings.jsonl')
  const findings: NamingFinding[] = []
  let fd: number | undefined
  try {
    fd = openSync(path, 'r')
    for (const line of lines(fd)) {
      const finding: unknown = JSON.parse(line)
      if (!isNaming(finding)) return failed(`${path}: holds a line that is no finding.`)
      // Only what names others is kept: there may be millions of lines.
      const fields = Object.fromEntries(
        NAMING_FIELDS.flatMap((name) => {
          const value = Object.hasOwn(finding.fields, name) ? finding.fields[name] : undefined
          return value === undefined ? [] : [[name, value]]
        }),
      )
      if (Object.keys(fields).length > 0)
        findings.push({ server: finding.server, computer: finding.computer, fields })
    }
    return ok(findings)
  } catch (error) {
    return failed(`${path}: could not be read (${error instanceof Error ? error.message : String(error)}).`)
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

function* lines(fd: number): Generator<string> {
  const block = Buffer.alloc(1024 * 1024)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for (let got = readSync(fd, block); got > 0; got = readSync(fd, block)) {
    const parts = (rest + decoder.write(block.subarray(0, got))).split('\n')
    rest = parts.pop() ?? ''
    yield* parts.filter((line) => line !== '')
  }
  if (rest !== '') yield rest
}

function isNaming(value: unknown): value is NamingFinding {
  return (
    typeof value === 'object' &&
    value !== null &&
    'computer' in value &&
    typeof value.computer === 'string' &&
    'fields' in value &&
    typeof value.fields === 'object' &&
    value.fields !== null
  )
}
