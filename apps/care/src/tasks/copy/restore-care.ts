import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import {
  createDataFolder,
  describeFileFault,
  openDataFolder,
  unlockKeys,
  writeDurably,
} from '@codedark/files'
import type { DataFolder } from '@codedark/files'
import { restoreVault } from '@codedark/vault'
import { vaultPath } from '../open-care.ts'
import { copyMark, copySentence, isWithin } from './copy-care.ts'

/** What is restored, and where to. */
export interface RestoreOrder {
  readonly copy: string
  readonly data: string
  readonly passphrase: string
  /** Set a vault that is there aside, under another name. */
  readonly replace: boolean
  readonly now: string
}

/** A restored care side. */
export interface CareRestored {
  readonly folder: DataFolder
  /** Where the vault that was there lies now; null: there was none. */
  readonly setAside: string | null
}

/**
 * Puts the second copy of the care side into a data folder: a new one, or one whose vault is lost or damaged. Serials and
 * generations go on well above those of the copy. The fault is a sentence, and what was there is there then.
 */
export function restoreCare(order: RestoreOrder): Result<CareRestored, string> {
  const { copy, data } = order
  const mark = copyMark(copy)
  if (mark === null) return failed(`${copy}: is no second copy of a downtime copy.`)
  if (isWithin(copy, data)) return failed(`${data}: lies within the copy; name another folder.`)
  const keys = unlockKeys(join(copy, 'keys'), 'care', order.passphrase)
  if (!keys.ok)
    return failed(
      keys.fault.code === 'wrong-passphrase'
        ? 'The passphrase is not the one of this copy.'
        : `The care key of the copy could not be opened: ${keys.fault.code}.`,
    )
  const folder = existsSync(join(data, 'kind')) ? openDataFolder(data) : createDataFolder(data, mark.kind)
  if (!folder.ok) return failed(`${data}: ${folder.fault.code}.`)
  if (folder.value.kind !== mark.kind)
    return failed(`${data} is a ${folder.value.kind} folder and the copy is of a ${mark.kind} one.`)
  return putBack(folder.value, keys.value.databaseKey, order)
}

function putBack(
  folder: DataFolder,
  vaultKey: Uint8Array,
  order: RestoreOrder,
): Result<CareRestored, string> {
  const path = vaultPath(folder)
  const there = existsSync(path)
  if (there && !order.replace)
    return failed(`${path}: there is a vault already; with --replace it is set aside under another name.`)
  // First beside it: what is there goes only once the copy stands.
  const beside = `${path}.restored`
  const restored = restoreVault(join(order.copy, 'care', 'vault.db'), beside, vaultKey)
  if (!restored.ok) return failed(copySentence(restored.fault))
  const setAside = there ? `${path}.set-aside-${order.now.replaceAll(/[:.]/gu, '-')}` : null
  if (setAside !== null)
    for (const end of ['', '-wal', '-shm'])
      if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${setAside}${end}`)
  renameSync(beside, path)
  for (const [from, to] of [
    [join(order.copy, 'keys', 'care.json'), join(folder.keysFolder, 'care.json')],
    [join(order.copy, 'settings.json'), join(folder.path, 'settings.json')],
  ] as const) {
    // Settings that are there are the person's own; the key must be the one of the vault.
    if (!existsSync(from) || (to.endsWith('settings.json') && existsSync(to))) continue
    const written = writeDurably(to, readFileSync(from))
    if (!written.ok) return failed(describeFileFault(written.fault))
  }
  return ok({ folder, setAside })
}
