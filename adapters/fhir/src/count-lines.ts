import { join } from 'node:path'
import { linesOf } from './lines.ts'

/** How many lines of a file have something on them, readable or not. */
export function countLines(folder: string, file: string): number {
  let count = 0
  for (const item of linesOf(join(folder, file))) {
    if (
      item.kind === 'too-long' ||
      (item.kind === 'line' && !/^\s*$/.test(item.bytes.toString('latin1', 0, 32)))
    )
      count += 1
  }
  return count
}
