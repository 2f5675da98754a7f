import { readFileSync } from 'node:fs'
import { openCare, type OpenedCare } from '@codedark/care'
import { DRILL_PASSPHRASE, openCommand, openDataFolder, type OpenedCommand } from '@codedark/command'
import { CommandFailure, EXIT } from './exit.ts'

/** The passphrase that was given: a file, else the environment. It is never an argument, which other programs can read. */
export function givenPassphrase(file: string | undefined): string | undefined {
  if (file !== undefined) return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  return process.env['CODEDARK_PASSPHRASE']
}

/** Opens a data folder for one command: a drill's by its published passphrase, a real one's by the given one. */
export function openOrFail(data: string, passphraseFile: string | undefined): OpenedCommand {
  const opened = openCommand(data, passphraseOf(data, passphraseFile))
  if (!opened.ok) throw new CommandFailure(opened.fault)
  return opened.value
}

/** The same for the care side: the vault. */
export function openCareOrFail(options: {
  readonly data: string
  readonly passphraseFile?: string
}): OpenedCare {
  const opened = openCare(options.data, passphraseOf(options.data, options.passphraseFile))
  if (!opened.ok) throw new CommandFailure(opened.fault)
  const { damaged } = opened.value
  if (damaged !== null)
    process.stderr.write(
      `Generation ${damaged.generation} is damaged and cannot be read; generation ${damaged.shown} is used.\n`,
    )
  return opened.value
}

/** The given passphrase, for a folder that may not be there yet; a drill's is published. */
export function passphraseFor(options: { readonly data: string; readonly passphraseFile?: string }): string {
  const folder = openDataFolder(options.data)
  if (folder.ok && folder.value.kind === 'drill') return DRILL_PASSPHRASE
  return givenPassphrase(options.passphraseFile) ?? DRILL_PASSPHRASE
}

/** The passphrase of a folder that is there: a drill's published one, a real one's as given. */
export function passphraseOf(data: string, passphraseFile: string | undefined): string {
  const folder = openDataFolder(data)
  if (!folder.ok)
    throw new CommandFailure(`${data}: is no data folder; codedark init makes one.`, EXIT.wrongUse)
  const passphrase = folder.value.kind === 'drill' ? DRILL_PASSPHRASE : givenPassphrase(passphraseFile)
  if (passphrase === undefined) {
    throw new CommandFailure(
      'The passphrase is needed: --passphrase-file FILE, or CODEDARK_PASSPHRASE.',
      EXIT.wrongUse,
    )
  }
  return passphrase
}
