import { join } from 'node:path'
import { accountsKey, addDrillAccounts, openAccounts, type Accounts } from '@codedark/accounts'
import type { AccessFact } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { DataFolder, Keys } from '@codedark/files'
import type { AccessNews } from '@codedark/http'

/** Opens the board's accounts; a drill's published ones are made where they are missing. The fault is a sentence. */
export async function openCommandAccounts(
  folder: DataFolder,
  keys: Pick<Keys, 'databaseKey'>,
  secure = false,
): Promise<Result<Accounts, string>> {
  const path = join(folder.commandFolder, 'accounts.db')
  try {
    const accounts = await openAccounts({
      path,
      key: accountsKey(keys.databaseKey, 'command'),
      side: 'command',
      secure,
      now: () => new Date().toISOString(),
    })
    if (folder.kind === 'drill') await addDrillAccounts(accounts, 'command')
    return ok(accounts)
  } catch (error) {
    return failed(
      `${path}: the accounts could not be opened: ${error instanceof Error ? error.message : ''}.`,
    )
  }
}

/** What the record is told of who came in. */
export function factOf(news: AccessNews): AccessFact {
  switch (news.kind) {
    case 'signed-in':
      return { type: 'SignedIn', account: news.who.account, way: news.way }
    case 'signed-out':
      return { type: 'SignedOut', account: news.who.account }
    case 'card-opened': {
      const [role = 'documentation'] = news.who.roles
      return { type: 'RoleCardOpened', serial: news.who.account.slice('card-'.length).toUpperCase(), role }
    }
    case 'failed':
      return { type: 'SignInsFailed', count: news.count, since: news.since }
  }
}
