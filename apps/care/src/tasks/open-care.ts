import { createHmac, hkdfSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { VaultPort } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { openDataFolder, unlockKeys } from '@codedark/files'
import type { DataFolder } from '@codedark/files'
import { feedPrivateKey } from '@codedark/journal'
import { openDamagedVault, openVault } from '@codedark/vault'
import { vaultSentence } from './sentences.ts'

/** What the care key opens; in memory only. */
export interface CareKeys {
  readonly vaultKey: Uint8Array
  /** Under which commitments are made: command, which has no such key, cannot try patients against them. */
  readonly commitmentKey: Uint8Array
  /** Opens what the collector sealed; its public half is all that the collector is given. */
  readonly feedKey: KeyObject
}

/** The care side of a data folder, opened. */
export interface OpenedCare {
  readonly folder: DataFolder
  readonly keys: CareKeys
  readonly vault: VaultPort
  /** The generation that cannot be read, and the one that is shown in its place; null: nothing is damaged. */
  readonly damaged: { readonly generation: number; readonly shown: number } | null
}

/** Where the vault of a data folder lies. */
export const vaultPath = (folder: DataFolder): string => join(folder.careFolder, 'vault.db')

/**
 * Opens the vault of a data folder with its passphrase. One whose newest generation is damaged opens with the last good one,
 * and says so; one that cannot be opened says how to restore the second copy. The fault is a sentence.
 */
export function openCare(path: string, passphrase: string): Result<OpenedCare, string> {
  const folder = openDataFolder(path)
  if (!folder.ok) {
    const { code } = folder.fault
    return failed(
      `${path}: ${code === 'not-a-data-folder' ? 'is no data folder; codedark init makes one' : code}.`,
    )
  }
  const keys = careKeys(folder.value, passphrase)
  if (!keys.ok) return keys
  return openWith(folder.value, keys.value)
}

/** Opens the care key with its passphrase. The fault is a sentence. */
export function careKeys(folder: DataFolder, passphrase: string): Result<CareKeys, string> {
  const keys = unlockKeys(folder.keysFolder, 'care', passphrase)
  if (!keys.ok)
    return failed(
      keys.fault.code === 'wrong-passphrase'
        ? 'The passphrase is not the one of this data folder.'
        : `The care key could not be opened: ${keys.fault.code}.`,
    )
  const { databaseKey, seed } = keys.value
  const commitmentKey = new Uint8Array(hkdfSync('sha256', seed, '', 'codedark care commitments v1', 32))
  const feedSeed = new Uint8Array(hkdfSync('sha256', seed, '', 'codedark care feeds v1', 32))
  return ok({ vaultKey: databaseKey, commitmentKey, feedKey: feedPrivateKey(feedSeed) })
}

/** Opens the vault with a key that is open. The fault is a sentence. */
export function openWith(folder: DataFolder, keys: CareKeys): Result<OpenedCare, string> {
  const path = vaultPath(folder)
  const opened = openVault(path, keys.vaultKey)
  if (opened.ok) return ok({ folder, keys, vault: opened.value, damaged: null })
  const { fault } = opened
  if (fault.code === 'damaged' && fault.generation !== null && fault.lastGood !== null) {
    const rest = openDamagedVault(path, keys.vaultKey)
    if (rest.ok) {
      const damaged = { generation: fault.generation, shown: fault.lastGood }
      return ok({ folder, keys, vault: rest.value, damaged })
    }
  }
  return failed(
    fault.code === 'damaged' || fault.code === 'wrong-key'
      ? `The vault is damaged and nothing in it can be read. Restore the second copy: codedark downtime restore --from FOLDER --data ${folder.path} --replace. The packets on paper hold.`
      : vaultSentence(fault),
  )
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * What every serial of this vault begins with: DRILL or CD, and four letters of its own, so that sheets of two laptops never
 * bear the same serial. From the key, so that a restored vault keeps them.
 */
export function serialPrefix({ folder, keys }: OpenedCare): string {
  const digest = createHmac('sha256', keys.vaultKey).update('codedark serial prefix v1').digest()
  const own = [...digest.subarray(0, 4)].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('')
  return `${folder.kind === 'drill' ? 'DRILL' : 'CD'}-${own}-`
}
