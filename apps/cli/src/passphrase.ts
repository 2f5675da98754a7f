import { readFileSync } from 'node:fs'
import { DRILL_PASSPHRASE, openCommand, openDataFolder, type OpenedCommand } from '@codedark/command'
import { CommandFailure, EXIT } from './exit.ts'

/** The passphrase that was given: a file, else the environment. It is never an argument, which other programs can read. */
export function givenPassphrase(file: string | undefined): string | undefined {
  if (file !== undefined) return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  return process.env['CODEDARK_PASSPHRASE']
}

/** Opens a data folder for one command: a drill's by its published passphrase, a real one's by the given one. */
export function openOrFail(data: string, passphraseFile: string | undefined): OpenedCommand {
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
  const opened = openCommand(data, passphrase)
  if (!opened.ok) throw new CommandFailure(opened.fault)
  return opened.value
}
