import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  downtimeNumber,
  MAX_DOWNTIME_NUMBERS,
  NUMBER_LETTERS,
  partsOfNumber,
  WORKSTATION_CHARS,
} from '@codedark/domain/downtime'
import type { PatientsState } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, faultOf, writeDurably } from '@codedark/files'
import type { DataFolder } from '@codedark/files'
import { z } from 'zod'

const stored = z.strictObject({
  v: z.literal(1),
  workstation: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{5}$/u),
  next: z.number().int().min(1),
})
type Workstation = z.infer<typeof stored>

/**
 * The next downtime number of this computer. Its name and how far its range is used lie beside the vault, on this disk only: a
 * vault that is copied or restored takes neither along, so two laptops that hold the same vault and cannot see each other give
 * different numbers, and a restore of yesterday's vault gives none twice. It is on disk before it is given. The fault is a sentence.
 */
export function nextNumber(folder: DataFolder, { said }: PatientsState): Result<string, string> {
  const used = [...said.keys()].flatMap((id) => partsOfNumber(id) ?? [])
  const held = readWorkstation(folder, new Set(used.map(({ workstation }) => workstation)))
  if (!held.ok) return held
  const { workstation, next } = held.value
  const own = used.filter((one) => one.workstation === workstation).map(({ n }) => n)
  const n = Math.max(next, ...own.map((one) => one + 1))
  if (n > MAX_DOWNTIME_NUMBERS)
    return failed('This computer has given all of its downtime numbers: take the patient in at another.')
  const kept = writeDurably(pathOf(folder), JSON.stringify({ v: 1, workstation, next: n + 1 }))
  if (!kept.ok) return failed(`No downtime number could be set aside: ${describeFileFault(kept.fault)}`)
  return ok(downtimeNumber(folder.kind, workstation, n))
}

const pathOf = (folder: DataFolder): string => join(folder.careFolder, 'workstation.json')

/** A file that is damaged is not written over with a range that may be in use: a new name is drawn. */
function readWorkstation(folder: DataFolder, taken: ReadonlySet<string>): Result<Workstation, string> {
  const path = pathOf(folder)
  try {
    const parsed = stored.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (parsed.success) return ok(parsed.data)
  } catch (error) {
    if (!(error instanceof SyntaxError)) {
      const fault = faultOf(error, path)
      if (fault.code !== 'not-found') return failed(describeFileFault(fault))
    }
  }
  let workstation = drawName()
  while (taken.has(workstation)) workstation = drawName()
  return ok({ v: 1, workstation, next: 1 })
}

const drawName = (): string =>
  [...randomBytes(WORKSTATION_CHARS)]
    .map((byte) => NUMBER_LETTERS.charAt(byte % NUMBER_LETTERS.length))
    .join('')
