import type { Accounts } from '@codedark/accounts'
import { ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { openCare } from '../tasks/open-care.ts'
import { openCareAccounts } from './open-accounts.ts'

/** The ward pages' accounts, for the command line. */
export interface CarePeople {
  readonly accounts: Accounts
  close(): void
}

/** Opens the accounts of the ward pages with the passphrase. The fault is a sentence. */
export async function carePeople(path: string, passphrase: string): Promise<Result<CarePeople, string>> {
  const care = openCare(path, passphrase)
  if (!care.ok) return care
  const accounts = await openCareAccounts(care.value.folder, care.value.keys)
  if (!accounts.ok) {
    care.value.vault.close()
    return accounts
  }
  return ok({
    accounts: accounts.value,
    close: () => {
      accounts.value.close()
      care.value.vault.close()
    },
  })
}
