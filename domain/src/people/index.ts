/** People of the hospital on the night: their roles, rights and sessions, and how to reach them. Pure data and rules, known to both servers. @module */
export { ROLES, ROLE_WORDS, isRoleId } from './roles.ts'
export type { RoleId, RoleWords } from './roles.ts'
export {
  ACCOUNT_ROLES,
  RIGHTS,
  RIGHTS_BY_ROLE,
  isAccountRole,
  rightsOf,
  sidesFor,
  sidesOf,
} from './rights.ts'
export type { AccountRole, Right, Side } from './rights.ts'
export { sessionLimits, sessionStands } from './session.ts'
export type {
  AccountsPort,
  Credentials,
  Opened,
  SessionLimits,
  SignedIn,
  SignInFault,
  SignInWay,
} from './session.ts'
export { isUserName, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, passwordFault } from './names.ts'
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
