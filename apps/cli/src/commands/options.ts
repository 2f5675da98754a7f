import { InvalidArgumentError } from 'commander'

/** A whole number from 0 to 2^31. */
export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 2 ** 31) throw new InvalidArgumentError('a whole number is needed')
  return value
}

/** An instant with its zone, as UTC. */
export function instant(text: string): string {
  const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const at = new Date(text)
  if (!withZone || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError('a date and time with its zone is needed, as 2021-01-17T20:46:00+01:00')
  }
  return at.toISOString()
}

/** Where the data folder lies. */
export const DATA = ['--data <dir>', 'the data folder', 'data'] as const

/** How its passphrase is given: never as an argument, which other programs can read. */
export const PASSPHRASE = [
  '--passphrase-file <file>',
  'a file with the passphrase; else CODEDARK_PASSPHRASE',
] as const
export const BY = ['--by <name>', 'who asks, as they say; it is noted in the vault'] as const
export const JSON_OUT = ['--json', 'print as JSON'] as const

/** What the first two, and the last, come to. */
export interface DataOptions {
  readonly data: string
  readonly passphraseFile?: string
  readonly json?: boolean
}

/** One of these words. */
export function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text)
    if (found === undefined) throw new InvalidArgumentError(`one of ${words.join(', ')} is needed`)
    return found
  }
}

/** Who records from the command line: the name that they give. */
export const byName = (name: string): { readonly account: string; readonly name: string } => ({
  account: 'command-line',
  name,
})
