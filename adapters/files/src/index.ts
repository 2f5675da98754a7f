/** Disk: durable writes, log discovery, rule packs, bytes of a log, data folder and keys. @module */
export { describeFileFault, faultOf } from './fault.ts'
export type { FileFault } from './fault.ts'
export { openDurableWriter, syncFolder, writeDurably } from './durable-write.ts'
export type { DurableWriter } from './durable-write.ts'
