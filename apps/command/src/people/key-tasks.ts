import { failed, ok, type Result } from '@codedark/domain/result'
import {
  makeKeyShares,
  openByShares,
  openDataFolder,
  replaceKeys,
  shareLines,
  shareText,
  unlockKeys,
  type BothKeys,
  type DataFolder,
  type SharesFault,
} from '@codedark/files'

/** The shortest passphrase that is taken. */
const PASSPHRASE_CHARS_MIN = 8

/** Shares as they are printed. */
export interface SplitKeys {
  readonly set: string
  readonly threshold: number
  readonly shares: readonly {
    readonly number: number
    readonly lines: readonly string[]
    readonly qr: string
  }[]
}

/** Splits the keys of both servers into three shares, of which two open them. The fault is a sentence. */
export async function splitKeys(path: string, passphrase: string): Promise<Result<SplitKeys, string>> {
  const folder = folderOf(path)
  if (!folder.ok) return folder
  const keys = bothKeys(folder.value, passphrase)
  if (!keys.ok) return keys
  const made = await makeKeyShares(folder.value.keysFolder, keys.value)
  if (!made.ok) return failed(`The shares could not be written: ${made.fault.code}.`)
  const { set, threshold, shares } = made.value
  return ok({
    set,
    threshold,
    shares: shares.map((share) => ({ number: share.number, lines: shareLines(share), qr: shareText(share) })),
  })
}

/** Opens the keys by shares as typed, and puts them under a new passphrase. The fault is a sentence. */
export async function openWithShares(
  path: string,
  typed: readonly string[],
  passphrase: string,
): Promise<Result<{ readonly set: string; readonly numbers: readonly number[] }, string>> {
  const folder = folderOf(path)
  if (!folder.ok) return folder
  if (passphrase.length < PASSPHRASE_CHARS_MIN) return failed(TOO_SHORT)
  const opened = await openByShares(folder.value.keysFolder, typed)
  if (!opened.ok) return failed(describeSharesFault(opened.fault))
  const put = putUnder(folder.value, opened.value.keys, passphrase)
  return put.ok ? ok({ set: opened.value.set, numbers: opened.value.numbers }) : put
}

/** Puts the keys of both servers under another passphrase. Shares go on opening them. The fault is a sentence. */
export function resealKeys(path: string, before: string, after: string): Result<null, string> {
  const folder = folderOf(path)
  if (!folder.ok) return folder
  if (after.length < PASSPHRASE_CHARS_MIN) return failed(TOO_SHORT)
  const keys = bothKeys(folder.value, before)
  return keys.ok ? putUnder(folder.value, keys.value, after) : keys
}

const TOO_SHORT = `A passphrase of at least ${PASSPHRASE_CHARS_MIN} characters is needed.`

function folderOf(path: string): Result<DataFolder, string> {
  const folder = openDataFolder(path)
  if (!folder.ok) return failed(`${path}: is no data folder; codedark init makes one.`)
  // Its passphrase is published, and another one would be a drill that nobody can start.
  return folder.value.kind === 'real'
    ? folder
    : failed(`${path}: a drill's passphrase is published; its keys are neither split nor sealed anew.`)
}

function bothKeys(folder: DataFolder, passphrase: string): Result<BothKeys, string> {
  const command = unlockKeys(folder.keysFolder, 'command', passphrase)
  const care = unlockKeys(folder.keysFolder, 'care', passphrase)
  if (command.ok && care.ok) return ok({ command: command.value, care: care.value })
  return failed('The passphrase is not the one of this data folder.')
}

function putUnder(folder: DataFolder, keys: BothKeys, passphrase: string): Result<null, string> {
  for (const which of ['command', 'care'] as const) {
    const put = replaceKeys(folder.keysFolder, which, passphrase, keys[which])
    if (!put.ok) return failed(`The key of ${which} could not be written: ${put.fault.code}.`)
  }
  return ok(null)
}

function describeSharesFault(fault: SharesFault): string {
  switch (fault.code) {
    case 'no-shares':
      return 'No shares were made of the keys of this folder: codedark keys shares makes them, with the passphrase.'
    case 'not-a-share-file':
      return `${fault.path}: is damaged; shares cannot open this folder.`
    case 'not-a-share':
      return `Share ${fault.given} as given has ${fault.have} letters; ${fault.need} are needed, from CDK1 on.`
    case 'share-damaged':
      return `Share ${fault.number}: line ${fault.lines.join(' and ')} below the first does not fit its last two letters. Compare it with the sheet.`
    case 'other-set':
      return `Share ${fault.given} as given is of ${fault.have}; this folder needs shares of ${fault.need}. It is another folder's, or of an earlier making.`
    case 'same-share':
      return `Share ${fault.number} was given twice: two different ones are needed.`
    case 'too-few':
      return `${fault.have} of ${fault.need} shares were given.`
    case 'do-not-fit':
      return 'The shares are each well formed and together not the key: one of them was not made here.'
    default:
      return `${fault.path}: ${fault.code}.`
  }
}
