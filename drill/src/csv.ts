import type { Hospital } from './hospital.ts'
import { DRILL_LINKS } from './link-list.ts'

/** A cell, quoted where it must be (RFC 4180). */
const cell = (value: string | number | boolean): string => {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const table = (head: readonly string[], rows: readonly (readonly (string | number | boolean)[])[]): string =>
  [head, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('')

/** The four files of an estate folder. */
export function estateCsv(
  hospital: Hospital,
): Readonly<Record<'servers' | 'services' | 'depends' | 'care', string>> {
  return {
    servers: table(
      ['name', 'role', 'status', 'site', 'service', 'ip', 'os', 'virtual', 'aliases', 'host'],
      hospital.servers.map((one) => [
        one.id,
        one.role,
        'active',
        one.site,
        one.service,
        one.ip,
        one.os,
        one.virtual ? 'yes' : 'no',
        one.aliases.join(';'),
        one.host ?? '',
      ]),
    ),
    services: table(
      ['service', 'name', 'tier', 'care_rank', 'members', 'needs', 'restore_minutes_per_server', 'holds'],
      hospital.services.map((one) => [
        one.id,
        one.name,
        one.tier,
        one.careRank,
        one.members,
        one.needs,
        one.restoreMinutesPerServer,
        one.holds ?? '',
      ]),
    ),
    depends: table(
      ['parent', 'type', 'child'],
      hospital.dependencies.map((one) => [
        one.service,
        one.need === 'hard' ? 'Depends on::Used by' : 'Prefers::Helps',
        one.on,
      ]),
    ),
    care: table(
      ['care', 'site', 'service', 'need', 'workaround', 'phone'],
      hospital.care.map((one) => [one.care, one.site, one.service, one.need, one.workaround, one.phone]),
    ),
  }
}

/** The register of links. */
export function linksCsv(): string {
  const columns = [
    'id',
    'kind',
    'partner',
    'purpose',
    'care',
    'needs',
    'helps',
    'owner',
    'phone',
    'workaround',
    'addresses',
  ] as const
  return table(
    columns,
    DRILL_LINKS.map((link) => columns.map((column) => link[column])),
  )
}
