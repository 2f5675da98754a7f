import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { holdBack } from './hold-back.ts'
import type { Generation, Manifest, Part, VaultPort } from './vault-port.ts'

/** A place for vaults: `open` gives a new handle on the same vault, as a program started again would. */
export interface VaultPlace {
  open(): VaultPort
}

const AT = '2021-01-17T19:31:00.000Z'

/** A manifest of a hospital with these wards. */
export function sampleManifest(wards: readonly (readonly [string, number])[]): Manifest {
  const inpatients = wards.reduce((sum, [, patients]) => sum + patients, 0)
  return {
    takenAt: AT,
    source: 'export',
    asOf: { patients: AT, orders: AT, administrations: AT, allergies: AT, results: null },
    counts: {
      inpatients,
      orders: inpatients * 9,
      allergies: inpatients,
      resources: inpatients * 50,
      wards: wards.map(([id, patients]) => ({ id, name: `Ward ${id}`, patients })),
    },
    faults: 1,
    faultList: [{ code: 'not-json', file: 'Patient.ndjson', line: 7 }],
  }
}

/** Parts of a generation whose content tells which it is. */
export function sampleParts(word: string): readonly Part[] {
  return [
    { kind: 'frame', bytes: Buffer.from(`{"frame":"${word}"}`) },
    { kind: 'patients', bytes: Buffer.from(`["${word}"]`) },
    { kind: 'received', bytes: Buffer.alloc(5000, word) },
  ]
}

let ids = 0
const outgoing = (): { id: string; json: string } => ({ id: String((ids += 1)), json: '{}' })

/** Keeps a generation under the rule that holds back. */
export function keepSample(vault: VaultPort, word: string, manifest: Manifest): Generation {
  const kept = vault.keep(manifest, sampleParts(word), (current) => holdBack(current, manifest), outgoing)
  assert.ok(kept.ok, JSON.stringify(kept))
  return kept.value
}

