import assert from 'node:assert/strict'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { feedPrivateKey, feedPublicKey, openJournal, readJournal } from './index.ts'
import type { Arrival, Journal, Kept } from './index.ts'

const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const KEY = feedPrivateKey(new Uint8Array(32).fill(7))
const OTHER_KEY = feedPrivateKey(new Uint8Array(32).fill(8))

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-journal-'))
  folders.push(folder)
  return folder
}

function open(folder: string): Journal {
  const opened = openJournal({
    folder,
    publicKey: feedPublicKey(KEY),
    hashKey: new Uint8Array(32).fill(9),
  })
  assert.ok(opened.ok)
  return opened.value
}

const arrival = (id: string | null, text: string, readable = true): Arrival => ({
  feed: 'adt',
  receivedAt: new Date('2021-01-17T19:46:00Z'),
  bytes: Buffer.from(text),
  id: id === null ? null : ['ADT1', 'H', id],
  readable,
})

async function keep(journal: Journal, ...arrivals: readonly Arrival[]): Promise<readonly Kept[]> {
  const kept = await journal.keep(arrivals)
  assert.ok(kept.ok)
  return kept.value
}

/** What is read back, in short. */
function readAll(folder: string, key = KEY): readonly string[] {
  return [...readJournal(folder, key)].map((item) =>
    item.kind === 'fault'
      ? `!${item.code} ${item.place.segment}/${item.place.index}`
      : Buffer.from(item.bytes).toString(),
  )
}

describe('the journal of the collector', () => {
  it('gives back what it kept, in order, with feed and time, to the vault key alone', async () => {
    const folder = newFolder()
    const journal = open(folder)
    await keep(journal, arrival('1', 'first'), arrival('2', 'second'))
    await keep(journal, arrival('3', 'thïrd'))
    await journal.close()
    assert.deepEqual(readAll(folder), ['first', 'second', 'thïrd'])
    const [item] = readJournal(folder, KEY)
    assert.ok(item?.kind === 'message')
    assert.deepEqual([item.feed, item.receivedAt.toISOString()], ['adt', '2021-01-17T19:46:00.000Z'])
    assert.deepEqual(readAll(folder, OTHER_KEY), ['!seal-broken 1/0', '!seal-broken 1/1', '!seal-broken 1/2'])
  })
  it('holds no word of a message in clear', async () => {
    const folder = newFolder()
    const journal = open(folder)
    await keep(journal, arrival('M0000001', 'Dubois^Marie'))
    await journal.close()
    const bytes = readFileSync(join(folder, readdirSync(folder)[0] ?? '')).toString('latin1')
    for (const word of ['Dubois', 'Marie', 'M0000001', 'adt']) assert.ok(!bytes.includes(word))
  })
  it('knows the same message again, also after a restart, and sets another one under its id apart', async () => {
    const folder = newFolder()
    const journal = open(folder)
    assert.deepEqual(await keep(journal, arrival('1', 'a'), arrival('1', 'a')), ['message', 'known'])
    await journal.close()
    const again = open(folder)
    assert.equal(again.known, 1)
    assert.deepEqual(
      await keep(again, arrival('1', 'a'), arrival('1', 'b'), arrival(null, 'a'), arrival(null, 'a')),
      ['known', 'same-id-other-content', 'message', 'message'],
    )
    assert.deepEqual(await keep(again, arrival(null, 'junk', false)), ['unreadable'])
    await again.close()
    const kinds = [...readJournal(folder, KEY)].map((item) => item.kind === 'message' && item.as)
    assert.deepEqual(kinds, ['message', 'same-id-other-content', 'message', 'message', 'unreadable'])
  })
  it('goes on from a place', async () => {
    const folder = newFolder()
    for (const round of [1, 2]) {
      const journal = open(folder)
      await keep(journal, arrival(`${round}a`, `${round}a`), arrival(`${round}b`, `${round}b`))
      await journal.close()
    }
    const from = (segment: number, index: number): readonly string[] =>
      [...readJournal(folder, KEY, { segment, index })].map((item) =>
        item.kind === 'message' ? Buffer.from(item.bytes).toString() : item.code,
      )
    assert.deepEqual(from(1, 1), ['1b', '2a', '2b'])
    assert.deepEqual(from(2, 2), [])
  })
  it('cut anywhere, it gives back the records before the cut and says that one is unfinished', async () => {
    const folder = newFolder()
    const journal = open(folder)
    await keep(journal, arrival('1', 'first'), arrival('2', 'second'))
    await journal.close()
    const path = join(folder, readdirSync(folder)[0] ?? '')
    const whole = readFileSync(path)
    for (let length = whole.length - 1; length >= 0; length -= 1) {
      truncateSync(path, length)
      const read = readAll(folder)
      assert.ok(read.every((one, at) => one === ['first', 'second'][at] || one.startsWith('!unfinished')))
      const next = open(folder)
      await keep(next, arrival('3', 'after'))
      await next.close()
      assert.equal(readAll(folder).at(-1), 'after')
      rmSync(join(folder, '000002.journal'))
    }
  })
  it('one changed byte never gives another message, and costs no record but its own', async () => {
    const folder = newFolder()
    const journal = open(folder)
    const texts = ['first', 'second', 'third']
    await keep(journal, ...texts.map((text) => arrival(text, text)))
    await journal.close()
    const path = join(folder, readdirSync(folder)[0] ?? '')
    const whole = readFileSync(path)
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(whole)
        changed[at] = (changed[at] ?? 0) ^ change
        writeFileSync(path, changed)
        const read = readAll(folder)
        assert.ok(read.every((one) => one.startsWith('!') || texts.includes(one)))
        assert.ok(read.some((one) => one.startsWith('!')))
        // A changed length loses what follows; a changed magic loses all; else just one.
        const lengthOrMagic = read.some((one) => /lost|unfinished|not-a-segment|damaged/u.test(one))
        assert.ok(lengthOrMagic || read.filter((one) => !one.startsWith('!')).length === 2)
      }),
      { numRuns: 400 },
    )
  })
  it('a segment in the place of another is found', async () => {
    const folder = newFolder()
    const journal = open(folder)
    await keep(journal, arrival('1', 'first'))
    await journal.close()
    renameSync(join(folder, '000001.journal'), join(folder, '000005.journal'))
    assert.deepEqual(readAll(folder), ['!seal-broken 5/0'])
  })
  it('says so when the disk takes nothing, promises nothing, and takes the same message later', async () => {
    const folder = newFolder()
    const journal = open(folder)
    rmSync(folder, { recursive: true })
    const refused = await journal.keep([arrival('1', 'a')])
    assert.equal(refused.ok ? '' : refused.fault.code, 'cannot-write')
    mkdirSync(folder)
    assert.deepEqual(await keep(journal, arrival('1', 'a')), ['message'])
    await journal.close()
    assert.deepEqual(readAll(folder), ['a'])
  })
})
