import type { RescueLine } from '@codedark/domain/triage'

/** Says an instant on the hospital's clock. */
export type Moment = (at: string | null) => string

/** A key protector and what became of it: 'recovery password 1A2B3C4D: made 20:05, removed 20:09; no backup of its key seen'. */
export function protectorWords(protector: RescueLine['protectors'][number], when: Moment): string {
  const { id, type, madeAt, removedAt, backedUpAt, backupFailedAt } = protector
  const parts = [
    madeAt === null ? null : `made ${when(madeAt)}`,
    removedAt === null ? null : `removed ${when(removedAt)}`,
    backedUpAt === null ? null : `key backed up ${when(backedUpAt)}`,
    backupFailedAt === null ? null : `backup of its key failed ${when(backupFailedAt)}`,
    backedUpAt === null && backupFailedAt === null ? 'no backup of its key seen' : null,
  ].filter((part) => part !== null)
  return `${type}${id === '' ? '' : ` ${id}`}: ${parts.join(', ')}`
}

/** Notes that every line of a group has: said once above them, so that a sheet of 60 lines stays short. None of a single line. */
export function commonNotes(lines: readonly RescueLine[]): RescueLine['notes'] {
  const [first, ...rest] = lines
  if (first === undefined || rest.length === 0) return []
  return first.notes.filter(({ text }) => rest.every((line) => line.notes.some((note) => note.text === text)))
}

/** Whether a note of the line says this already. */
export function told(line: RescueLine, words: string): boolean {
  return line.notes.some(({ text }) => text.includes(words))
}
