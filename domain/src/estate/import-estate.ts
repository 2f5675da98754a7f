import type { Care, Dependency, Estate, Server, Service } from './estate.ts'
import type { EstateFault } from './estate-fault.ts'
import type { FaultList, NamedRow } from './table.ts'
import { choiceOf, countOf, faultList, readTable, textOf } from './table.ts'

/** The text of each file of an estate folder. */
export interface EstateTexts {
  readonly servers: string
  readonly services: string
  readonly depends: string
  readonly care: string
}

/** What was read, and every place that could not be, in the order of the files. */
export interface EstateImport {
  readonly estate: Estate
  readonly faults: readonly EstateFault[]
}

const NEEDS = new Map<string, 'hard' | 'soft'>([
  ['hard', 'hard'],
  ['soft', 'soft'],
])

/** ServiceNow names both directions; the parent depends on the child. The reverse name is refused, not guessed at. */
const TYPES = new Map<string, 'hard' | 'soft'>([
  ['depends on::used by', 'hard'],
  ['prefers::helps', 'soft'],
])

const HOLDS = new Map<string, NonNullable<Service['holds']>>([
  ['patient-record', 'patient-record'],
  ['patient-data', 'patient-data'],
  ['none', 'none'],
])

const TRUTHS = new Map<string, boolean>([
  ['yes', true],
  ['true', true],
  ['1', true],
  ['no', false],
  ['false', false],
  ['0', false],
  ['', false],
])

/**
 * Reads `servers.csv` (name, role, site, service, ip, os, virtual; optional aliases with `;` between, and host of a virtual one), `services.csv`
 * (optional holds: patient-record, patient-data or none), `depends.csv` (parent, type, child) and `care.csv`. Cycles of dependencies are allowed. Faults name file, line and column.
 */
export function importEstate(texts: EstateTexts): EstateImport {
  const lists = {
    servers: faultList('servers.csv'),
    services: faultList('services.csv'),
    depends: faultList('depends.csv'),
    care: faultList('care.csv'),
  }
  const services = readServices(texts.services, lists.services)
  const known = new Set(services.map(({ service }) => service.id))
  const servers = readServers(texts.servers, { known, list: lists.servers })
  checkMembers(services, { servers, list: lists.services })
  const dependencies = readDependencies(texts.depends, { known, list: lists.depends })
  const care = readCare(texts.care, { known, list: lists.care })
  return {
    estate: { servers, services: services.map(({ service }) => service), dependencies, care },
    faults: Object.values(lists).flatMap(({ faults }) => faults),
  }
}

interface PlacedService {
  readonly service: Service
  readonly row: NamedRow
}

function readServices(text: string, list: FaultList): readonly PlacedService[] {
  const columns = ['service', 'name', 'tier', 'care_rank', 'members', 'needs', 'restore_minutes_per_server']
  const seen = new Set<string>()
  return readTable(text, columns, list).flatMap((row) => {
    const id = textOf(row, 'service', list)
    const counts = {
      tier: countOf(row, 'tier', list),
      careRank: countOf(row, 'care_rank', list),
      members: countOf(row, 'members', list),
      needs: countOf(row, 'needs', list),
      restoreMinutesPerServer: countOf(row, 'restore_minutes_per_server', list),
    }
    if (id === undefined || !allKnown(counts)) return []
    if (seen.has(id)) {
      list.add('duplicate-service', row.cell('service'), { expected: 'each service once', found: id })
      return []
    }
    seen.add(id)
    const holds = row.cell('holds').text === '' ? undefined : choiceOf(row, 'holds', { choices: HOLDS, list })
    if (counts.needs > counts.members) {
      const facts = {
        expected: `at most ${counts.members} needed of ${counts.members}`,
        found: `${counts.needs}`,
      }
      list.add('needs-more-than-members', row.cell('needs'), facts)
    }
    return [{ row, service: { id, name: row.cell('name').text || id, ...counts, ...(holds && { holds }) } }]
  })
}

type Counts = Omit<Service, 'id' | 'name' | 'holds'>

function allKnown(counts: { readonly [Key in keyof Counts]: number | undefined }): counts is Counts {
  return Object.values(counts).every((count) => count !== undefined)
}

/** Where what is known and what is wrong meet while one file is read. */
interface Reading {
  readonly known: ReadonlySet<string>
  readonly list: FaultList
}

