import type { Accounts } from '@codedark/accounts'
import type { AccessFact } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import { openCommand } from '../desk/open-command.ts'
import { notRecorded } from '../desk/sentences.ts'
import { openCommandAccounts } from './open-accounts.ts'

/** The board's accounts and the record, for the command line. */
export interface CommandPeople {
  readonly kind: 'real' | 'drill'
  readonly accounts: Accounts
  /** Records what was done, with the name that the person gave. The fault is a sentence. */
  record(facts: readonly AccessFact[], byName: string | undefined): Result<null, string>
  close(): void
}

/** Opens the accounts of the board with the passphrase. The fault is a sentence. */
export async function commandPeople(
  path: string,
  passphrase: string,
): Promise<Result<CommandPeople, string>> {
  const opened = openCommand(path, passphrase)
  if (!opened.ok) return opened
  const { folder, keys, ledger } = opened.value
  const accounts = await openCommandAccounts(folder, keys)
  if (!accounts.ok) {
    opened.value.close()
    return failed(accounts.fault)
  }
  return ok({
    kind: folder.kind,
    accounts: accounts.value,
    record: (facts, byName) => {
      const recorded = ledger.submit({ type: 'RecordAccess', facts }, 'command-line', byName)
      return recorded.ok ? ok(null) : failed(notRecorded(recorded.fault))
    },
    close: () => {
      accounts.value.close()
      opened.value.close()
    },
  })
}
