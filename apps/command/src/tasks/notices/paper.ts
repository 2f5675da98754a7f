import { noticeMessage, roleName, type IncidentState } from '@codedark/domain/incident'
import { localDay, localTime } from '@codedark/domain/board'
import { isAuthorityRole, isOutsideRole, type Contact } from '@codedark/domain/people'
import { drawCallTree, drawMessageForm, openPrinter, type CallTreeLine } from '@codedark/paper'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { HeldContacts } from './call-tree.ts'
import { callBack } from './call-back.ts'
import { codeOf } from './codes.ts'

/** What sheets are printed with. */
export interface PaperParts {
  readonly state: IncidentState
  readonly held: HeldContacts | null
  readonly hospital: string
  readonly timeZone: string
  readonly kind: 'real' | 'drill'
  readonly key: Uint8Array
  readonly now: string
}

/** Form 213 of a notice for one contact of the call tree, or for a role that nobody is listed for. */
export async function printForm(
  parts: PaperParts,
  id: string,
  to: string,
): Promise<Result<Uint8Array, string>> {
  const { state, held, kind, key, now, timeZone } = parts
  const notice = state.notices.all.get(id)
  if (notice === undefined) return failed(`There is no notice ${id}.`)
  const person = held?.contacts.find((one) => one.id === to)
  const role = person?.role ?? state.notices.contacts.find((one) => one.id === to)?.role
  if (role === undefined) return failed(`${to} is not in the call tree.`)
  if (isAuthorityRole(role))
    return failed(`${to} is an authority: a person phones, nothing is written to one.`)
  const outside = isOutsideRole(role)
  const code = codeOf(key, notice, to)
  const { subject } = notice
  const said = noticeMessage(notice, {
    kind,
    language: person?.language ?? 'en',
    item: subject.kind === 'evidence' ? (state.items.get(subject.id)?.kind ?? null) : null,
    code,
    outside,
    call: callBack(held?.contacts ?? [], state.notices.policy.callBack),
  })
  if (said === null)
    return failed(
      'Nobody of the hospital with a number can be named: nothing can be said to somebody outside.',
    )
  const form = {
    notice: id,
    to: person === undefined ? roleName(role) : `${roleName(role)}, ${person.name}`,
    from: `Codedark, ${parts.hospital}`,
    at: `${localDay(notice.raisedAt, timeZone)} ${localTime(notice.raisedAt, notice.raisedAt, timeZone)}`,
    lines: [said.body],
    hash: outside ? null : notice.hash,
    code,
  }
  const sheet = await drawMessageForm(form, printOf({ kind, now, timeZone }))
  return ok(sheet.bytes)
}

/** A list is stale after this many days: it is printed anew each quarter. */
const QUARTER_DAYS = 92

/** The call tree on paper, with its age. */
export async function printCallTree(parts: PaperParts): Promise<Result<Uint8Array, string>> {
  const { held, state, hospital, timeZone, now, kind } = parts
  if (held === null) return failed('No call tree is imported: codedark contacts import takes one.')
  const { contactsImportedAt: at } = state.notices
  const days = at === null ? 0 : Math.floor((Date.parse(now) - Date.parse(at)) / 86_400_000)
  const stale = days > QUARTER_DAYS ? ': OVER A QUARTER, check every number' : ''
  const names = new Map(held.contacts.map(({ id, name }) => [id, name]))
  const line = ({ role, name, mobile, mail, deputy, language }: Contact): CallTreeLine => ({
    role: roleName(role),
    name,
    mobile,
    mail,
    deputy: deputy === null ? null : (names.get(deputy) ?? deputy),
    language: language.toUpperCase(),
  })
  const sheet = await drawCallTree(
    {
      hospital,
      asOf:
        at === null
          ? null
          : `List of ${localDay(at, timeZone)}, ${days} ${days === 1 ? 'day' : 'days'} old${stale}`,
      inside: held.contacts.filter(({ role }) => !isOutsideRole(role) && !isAuthorityRole(role)).map(line),
      outside: held.contacts.filter(({ role }) => isOutsideRole(role)).map(line),
      authorities: held.contacts.filter(({ role }) => isAuthorityRole(role)).map(line),
    },
    printOf({ kind, now, timeZone }),
  )
  return ok(sheet.bytes)
}

function printOf({ kind, now, timeZone }: Pick<PaperParts, 'kind' | 'now' | 'timeZone'>) {
  return {
    printer: openPrinter(),
    kind,
    printedAt: now,
    printedWords: `${localDay(now, timeZone)} ${localTime(now, now, timeZone)}`,
  }
}