function readServers(text: string, { known, list }: Reading): readonly Server[] {
  const seen = new Set<string>()
  const holders = new Map<string, string>()
  return readTable(text, ['name', 'role', 'site', 'service', 'ip', 'os', 'virtual'], list).flatMap((row) => {
    const id = textOf(row, 'name', list)
    const virtual = choiceOf(row, 'virtual', { choices: TRUTHS, list })
    if (id === undefined) return []
    if (seen.has(id.toLowerCase())) {
      list.add('duplicate-server', row.cell('name'), { expected: 'each server once', found: id })
      return []
    }
    seen.add(id.toLowerCase())
    const service = checkedService(row, 'service', { known, list })
    const given = row
      .cell('aliases')
      .text.split(';')
      .map((alias) => alias.trim())
    const aliases = [...new Set(given.filter((alias) => alias !== ''))]
    checkNames([id, ...aliases], { holders, id, row, list })
    const cell = (column: string): string => row.cell(column).text
    const rest = { site: cell('site'), role: cell('role'), ip: cell('ip'), os: cell('os') }
    const host = cell('host')
    return [{ id, aliases, service, ...rest, virtual: virtual ?? false, ...(host === '' ? {} : { host }) }]
  })
}

/** A name that two servers bear is no error of ours to mend: it resolves to none of them, and is named here. */
function checkNames(
  names: readonly string[],
  { holders, id, row, list }: { holders: Map<string, string>; id: string; row: NamedRow; list: FaultList },
): void {
  for (const name of names) {
    const holder = holders.get(name.toLowerCase())
    if (holder === undefined) holders.set(name.toLowerCase(), id)
    else if (holder !== id) {
      const facts = { expected: 'a name of one server', found: `${name}, also a name of ${holder}` }
      list.add('name-of-two-servers', row.cell('aliases'), facts)
    }
  }
}

function checkedService(row: NamedRow, column: string, { known, list }: Reading): string {
  const cell = row.cell(column)
  if (!known.has(cell.text)) {
    list.add('unknown-service', cell, {
      expected: 'a service of services.csv',
      found: cell.text || 'nothing',
    })
  }
  return cell.text
}

function checkMembers(
  services: readonly PlacedService[],
  { servers, list }: { servers: readonly Server[]; list: FaultList },
): void {
  const listed = new Map<string, number>()
  for (const server of servers) listed.set(server.service, (listed.get(server.service) ?? 0) + 1)
  for (const { service, row } of services) {
    const count = listed.get(service.id) ?? 0
    if (count === service.members) continue
    const facts = { expected: `${count}, as many as servers.csv lists`, found: `${service.members}` }
    list.add('members-differ', row.cell('members'), facts)
  }
}

function readDependencies(text: string, { known, list }: Reading): readonly Dependency[] {
  const seen = new Set<string>()
  return readTable(text, ['parent', 'type', 'child'], list).flatMap((row) => {
    const need = choiceOf(row, 'type', { choices: TYPES, list })
    if (need === undefined) return []
    const service = checkedService(row, 'parent', { known, list })
    const on = checkedService(row, 'child', { known, list })
    if (service === '' || on === '') return []
    if (service === on) {
      list.add('depends-on-itself', row.cell('child'), { expected: 'another service', found: on })
      return []
    }
    return duplicate(seen, [service, need, on], { row, list }) ? [] : [{ service, on, need }]
  })
}

function readCare(text: string, { known, list }: Reading): readonly Care[] {
  const seen = new Set<string>()
  return readTable(text, ['care', 'site', 'service', 'need', 'workaround', 'phone'], list).flatMap((row) => {
    const care = textOf(row, 'care', list)
    const site = textOf(row, 'site', list)
    const need = choiceOf(row, 'need', { choices: NEEDS, list })
    if (care === undefined || site === undefined || need === undefined) return []
    const service = checkedService(row, 'service', { known, list })
    if (duplicate(seen, [care, site, service], { row, list })) return []
    return [
      { care, site, service, need, workaround: row.cell('workaround').text, phone: row.cell('phone').text },
    ]
  })
}

function duplicate(
  seen: Set<string>,
  key: readonly string[],
  { row, list }: { row: NamedRow; list: FaultList },
): boolean {
  const text = key.join('\0')
  if (!seen.has(text)) {
    seen.add(text)
    return false
  }
  list.add(
    'duplicate-row',
    { line: row.line, column: 1 },
    { expected: 'each row once', found: key.join(', ') },
  )
  return true
}
