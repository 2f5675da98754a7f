import { isRoleId } from './roles.ts'
import type { RoleId } from './roles.ts'

/** People outside the hospital who can make it act: a notice that nobody answers reaches them last. */
export const OUTSIDE_ROLES = [
  'board-chair',
  'board-member',
  'group-management',
  'outside-counsel',
  'outside-dpo',
  'insurer',
  'it-supplier',
] as const
/** A role outside the hospital. */
export type OutsideRole = (typeof OUTSIDE_ROLES)[number]

/** Authorities: they stand in the call tree for people to phone, and no program ever writes to them by itself. */
export const AUTHORITY_ROLES = [
  'dispatch-112',
  'health-inspector',
  'privacy-authority',
  'cyber-authority',
  'police',
  'prosecutor',
] as const
/** An authority. */
export type AuthorityRole = (typeof AUTHORITY_ROLES)[number]

/** Any role that a line of the call tree may have. */
export type ContactRole = RoleId | OutsideRole | AuthorityRole

/** What those outside are called, in English. */
export const OUTSIDE_WORDS: Readonly<Record<OutsideRole | AuthorityRole, string>> = {
  'board-chair': 'Chair of the board',
  'board-member': 'Member of the board',
  'group-management': 'Management of the group',
  'outside-counsel': 'Outside counsel',
  'outside-dpo': 'Outside data protection officer',
  insurer: 'Insurer',
  'it-supplier': 'IT supplier',
  'dispatch-112': '112 dispatch centre',
  'health-inspector': 'Health inspector',
  'privacy-authority': 'Data protection authority',
  'cyber-authority': 'Authority for cyber security',
  police: 'Police',
  prosecutor: 'Prosecutor',
}

/** Whether a text is the id of a role outside that is no authority. */
export function isOutsideRole(value: unknown): value is OutsideRole {
  return OUTSIDE_ROLES.some((id) => id === value)
}

/** Whether a text is the id of an authority. */
export function isAuthorityRole(value: unknown): value is AuthorityRole {
  return AUTHORITY_ROLES.some((id) => id === value)
}

/** Whether a text is any role of the call tree. */
export function isContactRole(value: unknown): value is ContactRole {
  return isRoleId(value) || isOutsideRole(value) || isAuthorityRole(value)
}
