/** People of the hospital on the night: their roles, and how to reach them. Pure data and rules, known to both servers. @module */
export { ROLES, ROLE_WORDS, isRoleId } from './roles.ts'
export type { RoleId, RoleWords } from './roles.ts'
export {
  AUTHORITY_ROLES,
  OUTSIDE_ROLES,
  OUTSIDE_WORDS,
  isAuthorityRole,
  isContactRole,
  isOutsideRole,
} from './outside.ts'
export type { AuthorityRole, ContactRole, OutsideRole } from './outside.ts'
export { CONTACT_LANGUAGES, describeContactFault, e164, parseContacts } from './contacts.ts'
export type { Contact, ContactFault, ContactImport, ContactLanguage } from './contacts.ts'
export { MAX_CONTACTS } from './limits.ts'
