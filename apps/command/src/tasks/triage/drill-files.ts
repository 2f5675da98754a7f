import { closeSync, openSync, readSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Folders above a path that are looked into: logs of a drill lie two deep. */
const LEVELS = 3

/** Whether paths are files of a drill: a folder at or above one of them has the README that every drill is written with. */
export function areDrillFiles(paths: readonly string[]): boolean {
  return paths.some((path) => {
    let folder = resolve(path)
    for (let level = 0; level <= LEVELS; level += 1) {
      if (beginsWithDrill(join(folder, 'README.txt'))) return true
      folder = dirname(folder)
    }
    return false
  })
}

function beginsWithDrill(path: string): boolean {
  const start = Buffer.alloc(16)
  try {
    const file = openSync(path, 'r')
    try {
      return start.subarray(0, readSync(file, start)).toString('utf8').startsWith('DRILL · ')
    } finally {
      closeSync(file)
    }
  } catch {
    return false
  }
}
