// A record of ours, real ledger and all, is put before a verifier that shares no code with it: golang.org/x/mod/sumdb.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createDataFolder } from '@codedark/files'
import { openLedger } from '@codedark/ledger'
import {
  cosignCheckpoint,
  formatCheckpoint,
  formatCosignerKey,
  formatProofFile,
  leafHash,
  MerkleTree,
  toBase64,
} from '@codedark/tlog'
import { openCommandLedger } from '../../apps/command/src/tasks/ledger/index.ts'
import { cosignerOf, sha256 } from '../../libs/tlog/src/testing/keys.ts'

/** Where Debian's golang-golang-x-mod-dev puts it. */
const GOPATH = '/usr/share/gocode'
const ENTRIES = 130
const root = mkdtempSync(join(tmpdir(), 'codedark-sumdb-'))
after(() => rmSync(root, { recursive: true, force: true }))
const go = ['/usr/local/go/bin/go', '/usr/bin/go'].find((path) => existsSync(path))
const skip =
  go === undefined || !existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb/tlog'))
    ? 'golang-go or golang-golang-x-mod-dev is not installed'
    : false

/** A real record, grown entry by entry, so that there is a signed checkpoint of every size. */
function record(): { entries: readonly Uint8Array[]; notes: readonly string[]; verifierKey: string } {
  const keys = { databaseKey: randomBytes(32), seed: randomBytes(32) }
  const folder = createDataFolder(join(root, 'data'), 'drill')
  assert.ok(folder.ok)
  const command = openCommandLedger(folder.value, keys)
  assert.ok(command.ok)
  const notes: string[] = []
  const took = (): void => void notes.push(command.value.checkpoint() ?? '')
  assert.ok(command.value.submit({ type: 'OpenIncident', name: 'Nuit', kind: 'drill' }, 'board').ok)
  took()
  for (let at = 1; at < ENTRIES; at += 1) {
    assert.ok(command.value.submit({ type: 'MakeComment', text: `remark ${at} é` }, 'board').ok)
    took()
  }
  const { verifierKey } = command.value
  command.value.close()
  const ledger = openLedger(join(folder.value.commandFolder, 'ledger.db'), keys)
  assert.ok(ledger.ok)
  const entries = ledger.value.read(0)
  ledger.value.close()
  assert.ok(entries.ok)
  return { entries: entries.value, notes, verifierKey }
}

function writeProofs(folder: string): void {
  mkdirSync(folder)
  const { entries, notes, verifierKey } = record()
  const witness = cosignerOf('witness.invalid/board-chair')
  const tree = new MerkleTree(sha256)
  for (const entry of entries) tree.append(leafHash(sha256, entry))
  assert.equal(entries.length, ENTRIES)
  const text = formatCheckpoint({
    origin: verifierKey.split('+')[0] ?? '',
    size: tree.size,
    root: tree.root(),
  })
  const checkpoint = (notes.at(-1) ?? '') + cosignCheckpoint(text, 1_610_912_760, witness)
  writeFileSync(join(folder, 'log.vkey'), verifierKey)
  writeFileSync(join(folder, 'witness.vkey'), formatCosignerKey(witness.verifier))
  for (const [index, entry] of entries.entries()) {
    const hashes = tree.inclusionProof(index)
    assert.ok(hashes.ok)
    const proof = formatProofFile({ extra: entry, index, hashes: hashes.value, checkpoint })
    writeFileSync(join(folder, `entry-${index}.bin`), entry)
    writeFileSync(join(folder, `entry-${index}.tlog-proof`), proof)
  }
  for (let size = 1; size < ENTRIES; size += 1) {
    const hashes = tree.consistencyProof(size)
    assert.ok(hashes.ok)
    const parts = [notes[size - 1], notes.at(-1), hashes.value.map(toBase64).join('\n')]
    writeFileSync(join(folder, `consistency-${size}-${ENTRIES}.txt`), parts.join('\n---\n'))
  }
}

function verify(program: string, folder: string): { status: number | null; text: string } {
  const run = spawnSync(program, [folder], { encoding: 'utf8' })
  return { status: run.status, text: `${run.stdout}${run.stderr}` }
}

test(
  'an independent verifier accepts every entry and every growth of our record, and not one turned byte',
  { skip },
  () => {
    const program = join(root, 'verify-log')
    const built = spawnSync(
      go ?? 'go',
      ['build', '-o', program, join(import.meta.dirname, 'verify-log.go')],
      {
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'] ?? '',
          GO111MODULE: 'off',
          GOPATH,
          GOCACHE: join(root, 'go-cache'),
          GOFLAGS: '',
          GOTOOLCHAIN: 'local',
        },
      },
    )
    assert.equal(built.status, 0, built.stderr)
    const folder = join(root, 'proofs')
    writeProofs(folder)
    const accepted = verify(program, folder)
    assert.deepEqual(accepted, {
      status: 0,
      text: `${ENTRIES} inclusion proofs, ${ENTRIES - 1} consistency proofs, ${2 * ENTRIES} signatures\n`,
    })
    for (const name of ['entry-7.bin', 'entry-7.tlog-proof', 'consistency-64-130.txt']) {
      const path = join(folder, name)
      const kept = readFileSync(path)
      // The last base64 character of a hash carries bits that count; the last byte of an entry counts too.
      const at = name.endsWith('.bin') ? kept.length - 1 : kept.indexOf('=') - 5
      const turned = Buffer.from(kept)
      turned[at] = kept[at] === 0x41 ? 0x42 : 0x41
      writeFileSync(path, turned)
      assert.notEqual(verify(program, folder).status, 0, name)
      writeFileSync(path, kept)
    }
    assert.equal(verify(program, folder).status, 0)
  },
)
