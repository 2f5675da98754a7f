import { mkdirSync, readdirSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { READY_CHECKS, readyPage } from '@codedark/domain/downtime'
import type { ReadyCheck, ReadyPage, ReadySaid } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, faultOf, writeDurably } from '@codedark/files'
import type { DataFolder } from '@codedark/files'
import { careStatus } from '../copy/copy-now.ts'
import { localWords } from '../local-words.ts'
import type { OpenedCare } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'
import { sourceNow } from '../show.ts'
import { careSettings } from '../settings.ts'

const saidShape = z.strictObject({
  check: z.enum(READY_CHECKS),
  at: z.iso.datetime(),
  by: z.string().min(1).max(200),
  works: z.boolean(),
  words: z.string().min(1).max(500),
})
const pageShape = z.object({
  at: z.iso.datetime(),
  lines: z.array(
    z.object({
      what: z.string(),
      state: z.enum(['would-not-work', 'not-checked', 'fine']),
      words: z.string(),
    }),
  ),
  counts: z.object({ 'would-not-work': z.number(), 'not-checked': z.number(), fine: z.number() }),
})
/** Words of people that are kept: four years of every check each day. */
const MAX_SAID = 10_000

const readyFolder = (folder: DataFolder): string => join(folder.careFolder, 'ready')
const saidPath = (folder: DataFolder): string => join(readyFolder(folder), 'said.json')

/** Keeps what somebody saw: a test print, paper, toner, shares tried. Nothing of a patient belongs in it. The fault is a sentence. */
export function sayReady(folder: DataFolder, said: ReadySaid): Result<null, string> {
  const before = readSaid(folder)
  if (!before.ok) return before
  const checked = saidShape.safeParse(said)
  if (!checked.success) return failed('The words must be 1 to 500 characters, the name 1 to 200.')
  const all = [...before.value, checked.data].slice(-MAX_SAID)
  return write(folder, saidPath(folder), `${JSON.stringify(all)}\n`)
}

/** What would work tonight; it is kept as the page of its day. The fault is a sentence. */
export async function readyNow(care: OpenedCare, now: string): Promise<Result<ReadyPage, string>> {
  const { folder, vault } = care
  const said = readSaid(folder)
  if (!said.ok) return said
  const current = vault.current()
  if (!current.ok) return failed(vaultSentence(current.fault))
  const since = careStatus(care, now)
  if (!since.ok) return since
  const generations = vault.generations()
  if (!generations.ok) return failed(vaultSentence(generations.fault))
  const packets = vault.packets()
  if (!packets.ok) return failed(vaultSentence(packets.fault))
  const source = current.value === null ? null : await sourceNow(care, now)
  if (source !== null && !source.ok) return source
  const header = source?.value.header
  const newest = generations.value[0]
  const page = readyPage({
    now,
    copyNow: header?.now ?? now,
    generation: current.value,
    heldBack: newest?.state === 'held-back' ? newest.heldBack : null,
    damaged: care.damaged?.generation ?? null,
    secondCopy: { set: careSettings(folder).secondCopy !== null, oneCopyOnlySince: since.value },
    wards: source?.value.copy.wards ?? [],
    packets: new Map(packets.value.map((one) => [one.ward, one])),
    freeBytes: freeBytes(folder.path),
    said: newestOf(said.value),
    local: localWords(careSettings(folder).timeZone),
  })
  const kept = keepPage(folder, page)
  return kept.ok ? ok(page) : kept
}

/** The last page of each day, newest first; one that cannot be read is left out and counted. */
export function readyHistory(folder: DataFolder): {
  readonly pages: readonly ReadyPage[]
  readonly unreadable: number
} {
  const pages: ReadyPage[] = []
  let unreadable = 0
  for (const name of pageNames(folder)) {
    const page = parse(pageShape, join(readyFolder(folder), name))
    if (page === null) unreadable += 1
    else pages.push(page)
  }
  return { pages, unreadable }
}

/** Whether a page of this day (UTC) is kept. */
export function hasReadyPage(folder: DataFolder, now: string): boolean {
  return pageNames(folder).includes(`${now.slice(0, 10)}.json`)
}

function pageNames(folder: DataFolder): readonly string[] {
  try {
    return readdirSync(readyFolder(folder))
      .filter((name) => /^\d{4}-\d\d-\d\d\.json$/u.test(name))
      .toSorted()
      .toReversed()
  } catch {
    return []
  }
}

function keepPage(folder: DataFolder, page: ReadyPage): Result<null, string> {
  return write(folder, join(readyFolder(folder), `${page.at.slice(0, 10)}.json`), `${JSON.stringify(page)}\n`)
}

function write(folder: DataFolder, path: string, content: string): Result<null, string> {
  try {
    mkdirSync(readyFolder(folder), { recursive: true, mode: 0o700 })
  } catch (error) {
    return failed(describeFileFault(faultOf(error, readyFolder(folder))))
  }
  const written = writeDurably(path, content)
  return written.ok ? ok(null) : failed(describeFileFault(written.fault))
}

/** A file that cannot be read is a fault and not "nothing said": what would not work must not be forgotten. */
function readSaid(folder: DataFolder): Result<readonly ReadySaid[], string> {
  let text: string
  try {
    text = readFileSync(saidPath(folder), 'utf8')
  } catch (error) {
    const fault = faultOf(error, saidPath(folder))
    return fault.code === 'not-found' ? ok([]) : failed(describeFileFault(fault))
  }
  const said = parseText(z.array(saidShape), text)
  return said === null ? failed(`${saidPath(folder)}: is damaged; move it away to begin anew.`) : ok(said)
}

function parse<Shape>(shape: z.ZodType<Shape>, path: string): Shape | null {
  try {
    return parseText(shape, readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function parseText<Shape>(shape: z.ZodType<Shape>, text: string): Shape | null {
  try {
    const read = shape.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

function newestOf(said: readonly ReadySaid[]): ReadonlyMap<ReadyCheck, ReadySaid> {
  const newest = new Map<ReadyCheck, ReadySaid>()
  for (const one of said) newest.set(one.check, one)
  return newest
}

function freeBytes(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  } catch {
    return null
  }
}
