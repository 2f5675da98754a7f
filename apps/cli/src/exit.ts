import { plain } from './terminal.ts'

/** What the command line ends with; scripts rely on it. */
export const EXIT = {
  done: 0,
  /** A check failed: the ledger does not verify, a server is worse than asked. */
  checkFailed: 1,
  /** Wrong use: an unknown option, a missing argument, a folder of the wrong kind. */
  wrongUse: 2,
  /** Done, but some input could not be read; each with its place. */
  partly: 3,
} as const

/** One of the four. */
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a sentence for the person and a status for the script. */
export class CommandFailure extends Error {
  readonly status: ExitStatus
  constructor(message: string, status: ExitStatus = EXIT.checkFailed) {
    super(message)
    this.name = 'CommandFailure'
    this.status = status
  }
}

/** The value of a result, or the command ends with its sentence. */
export function must<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: string },
  status: ExitStatus = EXIT.checkFailed,
): Value {
  if (!result.ok) throw new CommandFailure(plain(result.fault), status)
  return result.value
}
