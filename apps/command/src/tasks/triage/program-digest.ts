import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { programOf } from './child.ts'

/**
 * A digest of the program that reads logs: what another program told of a log is not to be believed of this one. In a kit it is
 * one file; in a clone all sources that it may import.
 */
export function programDigest(childPath: string): string {
  const hash = createHash('sha256')
  if (!childPath.endsWith('.ts')) return hash.update(readFileSync(childPath)).digest('hex')
  const folders = programOf(childPath).filter((path) =>
    /\/(libs|domain|adapters|apps\/command)\/$/.test(path),
  )
  for (const folder of folders)
    for (const path of sourcesBelow(resolve(folder)))
      hash.update(path).update('\0').update(readFileSync(path))
  return hash.digest('hex')
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesBelow(path)
      return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : []
    })
    .sort()
}
