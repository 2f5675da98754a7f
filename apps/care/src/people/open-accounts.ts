import { join } from 'node:path'
import { accountsKey, addDrillAccounts, openAccounts } from '@codedark/accounts'
import type { Accounts } from '@codedark/accounts'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { DataFolder } from '@codedark/files'
import type { CareKeys } from '../tasks/open-care.ts'

/** Opens the ward pages' accounts; a drill's published ones are made where they are missing. The fault is a sentence. */
export async function openCareAccounts(
  folder: DataFolder,
  keys: Pick<CareKeys, 'vaultKey'>,
  secure = false,
): Promise<Result<Accounts, string>> {
  const path = join(folder.careFolder, 'accounts.db')
  try {
    const accounts = await openAccounts({
      path,
      key: accountsKey(keys.vaultKey, 'care'),
      side: 'care',
      secure,
      now: () => new Date().toISOString(),
    })
    if (folder.kind === 'drill') await addDrillAccounts(accounts, 'care')
    return ok(accounts)
  } catch (error) {
    return failed(
      `${path}: the accounts could not be opened: ${error instanceof Error ? error.message : ''}.`,
    )
  }
}