/** What every vault must do; `place` makes a new, empty one. */
export function vaultConformance(name: string, place: () => VaultPlace): void {
  describe(name, () => {
    test('has nothing current at first', () => {
      const vault = place().open()
      assert.deepEqual(vault.current(), { ok: true, value: null })
      assert.deepEqual(vault.generations(), { ok: true, value: [] })
      vault.close()
    })

    test('keeps a generation whole, and another handle reads the same bytes and hash', () => {
      const at = place()
      const vault = at.open()
      const kept = keepSample(vault, 'one', sampleManifest([['a', 20]]))
      assert.equal(kept.state, 'current')
      const other = at.open()
      const parts = other.parts(kept.generation)
      assert.ok(parts.ok)
      assert.deepEqual(
        parts.value.map(({ kind, bytes }) => [kind, Buffer.from(bytes).toString('utf8')]),
        sampleParts('one').map(({ kind, bytes }) => [kind, Buffer.from(bytes).toString('utf8')]),
      )
      const current = other.current()
      assert.ok(current.ok)
      assert.equal(current.value?.sha256, kept.sha256)
      assert.deepEqual(current.value?.faultList, sampleManifest([]).faultList)
      other.close()
      vault.close()
    })

    test('holds a shrunken generation back until a person takes it, and says who', () => {
      const at = place()
      const vault = at.open()
      const first = keepSample(vault, 'one', sampleManifest([['a', 20]]))
      const held = keepSample(vault, 'two', sampleManifest([['a', 9]]))
      assert.equal(held.state, 'held-back')
      assert.match(held.heldBack ?? '', /9 inpatients/)
      const still = vault.current()
      assert.equal(still.ok && still.value?.generation, first.generation)
      const taken = vault.accept(null, { by: 'A. Person', at: AT }, outgoing)
      assert.ok(taken.ok)
      assert.deepEqual(
        [taken.value.generation, taken.value.state, taken.value.acceptedBy],
        [held.generation, 'current', 'A. Person'],
      )
      const again = vault.accept(null, { by: 'A. Person', at: AT }, outgoing)
      assert.equal(again.ok || again.fault.code, 'no-such-generation')
      vault.close()
      const later = at.open().current()
      assert.equal(later.ok && later.value?.generation, held.generation)
    })

    test('a held-back generation is not taken once a newer one is in use', () => {
      const vault = place().open()
      keepSample(vault, 'one', sampleManifest([['a', 20]]))
      const held = keepSample(vault, 'two', sampleManifest([['a', 9]]))
      keepSample(vault, 'three', sampleManifest([['a', 21]]))
      const late = vault.accept(held.generation, { by: null, at: AT }, outgoing)
      assert.equal(late.ok || late.fault.code, 'older-than-current')
      vault.close()
    })

    test('gives no serial twice: neither to two at once, nor after a start, nor what was reserved and lost', () => {
      const at = place()
      const vault = at.open()
      const other = at.open()
      const [one, two] = [vault.reserveSheets(100), other.reserveSheets(100)]
      assert.ok(one.ok && two.ok)
      assert.ok(two.value >= one.value + 100)
      const draft = {
        ...{ ward: 'a', wardName: 'Ward a', generation: 1, printedAt: AT, serialPrefix: 'DRILL-' },
        ...{ reserved: 100, sheets: 40, patients: 20, pdf: Buffer.from('pdf'), by: null },
      }
      const first = other.writePacket({ ...draft, firstSerial: two.value }, outgoing)
      assert.ok(first.ok)
      assert.match(first.value.firstSerial, /^DRILL-\d{6}$/)
      // `one` was reserved by a program that was killed: its numbers are gone for ever.
      vault.close()
      other.close()
      const later = at.open()
      const third = later.reserveSheets(1)
      assert.ok(third.ok)
      assert.equal(third.value, two.value + 40)
      const twice = later.writePacket(
        { ...draft, firstSerial: two.value + 39, reserved: 2, sheets: 1 },
        outgoing,
      )
      assert.equal(twice.ok || twice.fault.code, 'serials-not-reserved')
      const never = later.writePacket({ ...draft, firstSerial: 900_000 }, outgoing)
      assert.equal(never.ok || never.fault.code, 'serials-not-reserved')
      const pdf = later.pdf(first.value.firstSerial)
      assert.equal(pdf.ok && Buffer.from(pdf.value ?? []).toString(), 'pdf')
      later.close()
    })

    test('lists the last packet of each ward', () => {
      const vault = place().open()
      for (const ward of ['a', 'b', 'a']) {
        const first = vault.reserveSheets(10)
        assert.ok(first.ok)
        const written = vault.writePacket(
          {
            ...{
              ward,
              wardName: ward,
              generation: 1,
              printedAt: AT,
              serialPrefix: '',
              firstSerial: first.value,
            },
            ...{ reserved: 10, sheets: 10, patients: 1, pdf: Buffer.from(ward), by: 'B. Person' },
          },
          outgoing,
        )
        assert.ok(written.ok)
      }
      const listed = vault.packets()
      assert.ok(listed.ok)
      assert.deepEqual(
        listed.value.map(({ ward, firstSerial }) => [ward, Number(firstSerial)]),
        [
          ['b', 11],
          ['a', 21],
        ],
      )
      vault.close()
    })

    test('notes who looked, and moves its mark with every write', () => {
      const vault = place().open()
      const before = vault.mark()
      const seen = { at: AT, by: 'C. Person', what: 'looked', ward: 'a', patient: 'p1' } as const
      assert.ok(vault.note([seen, { ...seen, by: null }]).ok)
      const listed = vault.accesses(10)
      assert.deepEqual(listed.ok && listed.value, [{ ...seen, by: null }, seen])
      const after = vault.mark()
      assert.ok(before.ok && after.ok && after.value > before.value)
      vault.close()
    })

    test('the care log is appended to by who has read all of it, and by nobody else', () => {
      const at = place()
      const [vault, other] = [at.open(), at.open()]
      const row = { at: AT, by: 'ward-lead-1', byName: 'D. Person', json: '{"type":"x"}' }
      assert.deepEqual(vault.appendCareLog(0, [row, { ...row, byName: null }], [outgoing()]), {
        ok: true,
        value: 2,
      })
      const late = other.appendCareLog(0, [row], [outgoing()])
      assert.deepEqual(late.ok || late.fault, { code: 'log-moved-on', size: 2 })
      assert.equal(other.appendCareLog(2, [{ ...row, json: '{"type":"y"}' }], []).ok, true)
      vault.close()
      other.close()
      const later = at.open()
      assert.deepEqual(later.careLog(1), {
        ok: true,
        value: [
          { ...row, n: 2, byName: null },
          { ...row, n: 3, json: '{"type":"y"}' },
        ],
      })
      const waiting = later.outgoing()
      assert.equal(waiting.ok && waiting.value.length, 1)
      later.close()
    })

    test('what waits to be handed over is there until it is said to be', () => {
      const at = place()
      const vault = at.open()
      keepSample(vault, 'one', sampleManifest([['a', 3]]))
      vault.close()
      const later = at.open()
      const waiting = later.outgoing()
      assert.ok(waiting.ok)
      assert.equal(waiting.value.length, 1)
      assert.ok(later.handedOver(waiting.value[0]?.id ?? '').ok)
      assert.deepEqual(later.outgoing(), { ok: true, value: [] })
      later.close()
    })
  })
}
