import { rightsOf, type Credentials, type Right, type SignedIn } from '@codedark/domain/people'
import { failed, ok, type Result } from '@codedark/domain/result'
import { describeSignInFault } from '@codedark/http'
import type { OpenedCommand } from '../desk/open-command.ts'
import { openCommandAccounts } from './open-accounts.ts'

/** Two people who signed in for one act. */
export interface TwoSigned {
  readonly first: SignedIn
  readonly second: SignedIn
}

/**
 * Lets two people sign in at the command line for what needs both: two accounts, each with the right. No session stays. The
 * fault is a sentence.
 */
export async function twoSign(
  { folder, keys }: OpenedCommand,
  typed: { readonly first: Credentials; readonly second: Credentials },
  right: Right,
): Promise<Result<TwoSigned, string>> {
  const accounts = await openCommandAccounts(folder, keys)
  if (!accounts.ok) return accounts
  try {
    const signed: SignedIn[] = []
    for (const [place, credentials] of [
      ['first', typed.first],
      ['second', typed.second],
    ] as const) {
      const confirmed = await accounts.value.confirm(credentials)
      if (!confirmed.ok)
        return failed(`Not recorded: ${place} person: ${describeSignInFault(confirmed.fault)}`)
      if (!rightsOf(confirmed.value.roles, 'command').has(right))
        return failed(
          `Not recorded: ${confirmed.value.name} may not do this: it needs the same right of both.`,
        )
      signed.push(confirmed.value)
    }
    const [first, second] = signed
    if (first === undefined || second === undefined || first.account === second.account)
      return failed('Not recorded: the second person must be somebody else.')
    return ok({ first, second })
  } finally {
    accounts.value.close()
  }
}
