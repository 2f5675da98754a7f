/** The downtime copy on disk, encrypted, and its second copy. @module */
export { copyVault, restoreVault } from './copy.ts'
export type { CopyFault, VaultCopied } from './copy.ts'
export { serialOf } from './sheets.ts'
export { openDamagedVault, openVault } from './vault.ts'
export type { OpenFault } from './vault.ts'
