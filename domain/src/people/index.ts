/** People of the hospital on the night: their roles, their rights, their sessions. Pure data and rules, known to both servers. @module */
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
