import { readCsv } from '../estate/index.ts'
import { isContactRole } from './outside.ts'
import type { ContactRole } from './outside.ts'
import { MAX_CONTACTS, MAX_CONTACT_FAULTS, MAX_CONTACT_NAME_CHARS, MAX_MAIL_CHARS } from './limits.ts'

/** Languages that messages are written in. */
export const CONTACT_LANGUAGES = ['en', 'fr', 'nl', 'de'] as const
/** Language of a message. */
export type ContactLanguage = (typeof CONTACT_LANGUAGES)[number]

/** One person of the call tree. */
export interface Contact {
  /** Role and place among those of the role, from 1: `management-1`. The record knows the person only by it. */
  readonly id: string
  readonly role: ContactRole
  readonly name: string
  /** Private mobile as E.164 (`+32470123456`); null: none. */
  readonly mobile: string | null
  readonly mail: string | null
  /** Id of who is asked when this person does not answer; null: nobody. */
  readonly deputy: string | null
  readonly language: ContactLanguage
  /** Line in the file, from 1. */
  readonly line: number
}

/** What is wrong with a line of the list. */
export interface ContactFault {
  readonly code:
    | 'bad-csv'
    | 'missing-column'
    | 'wrong-cell-count'
    | 'unknown-role'
    | 'name-missing'
    | 'too-long'
    | 'bad-mobile'
    | 'bad-mail'
    | 'bad-language'
    | 'unknown-deputy'
    | 'own-deputy'
    | 'same-mobile'
    | 'same-line'
    | 'no-way-to-reach'
    | 'too-many'
  readonly line: number
  readonly expected: string
  readonly found: string
}

/** The people that could be read, and every fault; a fault of a cell keeps the person and leaves the cell out. */
export interface ContactImport {
  readonly contacts: readonly Contact[]
  readonly faults: readonly ContactFault[]
}

const COLUMNS = ['role', 'name', 'mobile', 'deputy', 'mail', 'language'] as const

/**
 * Reads `contacts.csv`: a header with role, name, mobile, deputy, mail, language in any order, one person a line. `deputy` is
 * the name of another line. Numbers may be written with spaces, dots, slashes and a leading 0 (`defaultCountry`, digits without
 * `+`, stands for it) or 00. A line without a role that exists or without a name is left out; every other fault keeps the line.
 */
export function parseContacts(text: string, defaultCountry = '32'): ContactImport {
  const faults: ContactFault[] = []
  const fault = (code: ContactFault['code'], line: number, expected: string, found: string): void => {
    if (faults.length < MAX_CONTACT_FAULTS) faults.push({ code, line, expected, found: found.slice(0, 80) })
  }
  const table = readCsv(text)
  for (const { line, expected, found } of table.faults) fault('bad-csv', line, expected, found)
  const [header, ...rows] = table.rows
  const columns = header?.cells.map((cell) => cell.text.trim().toLowerCase()) ?? []
  for (const name of COLUMNS)
    if (!columns.includes(name))
      fault('missing-column', header?.line ?? 1, `a column ${name}`, columns.join(','))
  if (!columns.includes('role') || !columns.includes('name')) return { contacts: [], faults }
  const read: Draft[] = []
  const counts = new Map<ContactRole, number>()
  for (const row of rows) {
    if (row.cells.length !== columns.length) {
      fault('wrong-cell-count', row.line, `${columns.length} cells`, `${row.cells.length}`)
      continue
    }
    const cell = (name: string): string => row.cells[columns.indexOf(name)]?.text.trim() ?? ''
    const draft = readLine(cell, row.line, { fault, defaultCountry })
    if (draft === null) continue
    if (read.length >= MAX_CONTACTS) {
      fault('too-many', row.line, `at most ${MAX_CONTACTS} people`, 'more')
      break
    }
    if (read.some((one) => one.role === draft.role && one.name === draft.name)) {
      fault('same-line', row.line, 'each person once in a role', draft.name)
      continue
    }
    const count = (counts.get(draft.role) ?? 0) + 1
    counts.set(draft.role, count)
    read.push({ ...draft, id: `${draft.role}-${count}` })
  }
  return { contacts: withDeputies(read, fault), faults }
}

