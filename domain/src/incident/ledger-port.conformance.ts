import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LedgerPort } from './ledger-port.ts'
import { MAX_ENTRY_BYTES } from './limits.ts'

/** A ledger that a suite opens and closes as often as it needs. */
export interface ConformingLedger extends LedgerPort {
  close(): void
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const kept = (name: string): { commitment: string; salt: Uint8Array; text: string } => ({
  commitment: name.padEnd(64, '0'),
  salt: bytes(name.padEnd(32, '.')),
  text: `text of ${name}`,
})

/** What every adapter of the port holds to. `fresh` gives a way to open one new, empty ledger again and again. */
export function ledgerPortConformance(adapter: string, fresh: () => () => ConformingLedger): void {
  const headOf = (ledger: LedgerPort): { size: number; root: string } => {
    const head = ledger.head()
    assert.ok(head.ok, JSON.stringify(head))
    return head.value
  }
  const write = (ledger: LedgerPort, ...entries: readonly string[]): void => {
    const done = ledger.append(headOf(ledger), { entries: entries.map(bytes), texts: [], remove: [] })
    assert.ok(done.ok, JSON.stringify(done))
  }
  const texts = (ledger: LedgerPort, from = 0): string[] => {
    const read = ledger.read(from)
    assert.ok(read.ok, JSON.stringify(read))
    return read.value.map((entry) => new TextDecoder().decode(entry))
  }

  describe(`${adapter} keeps the port of the ledger`, () => {
    test('is empty at first, without a checkpoint', () => {
      const ledger = fresh()()
      assert.equal(headOf(ledger).size, 0)
      assert.deepEqual(texts(ledger), [])
      assert.equal(ledger.checkpoint(), null)
      ledger.close()
    })

    test('gives back what was appended, in order, to every reader and after it was closed', () => {
      const open = fresh()
      const [writer, reader] = [open(), open()]
      write(writer, 'one', 'two')
      assert.deepEqual(texts(reader), ['one', 'two'])
      write(reader, 'three')
      assert.deepEqual(texts(writer, 1), ['two', 'three'])
      assert.deepEqual(headOf(writer), headOf(reader))
      const head = headOf(writer)
      writer.close()
      reader.close()
      const again = open()
      assert.deepEqual(headOf(again), head)
      assert.deepEqual(texts(again), ['one', 'two', 'three'])
      again.close()
    })

    test('refuses a writer that was second with the head that stands now, and writes nothing of it', () => {
      const open = fresh()
      const [first, second] = [open(), open()]
      const stale = headOf(second)
      write(first, 'one')
      const late = second.append(stale, { entries: [bytes('late')], texts: [kept('late')], remove: [] })
      assert.ok(!late.ok && late.fault.code === 'moved')
      assert.deepEqual(late.fault.head, headOf(first))
      assert.deepEqual(texts(first), ['one'])
      assert.equal(first.text(kept('late').commitment).state, 'missing')
      for (const ledger of [first, second]) ledger.close()
    })

    test('takes a batch whole or not at all', () => {
      const ledger = fresh()()
      const long = new Uint8Array(MAX_ENTRY_BYTES + 1)
      const refused = ledger.append(headOf(ledger), {
        entries: [bytes('fits'), long],
        texts: [kept('beside')],
        remove: [],
      })
      assert.ok(!refused.ok && refused.fault.code === 'entry-too-long')
      assert.equal(headOf(ledger).size, 0)
      assert.equal(ledger.text(kept('beside').commitment).state, 'missing')
      const longest = ledger.append(headOf(ledger), {
        entries: [new Uint8Array(MAX_ENTRY_BYTES)],
        texts: [],
        remove: [],
      })
      assert.ok(longest.ok && longest.value.size === 1)
      ledger.close()
    })

    test('removes a text in the step that says so, from every reader, and leaves the entries and other texts', () => {
      const open = fresh()
      const [writer, reader] = [open(), open()]
      const both = [kept('a'), kept('b')]
      assert.ok(writer.append(headOf(writer), { entries: [bytes('one')], texts: both, remove: [] }).ok)
      const removal = { entries: [bytes('two')], texts: [], remove: [kept('a').commitment] }
      assert.ok(writer.append(headOf(writer), removal).ok)
      for (const ledger of [writer, reader]) {
        assert.equal(ledger.text(kept('a').commitment).state, 'missing')
        assert.notEqual(ledger.text(kept('b').commitment).state, 'missing')
        assert.deepEqual(texts(ledger), ['one', 'two'])
        ledger.close()
      }
    })

    test('signs a checkpoint of the size and root that it acknowledges', () => {
      const ledger = fresh()()
      write(ledger, 'one', 'two', 'three')
      const [, size, root = ''] = (ledger.checkpoint() ?? '').split('\n')
      assert.equal(size, '3')
      assert.equal(Buffer.from(root, 'base64').toString('hex'), headOf(ledger).root)
      ledger.close()
    })
  })
}
