import { join } from 'node:path'
import { failed, ok, type Result } from '@codedark/domain/result'
import { openDataFolder, unlockKeys, type DataFolder, type Keys } from '@codedark/files'
import { openFindings, type FindingsStore } from '@codedark/findings'
import { openCommandLedger, type CommandLedger } from '../tasks/ledger/index.ts'

/** What opens the command side of a data folder. */
export interface OpenedCommand {
  readonly folder: DataFolder
  readonly keys: Keys
  readonly ledger: CommandLedger
  /** What triage found: beside the ledger, under the same key. */
  readonly findings: FindingsStore
  close(): void
}

/** Opens a data folder with its passphrase. The fault is a sentence. */
export function openCommand(path: string, passphrase: string): Result<OpenedCommand, string> {
  const folder = openDataFolder(path)
  if (!folder.ok)
    return failed(
      `${path}: ${folder.fault.code === 'not-a-data-folder' ? 'is no data folder; codedark init makes one' : folder.fault.code}.`,
    )
  const keys = unlockKeys(folder.value.keysFolder, 'command', passphrase)
  if (!keys.ok)
    return failed(
      keys.fault.code === 'wrong-passphrase'
        ? 'The passphrase is not the one of this data folder.'
        : `The keys could not be opened: ${keys.fault.code}.`,
    )
  const ledger = openCommandLedger(folder.value, keys.value)
  if (!ledger.ok)
    return failed(`The record could not be opened: ${ledger.fault.code}. Run codedark ledger verify.`)
  const findings = openFindings(join(folder.value.commandFolder, 'findings.db'), keys.value.databaseKey)
  if (!findings.ok) {
    ledger.value.close()
    return failed(`The findings could not be opened: ${findings.fault.code}.`)
  }
  return ok({
    folder: folder.value,
    keys: keys.value,
    ledger: ledger.value,
    findings: findings.value,
    close: () => {
      ledger.value.close()
      findings.value.close()
    },
  })
}
