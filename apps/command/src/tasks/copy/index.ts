/** The second copy: made, kept fresh while serving, restored from. @module */
export { copyFolder, isWithin } from './copy-folder.ts'
export type { CopyJob, CopyMade } from './copy-folder.ts'
export { keepSecondCopy } from './keep-copy.ts'
export type { CopyStanding, KeepCopy, SecondCopy } from './keep-copy.ts'
export { restoreFolder } from './restore.ts'
export type { Restored } from './restore.ts'
