import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { localDay, localTime } from '@codedark/domain/board'
import { failed, ok, type Result } from '@codedark/domain/result'
import {
  describeFileFault,
  faultOf,
  readSettings,
  systemTimeZone,
  writeDurably,
  type DataFolder,
} from '@codedark/files'
import { drawCheckpointSheet, openPrinter } from '@codedark/paper'
import type { CommandLedger } from '../ledger/index.ts'
import { SHEET_EVERY_MS, SHEET_LOOK_MS } from './limits.ts'

/** What the keeping of sheets needs of the program around it. */
export interface KeepSheets {
  readonly folder: DataFolder
  readonly ledger: CommandLedger
  readonly now: () => string
  readonly onNote: (sentence: string) => void
}

/** Where the sheets lie: in the data folder, to be printed and taken away. */
export const sheetsFolder = (folder: DataFolder): string => join(folder.path, 'checkpoints')

/** `checkpoint-20261125T160000Z-42.pdf`: when it was made, and how many entries it covers. */
const NAME = /^checkpoint-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-(\d+)\.pdf$/u

/**
 * Writes the latest checkpoint as a sheet with a QR code, where the record has grown since the last sheet and that one is an
 * hour old. Gives the path, or null where none is due. The fault is a sentence.
 */
export async function writeDueSheet({
  folder,
  ledger,
  now,
}: Omit<KeepSheets, 'onNote'>): Promise<Result<string | null, string>> {
  const entries = ledger.state().log.length
  const note = ledger.checkpointAt(entries)
  const at = now()
  const into = sheetsFolder(folder)
  try {
    mkdirSync(into, { recursive: true, mode: 0o700 })
    const last = lastSheet(readdirSync(into))
    const grown = last === null || entries > last.entries
    const old = last === null || Date.parse(at) - last.atMs >= SHEET_EVERY_MS
    if (note === null || !grown || !old) return ok(null)
  } catch (error) {
    return failed(describeFileFault(faultOf(error, into)))
  }
  const settings = readSettings(folder)
  const zone = settings.ok ? settings.value.timeZone : systemTimeZone()
  const drawn = await drawCheckpointSheet(
    {
      hospital: settings.ok ? settings.value.hospital : 'Hospital not set',
      moment: `${localDay(at, zone)} ${localTime(at, at, zone)}`,
      ...{ entries, note, verifierKey: ledger.verifierKey },
    },
    { printer: openPrinter(), kind: folder.kind, printedAt: at },
  )
  const stamp = `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '')}Z`
  const path = join(into, `checkpoint-${stamp}-${entries}.pdf`)
  const written = writeDurably(path, drawn.bytes, 0o644)
  return written.ok ? ok(path) : failed(describeFileFault(written.fault))
}

function lastSheet(names: readonly string[]): { readonly atMs: number; readonly entries: number } | null {
  const [name] = names.filter((one) => NAME.test(one)).toSorted((one, other) => (one < other ? 1 : -1))
  const found = NAME.exec(name ?? '')
  if (found === null) return null
  const [, year, month, day, hour, minute, second, entries] = found.map(Number)
  const atMs = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
  return { atMs, entries: entries ?? 0 }
}

/** Looks each minute, while the board is served, whether a sheet is due; gives how to stop. What fails is told once and tried again. */
export function keepCheckpointSheets(options: KeepSheets): () => void {
  let told = ''
  const look = async (): Promise<void> => {
    const written = await writeDueSheet(options)
    const sentence = written.ok
      ? written.value && `${written.value}: the checkpoint of this hour. Print it, for somebody outside IT.`
      : `The checkpoint sheet was not written: ${written.fault}`
    if (sentence !== null && sentence !== told) options.onNote(sentence)
    told = sentence ?? ''
  }
  const timer = setInterval(() => void look(), SHEET_LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}
