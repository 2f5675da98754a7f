import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkEvidenceFile, evidencePath, takeEvidenceFile } from '@codedark/files'

const FILES = 12
/** Nothing is tested of the disk here, so it is memory where the system has such a folder. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Xorshift on 32 bits, by seed. */
function drawing(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % below
  }
}

/** Keeps some files, makes so many edits of the kept copies, and sees each found and every other file still fit. */
export function tamperWithEvidence({ edits, seed }: { readonly edits: number; readonly seed: number }): void {
  const root = mkdtempSync(join(MEMORY, 'codedark-evidence-'))
  const folder = join(root, 'evidence')
  const key = randomBytes(32)
  try {
    mkdirSync(folder)
    const kept = Array.from({ length: FILES }, (_, at) => {
      const from = join(root, `file-${at}`)
      writeFileSync(from, randomBytes(at * 37))
      const taken = takeEvidenceFile(from, folder, key)
      assert.ok(taken.ok)
      copyFileSync(evidencePath(folder, taken.value.sha256), join(root, taken.value.sha256))
      return taken.value.sha256
    })
    for (let count = 0; count < edits; count += 1) tryOne(root, folder, key, kept, seed + count)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function tryOne(root: string, folder: string, key: Uint8Array, kept: readonly string[], seed: number): void {
  const draw = drawing(seed)
  draw(2)
  const which = draw(kept.length)
  const sha256 = kept[which] ?? assert.fail()
  const path = evidencePath(folder, sha256)
  const before = readFileSync(path)
  const kind = draw(5)
  rmSync(path, { force: true })
  if (kind !== 0)
    writeFileSync(
      path,
      edited(kind, before, draw, () => otherOf(folder, kept, which, draw)),
    )
  const expected = kind === 0 ? 'missing' : 'misfit'
  assert.equal(checkEvidenceFile(folder, key, sha256), expected, `seed ${seed}, kind ${kind}`)
  const neighbour = kept[(which + 1) % kept.length] ?? assert.fail()
  assert.equal(checkEvidenceFile(folder, key, neighbour), 'fits', `seed ${seed}: another file`)
  rmSync(path, { force: true })
  copyFileSync(join(root, sha256), path)
  chmodSync(path, 0o400)
}

/** A bit flipped, an end cut off, bytes put in, or the file of another entry in its place. */
function edited(kind: number, bytes: Buffer, draw: (below: number) => number, other: () => Buffer): Buffer {
  const at = draw(bytes.length)
  if (kind === 1)
    return Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ (1 << draw(8)) : byte)))
  if (kind === 2) return bytes.subarray(0, at)
  if (kind === 3) return Buffer.concat([bytes.subarray(0, at), Buffer.of(draw(256)), bytes.subarray(at)])
  return other()
}

function otherOf(
  folder: string,
  kept: readonly string[],
  which: number,
  draw: (below: number) => number,
): Buffer {
  const other = kept[(which + 1 + draw(kept.length - 1)) % kept.length] ?? assert.fail()
  return readFileSync(evidencePath(folder, other))
}
