import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { CommandFailure, EXIT } from '../exit.ts'
import type { Places } from '../places.ts'
import { copyPackage, neededPackages } from './packages.ts'
import { NODE_FILE, placeNode, type Platform } from './platform.ts'
import { startFiles } from './start-files.ts'

/** What a kit came to. */
export interface KitMade {
  readonly folder: string
  readonly files: number
  readonly bytes: number
}

/**
 * Assembles a folder that starts with nothing installed, no network and no administrator rights: Node, each program as one
 * file, npm packages as plain copies, rules. It holds no symbolic link, so a FAT stick can carry it.
 * The folder must not exist, or be empty.
 */
export async function makeKit(places: Places, folder: string, platform: Platform): Promise<KitMade> {
  if (places.kit) throw new CommandFailure('A kit is made from a clone, not from another kit.', EXIT.wrongUse)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new CommandFailure(`${folder} is not empty: name a new folder.`, EXIT.wrongUse)
  }
  for (const pages of [places.boardPages, places.wardPages]) {
    if (!existsSync(join(pages, 'index.html')))
      throw new CommandFailure(`The pages are not built (${pages}): run node scripts/build-web.ts first.`)
  }
  const app = join(folder, 'app')
  mkdirSync(join(folder, 'bin'), { recursive: true })
  mkdirSync(app, { recursive: true })
  const node = join(folder, 'bin', NODE_FILE[platform])
  placeNode(places.root, platform, node)
  chmodSync(node, 0o755)
  await bundlePrograms(places, app)
  for (const place of neededPackages(places.root)) copyPackage(place, join(app, 'node_modules'), platform)
  cpSync(places.boardPages, join(app, 'pages', 'board'), { recursive: true, dereference: true })
  cpSync(places.wardPages, join(app, 'pages', 'wards'), { recursive: true, dereference: true })
  cpSync(places.verifierPage, join(app, 'pages', 'verify.html'))
  cpSync(places.phonePage, join(app, 'pages', 'phone-witness.html'))
  cpSync(places.rules, join(app, 'rules', 'codedark'), { recursive: true, dereference: true })
  cpSync(`${places.rules}-correlations`, join(app, 'rules', 'codedark-correlations'), {
    recursive: true,
    dereference: true,
  })
  if (existsSync(places.importedRules))
    cpSync(places.importedRules, join(app, 'rules', 'imported'), { recursive: true, dereference: true })
  cpSync(join(places.root, 'LICENSE'), join(folder, 'LICENSE'))
  for (const { name, text, runs } of startFiles(platform)) {
    writeFileSync(join(folder, name), text)
    if (runs) chmodSync(join(folder, name), 0o755)
  }
  return { folder, ...weigh(folder) }
}

/** Each program as one file; npm packages stay outside, as they are. */
async function bundlePrograms(places: Places, app: string): Promise<void> {
  const names: Readonly<Record<string, string>> = {
    cli: places.programs.cli,
    'triage-child': places.programs.triageChild,
    'copy-child': places.programs.copyChild,
    'fhir-child': places.programs.fhirChild,
    'print-child': places.programs.printChild,
    'care-copy-child': places.programs.careCopyChild,
  }
  // Asked for only here: a kit, which carries no bundler, can make no kit.
  const { rolldown } = await import('rolldown')
  for (const [name, input] of Object.entries(names)) {
    const bundle = await rolldown({
      input,
      platform: 'node',
      // The child that reads hostile logs may open nothing but itself and its input, so it carries its packages within it.
      external: (id) => (name === 'triage-child' ? id.startsWith('node:') : isPackage(id)),
      logLevel: 'silent',
    })
    await bundle.write({ file: join(app, `${name}.mjs`), format: 'esm', codeSplitting: false })
    await bundle.close()
  }
}

/** Whether an import names an npm package, as opposed to a file or a part of ours. */
const isPackage = (id: string): boolean =>
  !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('@codedark/') && !/^[A-Za-z]:/.test(id)

/** Counts files and bytes; a symbolic link in a kit would be lost on a FAT stick, so one is a bug. */
function weigh(folder: string): { files: number; bytes: number } {
  let files = 0
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (lstatSync(path).isSymbolicLink()) {
      rmSync(folder, { recursive: true })
      throw new Error(`a symbolic link came into the kit: ${path}`)
    }
    if (entry.isFile()) {
      files += 1
      bytes += statSync(path).size
    }
  }
  return { files, bytes }
}