interface Draft extends Omit<Contact, 'deputy'> {
  readonly deputyName: string
}

type AddFault = (code: ContactFault['code'], line: number, expected: string, found: string) => void

interface LineNeeds {
  readonly fault: AddFault
  readonly defaultCountry: string
}

function readLine(cell: (name: string) => string, line: number, needs: LineNeeds): Draft | null {
  const { fault } = needs
  const role = cell('role').toLowerCase()
  const name = oneLine(cell('name'))
  if (!isContactRole(role)) {
    fault('unknown-role', line, 'the id of a role, as management', role)
    return null
  }
  if (name === '') {
    fault('name-missing', line, 'a name', '')
    return null
  }
  if (name.length > MAX_CONTACT_NAME_CHARS) {
    fault('too-long', line, `at most ${MAX_CONTACT_NAME_CHARS} characters`, name)
    return null
  }
  const mobile = cell('mobile') === '' ? null : e164(cell('mobile'), needs.defaultCountry)
  if (cell('mobile') !== '' && mobile === null)
    fault('bad-mobile', line, 'a number of 8 to 15 digits', cell('mobile'))
  const mail = cell('mail') === '' || !isMail(cell('mail')) ? null : cell('mail')
  if (cell('mail') !== '' && mail === null) fault('bad-mail', line, 'an address name@host', cell('mail'))
  if (mobile === null && mail === null)
    fault('no-way-to-reach', line, 'a mobile number or a mail address', name)
  const spoken = cell('language').toLowerCase()
  const language = CONTACT_LANGUAGES.find((one) => one === spoken)
  if (language === undefined) fault('bad-language', line, CONTACT_LANGUAGES.join(', '), spoken)
  return {
    id: '',
    role,
    name,
    mobile,
    mail,
    language: language ?? 'en',
    deputyName: oneLine(cell('deputy')),
    line,
  }
}

function withDeputies(read: readonly Draft[], fault: AddFault): Contact[] {
  const byMobile = new Map<string, string>()
  return read.map(({ deputyName, ...draft }) => {
    if (draft.mobile !== null) {
      const other = byMobile.get(draft.mobile)
      if (other !== undefined && other !== draft.name)
        fault('same-mobile', draft.line, 'a number of their own', draft.mobile)
      byMobile.set(draft.mobile, draft.name)
    }
    if (deputyName === '') return { ...draft, deputy: null }
    const named = read.filter(({ name }) => name.toLowerCase() === deputyName.toLowerCase())
    const deputy = named.find(({ role }) => role === draft.role) ?? named[0]
    if (deputy === undefined) fault('unknown-deputy', draft.line, 'the name of another line', deputyName)
    else if (deputy.id === draft.id) fault('own-deputy', draft.line, 'somebody else', deputyName)
    return { ...draft, deputy: deputy === undefined || deputy.id === draft.id ? null : deputy.id }
  })
}

/** Line ends and control characters become spaces: a name is put into messages and on paper. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()

/** A telephone number as E.164, or null where the text is none; a leading 0 is the country's own prefix. */
export function e164(text: string, defaultCountry = '32'): string | null {
  const bare = text.replace(/\(0\)/gu, '').replace(/[\s./()-]/gu, '')
  const full = bare.startsWith('+')
    ? bare.slice(1)
    : bare.startsWith('00')
      ? bare.slice(2)
      : bare.startsWith('0')
        ? `${defaultCountry}${bare.slice(1)}`
        : null
  return full !== null && /^[1-9]\d{7,14}$/u.test(full) ? `+${full}` : null
}

/** One address, no list and no name: nothing in it can become a header or a second receiver. */
function isMail(text: string): boolean {
  return (
    text.length <= MAX_MAIL_CHARS &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/u.test(
      text,
    )
  )
}

/** A fault as one sentence with its line. */
export function describeContactFault({ code, line, expected, found }: ContactFault): string {
  return `line ${line}: ${code.replaceAll('-', ' ')}: expected ${expected}${found === '' ? '' : `, found ${found}`}.`
}
