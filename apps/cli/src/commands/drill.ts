import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { drillFiles } from '@codedark/drill'
import { CommandFailure, EXIT } from '../exit.ts'
import { printJson, progressBar } from '../terminal.ts'
import { wholeNumber } from './options.ts'

/** The seed of `npm start`: everyone who tries Codedark sees the same night. */
const DEFAULT_SEED = 2021

export function drillCommand(program: Command): void {
  program
    .command('drill')
    .description('write an invented hospital and its worst night as real files, with the truth beside them')
    .option(
      '--seed <n>',
      'another seed, another hospital; the same seed, the same bytes',
      wholeNumber,
      DEFAULT_SEED,
    )
    .option('--out <dir>', 'an empty or new folder', 'drill-files')
    .option('--json', 'print what was written as JSON')
    .action((options: { seed: number; out: string; json?: boolean }) => {
      const written = writeDrill(options.seed, options.out)
      if (options.json === true) printJson({ ...written, folder: options.out, seed: options.seed })
      else
        console.log(
          `DRILL, not real: ${written.files} files, ${(written.bytes / 1e6).toFixed(1)} MB in ${options.out}, SHA-256 ${written.sha256.slice(0, 16)}…`,
        )
    })
}

function writeDrill(seed: number, folder: string): { files: number; bytes: number; sha256: string } {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new CommandFailure(`${folder} is not empty: name a new folder with --out.`, EXIT.wrongUse)
  }
  const hash = createHash('sha256')
  const bar = progressBar('Writing the drill')
  let files = 0
  let bytes = 0
  for (const file of drillFiles({ seed })) {
    const path = join(folder, file.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.bytes)
    hash.update(file.path).update('\0').update(file.bytes)
    files += 1
    bytes += file.bytes.length
    bar.update(files, Math.max(files, 1), file.path)
  }
  bar.stop()
  return { files, bytes, sha256: hash.digest('hex') }
}
