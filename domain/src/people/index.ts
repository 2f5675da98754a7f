/** People of the hospital on the night: their roles. Pure data and rules, known to both servers. @module */
export { ROLES, ROLE_WORDS, isRoleId } from './roles.ts'
export type { RoleId, RoleWords } from './roles.ts'
