import { createHmac, hkdfSync } from 'node:crypto'
import { codeFrom, type Notice, type NoticesState } from '@codedark/domain/incident'

/** The code by which a person acknowledges a notice: follows from the folder's key, so it is kept nowhere. */
export function codeOf(key: Uint8Array, notice: Pick<Notice, 'notice' | 'hash'>, contact: string): string {
  const own = new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), 'codedark notice codes v1', 32))
  return codeFrom(createHmac('sha256', own).update(`${notice.notice} ${notice.hash} ${contact}`).digest())
}

/** What a code belongs to, among all notices that are not closed; null: nothing. */
export function noticeOfCode(
  state: NoticesState,
  key: Uint8Array,
  code: string,
): { readonly notice: Notice; readonly contact: string } | null {
  const open = [...state.all.values()].filter(({ closedBy }) => closedBy === null)
  for (const notice of open) {
    const asked = new Set([
      ...notice.attempts.map(({ contact }) => contact),
      ...state.contacts.map(({ id }) => id),
    ])
    for (const contact of asked) if (codeOf(key, notice, contact) === code) return { notice, contact }
  }
  return null
}
