import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { describeContactFault, parseContacts, type Contact } from '@codedark/domain/people'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { ListedContact } from '@codedark/domain/incident'
import { MAX_CONTACTS_BYTES } from './limits.ts'

/** The call tree as it is kept, sealed, beside the record: names and numbers stand nowhere else. */
export interface HeldContacts {
  readonly contacts: readonly Contact[]
  readonly faults: number
}

/** A list as read, with what is wrong with it by line. */
export interface ReadContacts extends HeldContacts {
  readonly sentences: readonly string[]
}

/** Reads `contacts.csv` (UTF-8). Nobody that could be read is a fault: an empty list would silence every notice. */
export function readContacts(path: string): Result<ReadContacts, string> {
  let text: string
  try {
    const { size } = statSync(path)
    if (size > MAX_CONTACTS_BYTES)
      return failed(`${path}: has ${size} bytes, at most ${MAX_CONTACTS_BYTES} are taken.`)
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    return failed(`${path}: ${error instanceof TypeError ? 'is not UTF-8 text' : String(error)}.`)
  }
  const { contacts, faults } = parseContacts(text)
  const sentences = faults.map((fault) => `${path}, ${describeContactFault(fault)}`)
  if (contacts.length === 0)
    return failed([`${path}: nobody could be read; the call tree stays as it was.`, ...sentences].join('\n'))
  return ok({ contacts, faults: faults.length, sentences })
}

/** What the record holds of a list: ids, roles, and whether somebody can be reached at all. */
export const listedContacts = ({ contacts }: HeldContacts): readonly ListedContact[] =>
  contacts.map(({ id, role, deputy, mobile, mail }) => ({
    id,
    role,
    deputy,
    mobile: mobile !== null,
    mail: mail !== null,
  }))

/** What fixes a list in the record. Names and numbers are few and could be tried out, so it is keyed. */
export function contactsDigest(held: HeldContacts, key: Uint8Array): string {
  const plain = JSON.stringify({ contacts: held.contacts, faults: held.faults })
  return createHash('sha256').update('codedark contacts v1').update(key).update(plain).digest('hex')
}
