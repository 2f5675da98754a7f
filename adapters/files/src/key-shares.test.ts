import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { assert as property, constantFrom, nat, property as forAll, uint8Array } from 'fast-check'
import { makeKeyShares, openByShares } from './key-shares.ts'
import type { BothKeys } from './key-shares.ts'
import { parseShare, shareLines, shareText } from './share-text.ts'

const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

const someKeys = (): BothKeys => {
  const one = (): BothKeys['command'] => ({
    databaseKey: Uint8Array.from(randomBytes(32)),
    seed: Uint8Array.from(randomBytes(32)),
  })
  return { command: one(), care: one() }
}

async function made(): Promise<{ folder: string; keys: BothKeys; set: string; texts: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-shares-'))
  folders.push(folder)
  const keys = someKeys()
  const shares = await makeKeyShares(folder, keys)
  assert.ok(shares.ok)
  return {
    folder,
    keys,
    set: shares.value.set,
    texts: shares.value.shares.map((one) => shareLines(one).join('\n')),
  }
}

async function fault(folder: string, typed: readonly string[]): Promise<unknown> {
  const opened = await openByShares(folder, typed)
  assert.ok(!opened.ok)
  return opened.fault
}

describe('key shares', () => {
  test('any two of three open the keys of both servers, typed as people type', async () => {
    const { folder, keys, texts } = await made()
    for (const [a, b] of [
      [0, 1],
      [2, 0],
      [1, 2],
    ] as const) {
      const typed = [
        texts[a]?.toLowerCase().replaceAll('0', 'o') ?? '',
        texts[b]?.replaceAll('\n', ' ') ?? '',
      ]
      const opened = await openByShares(folder, typed)
      assert.ok(opened.ok, JSON.stringify(opened))
      assert.deepEqual(opened.value.keys, keys)
      assert.deepEqual(opened.value.numbers, [a + 1, b + 1])
    }
    assert.ok((await openByShares(folder, texts)).ok, 'three as well')
  })

  test('one is not enough, nor is the same twice', async () => {
    const { folder, texts } = await made()
    const [first = ''] = texts
    assert.deepEqual(await fault(folder, [first]), { code: 'too-few', have: 1, need: 2 })
    assert.deepEqual(await fault(folder, []), { code: 'too-few', have: 0, need: 2 })
    assert.deepEqual(await fault(folder, [first, first]), { code: 'same-share', number: 1 })
  })

  test('a share of another folder, or of an earlier making, is named', async () => {
    const ours = await made()
    const theirs = await made()
    assert.deepEqual(await fault(ours.folder, [ours.texts[0] ?? '', theirs.texts[1] ?? '']), {
      code: 'other-set',
      given: 2,
      have: theirs.set,
      need: ours.set,
    })
    assert.ok((await makeKeyShares(ours.folder, ours.keys)).ok)
    assert.equal((await openByShares(ours.folder, ours.texts)).ok, false)
  })

  test('a wrong letter is found in its line, and a share that was cut is none', async () => {
    const { folder, texts } = await made()
    const [first = '', second = ''] = texts
    const lines = first.split('\n')
    const letter = lines[3]?.charAt(6) === '7' ? '8' : '7'
    lines[3] = `${lines[3]?.slice(0, 6) ?? ''}${letter}${lines[3]?.slice(7) ?? ''}`
    assert.deepEqual(await fault(folder, [second, lines.join('\n')]), {
      code: 'share-damaged',
      given: 2,
      number: 1,
      lines: [3],
    })
    assert.deepEqual(await fault(folder, [first.slice(0, -1), second]), {
      code: 'not-a-share',
      given: 1,
      have: 72,
      need: 73,
    })
    assert.deepEqual(await fault(folder, ['', second]), { code: 'not-a-share', given: 1, have: 0, need: 73 })
  })

  test('shares that were made up fit their own letters and open nothing', async () => {
    const { folder, set, texts } = await made()
    for (const bytes of [randomBytes(33), Buffer.alloc(33), Buffer.alloc(33, 1)])
      assert.deepEqual(await fault(folder, [texts[0] ?? '', shareText({ set, number: 2, bytes })]), {
        code: 'do-not-fit',
      })
  })

  test('a folder without shares says so, and a damaged file opens nothing', async () => {
    const { folder, texts } = await made()
    writeFileSync(join(folder, 'shares.json'), '{"v":1}')
    assert.deepEqual(await fault(folder, texts), {
      code: 'not-a-share-file',
      path: join(folder, 'shares.json'),
    })
    rmSync(join(folder, 'shares.json'))
    assert.deepEqual(await fault(folder, texts), { code: 'no-shares', path: join(folder, 'shares.json') })
  })

  test('every share comes back as it was printed, and one wrong letter never passes for another share’s number', () => {
    property(
      forAll(
        uint8Array({ minLength: 33, maxLength: 33 }),
        nat(8),
        constantFrom('AB12', '0000'),
        (bytes, index, set) => {
          const share = { set, number: index + 1, bytes }
          for (const text of [shareText(share), shareLines(share).join('\n')]) {
            const read = parseShare(text)
            assert.ok(read.ok)
            assert.deepEqual(read.value, share)
          }
        },
      ),
    )
  })
})
