// A record of ours, real ledger and all, is put before a verifier that shares no code with it: golang.org/x/mod/sumdb.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createDataFolder } from '@codedark/files'
import type { DataFolder } from '@codedark/files'
import { checkProofFile, openLedger } from '@codedark/ledger'
import { cosignCheckpoint, formatCosignerKey, leafHash, MerkleTree, toBase64 } from '@codedark/tlog'
import { openCommandLedger } from '../../apps/command/src/tasks/ledger/index.ts'
import { cosignerOf, sha256 } from '../../libs/tlog/src/testing/keys.ts'

/** Where Debian's golang-golang-x-mod-dev puts it. */
const GOPATH = '/usr/share/gocode'
const ENTRIES = 130
const keys = { databaseKey: randomBytes(32), seed: randomBytes(32) }
const root = mkdtempSync(join(tmpdir(), 'codedark-sumdb-'))
after(() => rmSync(root, { recursive: true, force: true }))
const go = ['/usr/local/go/bin/go', '/usr/bin/go'].find((path) => existsSync(path))
const skip =
  go === undefined || !existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb/tlog'))
    ? 'golang-go or golang-golang-x-mod-dev is not installed'
    : false

/** Grows a real record entry by entry, so that there is a signed checkpoint of every size. */
function grow(folder: DataFolder): readonly string[] {
  const command = openCommandLedger(folder, keys)
  assert.ok(command.ok)
  const notes: string[] = []
  for (let at = 0; at < ENTRIES; at += 1) {
    const said =
      at === 0
        ? command.value.submit({ type: 'OpenIncident', name: 'Nuit', kind: 'drill' }, 'board')
        : command.value.submit({ type: 'MakeComment', text: `remark ${at} é` }, 'board')
    assert.ok(said.ok)
    notes.push(command.value.checkpoint() ?? '')
  }
  command.value.close()
  return notes
}

function writeProofs(folder: string): void {
  mkdirSync(folder)
  const data = createDataFolder(join(root, 'data'), 'drill')
  assert.ok(data.ok)
  const notes = grow(data.value)
  const ledger = openLedger(join(data.value.commandFolder, 'ledger.db'), keys)
  assert.ok(ledger.ok)
  const entries = ledger.value.read(0)
  assert.ok(entries.ok)
  const witness = cosignerOf('witness.invalid/board-chair')
  writeFileSync(join(folder, 'log.vkey'), ledger.value.verifierKey)
  writeFileSync(join(folder, 'witness.vkey'), formatCosignerKey(witness.verifier))
  const last = notes.at(-1) ?? ''
  const cosignature = cosignCheckpoint(last.slice(0, last.indexOf('\n\n') + 1), 1_610_912_760, witness)
  const tree = new MerkleTree(sha256)
  for (const [index, entry] of entries.value.entries()) {
    const proof = ledger.value.prove(index)
    assert.ok(proof.ok && proof.value !== null)
    assert.ok(checkProofFile(proof.value, ledger.value.verifierKey).ok)
    writeFileSync(join(folder, `entry-${index}.bin`), entry)
    writeFileSync(join(folder, `entry-${index}.tlog-proof`), proof.value + cosignature)
    tree.append(leafHash(sha256, entry))
  }
  assert.equal(tree.size, ENTRIES)
  ledger.value.close()
  for (let size = 1; size < ENTRIES; size += 1) {
    const hashes = tree.consistencyProof(size)
    assert.ok(hashes.ok)
    const parts = [notes[size - 1], last, hashes.value.map(toBase64).join('\n')]
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
