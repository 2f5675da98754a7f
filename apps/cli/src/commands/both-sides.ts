import { InvalidArgumentError } from 'commander'
import { carePeople } from '@codedark/care'
import {
  commandPeople,
  isAccountRole,
  type AccountRole,
  type Accounts,
  type CommandPeople,
  type Side,
} from '@codedark/command'
import { CommandFailure, must } from '../exit.ts'
import { passphraseOf } from '../passphrase.ts'
import type { DataOptions } from './options.ts'

/** Both sides of a folder's accounts, opened. */
export interface BothSides {
  readonly command: CommandPeople
  readonly care: { readonly accounts: Accounts; close(): void }
  accounts(side: Side): Accounts
  close(): void
}

/** Opens the accounts of both servers with the passphrase. */
export async function openBoth(options: DataOptions): Promise<BothSides> {
  const passphrase = passphraseOf(options.data, options.passphraseFile)
  const command = must(await commandPeople(options.data, passphrase))
  const care = await carePeople(options.data, passphrase)
  if (!care.ok) {
    command.close()
    throw new CommandFailure(care.fault)
  }
  return {
    command,
    care: care.value,
    accounts: (side) => (side === 'command' ? command.accounts : care.value.accounts),
    close: () => {
      command.close()
      care.value.close()
    },
  }
}

/** Runs with both open, and closes them. */
export async function withBoth(options: DataOptions, run: (both: BothSides) => Promise<void>): Promise<void> {
  const both = await openBoth(options)
  try {
    await run(both)
  } finally {
    both.close()
  }
}

/** A list of roles with commas between them. */
export function roleList(text: string): readonly AccountRole[] {
  const roles = text.split(',').map((one) => one.trim())
  const known = roles.filter(isAccountRole)
  const unknown = roles.find((one) => !isAccountRole(one))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`${unknown} is no role; codedark people --help lists them`)
  return [...new Set(known)]
}
