import { InvalidArgumentError, type Command } from 'commander'

/** A whole number from 0 to 2^31. */
export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 2 ** 31) throw new InvalidArgumentError('a whole number is needed')
  return value
}

/** A TCP port; 0 takes a free one. */
export function portNumber(text: string): number {
  const value = wholeNumber(text)
  if (value > 65_535) throw new InvalidArgumentError('a port is at most 65535')
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

/** The data folder: `--data` of the program, else `data`. */
export function dataFolderOf(command: Command): string {
  return (command.optsWithGlobals() as { data?: string }).data ?? 'data'
}
