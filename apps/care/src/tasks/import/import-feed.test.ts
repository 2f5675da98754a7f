import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Generation } from '@codedark/domain/downtime'
import { feedPublicKey, openJournal } from '@codedark/journal'
import type { Result } from '@codedark/domain/result'
import { drillFolder, openSmall } from '../../testing/small-hospital.ts'
import type { OpenedCare } from '../open-care.ts'
import { censusOf } from '../show.ts'
import { importFeed } from './import-copy.ts'

const AT = new Date('2021-01-17T20:00:00Z')
const now = (): string => '2021-01-17T21:00:00.000Z'
const message = (event: string, id: string, ...segments: readonly string[]): string =>
  [`MSH|^~\\&|ADT1|H|CODEDARK|H|20210117||${event}|${id}|P|2.5|||||||UNICODE UTF-8`, ...segments, ''].join(
    '\r',
  )
const admission = (who: string, bed: string): string =>
  message(
    'ADT^A01',
    `A${who}`,
    `PID|1||${who}^^^H^MR||Verzonnen${who}^Ann||19500101|F`,
    `PV1|1|I|MED^${bed}^A^SITE|||||||||||||||V${who}^^^H^VN`,
    'AL1|1|DA|^Penicilline^L|SV|Rash',
  )
const order = (who: string): string =>
  message(
    'RDE^O11',
    `R${who}`,
    `PID|1||${who}^^^H^MR`,
    `ORC|NW|RX${who}`,
    'RXE||^Bisoprolol^L|2.5||mg',
    'TQ1|1||Q24H',
    'RXR|PO',
  )

async function journalOf(care: OpenedCare, messages: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-feed-'))
  const journal = openJournal({
    folder: join(folder, 'journal'),
    publicKey: feedPublicKey(care.keys.feedKey),
    hashKey: new Uint8Array(32),
  })
  assert.ok(journal.ok)
  const kept = await journal.value.keep(
    messages.map((text, at) => ({
      feed: 'adt',
      receivedAt: AT,
      bytes: Buffer.from(text),
      id: ['ADT1', 'H', String(at)],
      readable: text.startsWith('MSH'),
    })),
  )
  assert.ok(kept.ok)
  await journal.value.close()
  return folder
}

const take = (care: OpenedCare, path: string, childPath?: string): Promise<Result<Generation, string>> =>
  importFeed(care, { path, now, childPath, onProgress: () => undefined })

test('what the collector sealed becomes a generation with its patients, drugs and allergies', async () => {
  const care = openSmall(drillFolder())
  const folder = await journalOf(care, [admission('1', '1'), admission('2', '2'), order('1')])
  const kept = await take(care, folder)
  assert.ok(kept.ok, JSON.stringify(kept))
  const { counts, faults, asOf, state } = kept.value
  assert.deepEqual(
    [counts.inpatients, counts.orders, counts.allergies, faults, state],
    [2, 1, 2, 0, 'current'],
  )
  assert.deepEqual([asOf.patients, asOf.administrations], [AT.toISOString(), null])
  const census = await censusOf(care, { ward: 'MED', by: 'A. Nurse', now: now() })
  assert.ok(census.ok)
  assert.deepEqual(
    census.value.rows.map(({ patient }) => patient?.familyName),
    ['Verzonnen1', 'Verzonnen2'],
  )
  care.vault.close()
})

test('what cannot be read, and what is in quarantine, is told with its place, and the rest is taken', async () => {
  const care = openSmall(drillFolder())
  const folder = await journalOf(care, [
    'no message at all',
    admission('1', '1'),
    message('ADT^A01', 'X', 'PV1|1|I|MED^9'),
    message('ADT^A40', 'Y', 'PID|1||1^^^H^MR'),
    message('DFT^P03', 'Z', 'PID|1||1^^^H^MR'),
  ])
  const kept = await take(care, folder)
  assert.ok(kept.ok, JSON.stringify(kept))
  assert.equal(kept.value.counts.inpatients, 1)
  assert.deepEqual(
    kept.value.faultList.map(({ code, file, line }) => [code, file, line]),
    [
      ['quarantine-unreadable', '000001.journal', 1],
      ['hl7-segment-missing', '000001.journal', 3],
      ['hl7-segment-missing', '000001.journal', 4],
    ],
  )
  care.vault.close()
})

test('a message that ends the child is found, given up and told, and the rest is taken', async () => {
  const care = openSmall(drillFolder())
  const folder = await journalOf(care, [
    admission('1', '1'),
    admission('2', '2').replace('Ann', 'POISON'),
    admission('3', '3'),
  ])
  const kept = await take(care, folder, join(import.meta.dirname, '../../testing/child-that-dies.ts'))
  assert.ok(kept.ok, JSON.stringify(kept))
  assert.equal(kept.value.counts.inpatients, 2)
  const [fault] = kept.value.faultList
  assert.deepEqual([fault?.file, fault?.line], ['000001.journal', 2])
  assert.match(fault?.code ?? '', /message-given-up/u)
  care.vault.close()
})

test('a journal sealed to another vault is refused, saying so, and so is a folder that is not there', async () => {
  const care = openSmall(drillFolder())
  const other = openSmall(drillFolder())
  const folder = await journalOf(other, [admission('1', '1')])
  const refused = await take(care, folder)
  assert.match(refused.ok ? '' : refused.fault, /sealed to the key of another vault/u)
  const missing = await take(care, join(folder, 'none'))
  assert.match(missing.ok ? '' : missing.fault, /no such folder/u)
  care.vault.close()
  other.vault.close()
})

test('a byte changed on the disk is a fault with its place', async () => {
  const care = openSmall(drillFolder())
  const folder = await journalOf(care, [admission('1', '1'), admission('2', '2')])
  const path = join(folder, 'journal', readdirSync(join(folder, 'journal'))[0] ?? '')
  const bytes = readFileSync(path)
  const at = bytes.length - 3
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const kept = await take(care, folder)
  assert.ok(kept.ok, JSON.stringify(kept))
  assert.deepEqual(
    kept.value.faultList.map(({ code, line }) => [code, line]),
    [['journal-damaged', 2]],
  )
  care.vault.close()
})
