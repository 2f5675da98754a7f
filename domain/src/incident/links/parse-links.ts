import { readCsv } from '../../estate/index.ts'
import { isId } from '../field-checks.ts'
import { LINK_KINDS } from './kinds.ts'
import type { LinkKind } from './kinds.ts'
import {
  MAX_LINKS,
  MAX_LINK_ADDRESSES,
  MAX_LINK_CELL_CHARS,
  MAX_LINK_FAULTS,
  MAX_LINK_SERVICES,
} from './limits.ts'
import { parseAddress } from './parse-address.ts'
import type { LinkAddress, LinkWords } from './words.ts'

/** One line of the register. */
export interface ListedLink {
  readonly id: string
  readonly kind: LinkKind
  readonly partner: string
  readonly words: LinkWords
  /** Line in the file, from 1. */
  readonly line: number
}

/** What is wrong with a line of the register. A fault of a cell keeps the link and leaves the cell out. */
export interface LinkFault {
  readonly code:
    | 'bad-csv'
    | 'missing-column'
    | 'wrong-cell-count'
    | 'id-missing'
    | 'bad-id'
    | 'same-link-twice'
    | 'partner-missing'
    | 'purpose-missing'
    | 'unknown-kind'
    | 'unknown-service'
    | 'bad-address'
    | 'too-long'
    | 'too-many'
  readonly line: number
  readonly expected: string
  readonly found: string
}

/** The links that could be read, and every fault. */
export interface LinkImport {
  readonly links: readonly ListedLink[]
  readonly faults: readonly LinkFault[]
}

/** The columns of `links.csv`; the first three must be there. Lists within a cell are parted by semicolons. */
export const LINK_COLUMNS = [
  'id',
  'partner',
  'purpose',
  'kind',
  'care',
  'needs',
  'helps',
  'owner',
  'phone',
  'workaround',
  'addresses',
] as const
type Column = (typeof LINK_COLUMNS)[number]

/**
 * Reads `links.csv`. `services` are the ids of the estate's services, to tell a slip in `needs` and `helps`; absent: nothing is
 * known of them. A line without an id or a partner is left out; every other fault keeps the link, since a link left out is
 * one that nobody would cut.
 */
export function parseLinks(text: string, services?: ReadonlySet<string>): LinkImport {
  const list = new Faults()
  const table = readCsv(text)
  for (const { line, expected, found } of table.faults) list.add('bad-csv', line, expected, found)
  const [header, ...rows] = table.rows
  const names = header?.cells.map((cell) => cell.text.trim().toLowerCase()) ?? []
  const line = header?.line ?? 1
  for (const name of ['id', 'partner', 'purpose'])
    if (!names.includes(name)) list.add('missing-column', line, `a column ${name}`, names.join(','))
  if (!names.includes('id') || !names.includes('partner')) return { links: [], faults: list.faults }
  const links = new Map<string, ListedLink>()
  for (const row of rows) {
    if (row.cells.length !== names.length) {
      list.add('wrong-cell-count', row.line, `${names.length} cells as in the header`, `${row.cells.length}`)
      continue
    }
    if (links.size === MAX_LINKS) {
      list.add('too-many', row.line, `at most ${MAX_LINKS} links`, 'more')
      break
    }
    const cell = (name: Column): string =>
      list.short(row.line, row.cells[names.indexOf(name)]?.text.trim() ?? '')
    const link = readLink({ line: row.line, cell, list, services })
    if (link === null) continue
    if (links.has(link.id)) list.add('same-link-twice', row.line, 'each id once', link.id)
    else links.set(link.id, link)
  }
  return { links: [...links.values()], faults: list.faults }
}

class Faults {
  readonly faults: LinkFault[] = []

  add(code: LinkFault['code'], line: number, expected: string, found: string): void {
    if (this.faults.length < MAX_LINK_FAULTS)
      this.faults.push({ code, line, expected, found: found.slice(0, 80) })
  }

  short(line: number, text: string): string {
    if (text.length <= MAX_LINK_CELL_CHARS) return text
    this.add('too-long', line, `at most ${MAX_LINK_CELL_CHARS} characters`, `${text.length}`)
    return ''
  }
}

interface Row {
  readonly line: number
  readonly cell: (name: Column) => string
  readonly list: Faults
  readonly services: ReadonlySet<string> | undefined
}

function readLink({ line, cell, list, services }: Row): ListedLink | null {
  const [id, partner] = [cell('id'), cell('partner')]
  if (id === '') list.add('id-missing', line, 'an id', 'nothing')
  else if (!isId(id)) list.add('bad-id', line, 'an id of at most 100 printable characters', id)
  if (partner === '') list.add('partner-missing', line, 'a partner', 'nothing')
  if (!isId(id) || partner === '') return null
  const purpose = cell('purpose')
  if (purpose === '') list.add('purpose-missing', line, 'what it is for', 'nothing')
  const servicesOf = (name: 'needs' | 'helps'): readonly string[] =>
    parts(cell(name))
      .slice(0, MAX_LINK_SERVICES)
      .filter((service) => {
        const known = services === undefined || services.has(service)
        if (!known) list.add('unknown-service', line, `${name}: services of the list`, service)
        return known
      })
  const words = {
    purpose,
    care: parts(cell('care')),
    needs: servicesOf('needs'),
    helps: servicesOf('helps'),
    owner: cell('owner'),
    phone: cell('phone'),
    workaround: cell('workaround'),
    addresses: addressesOf(cell('addresses'), line, list),
  }
  return { id, kind: kindOf(cell('kind'), line, list), partner, words, line }
}

function kindOf(text: string, line: number, list: Faults): LinkKind {
  const kind = LINK_KINDS.find((one) => one === text.toLowerCase().replaceAll(' ', '-'))
  if (kind === undefined && text !== '') list.add('unknown-kind', line, LINK_KINDS.join(' | '), text)
  return kind ?? 'other'
}

function addressesOf(text: string, line: number, list: Faults): readonly LinkAddress[] {
  const all = parts(text)
  if (all.length > MAX_LINK_ADDRESSES)
    list.add('too-many', line, `at most ${MAX_LINK_ADDRESSES} addresses of a link`, `${all.length}`)
  return all.slice(0, MAX_LINK_ADDRESSES).flatMap((part) => {
    const address = parseAddress(part)
    if (address !== null) return [address]
    list.add('bad-address', line, 'one address as host:port, 10.4.0.9:443 or [fd00::9]:443', part)
    return []
  })
}

const parts = (cell: string): readonly string[] => [
  ...new Set(
    cell
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]

/** A fault as a sentence with its place. */
export function describeLinkFault({ line, expected, found }: LinkFault): string {
  return `line ${line}: ${expected} expected, found ${found}.`
}
