import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandFailure } from '../exit.ts'

/** What a kit can be made for. */
export const PLATFORMS = ['linux-x64', 'win-x64'] as const
export type Platform = (typeof PLATFORMS)[number]

/** The file name of Node, and of the store's native part, on a platform. */
export const NODE_FILE: Readonly<Record<Platform, string>> = { 'linux-x64': 'node', 'win-x64': 'node.exe' }
export const NATIVE_FILE: Readonly<Record<Platform, string>> = {
  'linux-x64': 'linux-x64.node',
  'win-x64': 'win32-x64.node',
}

interface LockEntry {
  readonly version: string
  readonly integrity?: string
}

/**
 * Puts Node for `platform` at `target`: from the installed package, or, for the other platform, from the npm registry, checked
 * against the lockfile's SHA-512. The other platform's Node therefore needs the network once, when the kit is made.
 */
export function placeNode(root: string, platform: Platform, target: string): void {
  const name = `node-${platform}`
  const installed = join(root, 'node_modules', name, 'bin', NODE_FILE[platform])
  if (existsSync(installed)) {
    cpSync(installed, target, { dereference: true })
    return
  }
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>
  }
  const entry = lock.packages[`node_modules/${name}`]
  if (entry?.integrity === undefined) throw new CommandFailure(`package-lock.json has no checked ${name}.`)
  const folder = mkdtempSync(join(tmpdir(), 'codedark-node-'))
  try {
    const pack = spawnSync(
      'npm',
      ['pack', `${name}@${entry.version}`, '--pack-destination', folder, '--silent'],
      {
        encoding: 'utf8',
        shell: process.platform === 'win32',
      },
    )
    const archive = join(folder, `${name}-${entry.version}.tgz`)
    if (pack.status !== 0 || !existsSync(archive)) {
      throw new CommandFailure(
        `${name} ${entry.version} could not be had from the npm registry: ${pack.stderr.trim()}`,
      )
    }
    const digest = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
    if (digest !== entry.integrity)
      throw new CommandFailure(`${name} ${entry.version} is not the one of package-lock.json.`)
    const unpack = spawnSync('tar', ['-xzf', archive, '-C', folder], { encoding: 'utf8' })
    if (unpack.status !== 0)
      throw new CommandFailure(`${archive} could not be unpacked: ${unpack.stderr.trim()}`)
    cpSync(join(folder, 'package', 'bin', NODE_FILE[platform]), target)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
