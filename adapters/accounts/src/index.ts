/** Local accounts, sessions and role cards in an encrypted file: no directory, no mail, no network. @module */
export { accountsKey, cookieHeader, openAccounts } from './accounts.ts'
export type { Account, AccountFault, Accounts, AccountsSettings, NewAccount } from './accounts.ts'
export { copyAccounts } from './copy.ts'
export type { PrintedCard, RoleCard } from './cards.ts'
export { newId, newPassword } from './codes.ts'
export { newSecondFactor, otpAddress } from './second-factor.ts'
export type { SecondFactor } from './second-factor.ts'
export { addDrillAccounts, DRILL_PASSWORD, drillAccounts } from './drill.ts'
