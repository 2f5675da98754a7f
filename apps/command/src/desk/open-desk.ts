import { pageHeader, serverIds, type LogView } from '@codedark/domain/board'
import type { IncidentCommand } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import { openDataFolder, unlockKeys, type DataFolder, type Keys } from '@codedark/files'
import { estateOf } from '../tasks/estate/index.ts'
import { openCommandLedger, type CommandLedger } from '../tasks/ledger/index.ts'
import { boardInput, logLines, type DeskHoldings } from './board-input.ts'
import type { Desk } from './desk.ts'
import { heldFile } from './held.ts'
import { notRecorded } from './sentences.ts'

/** How often entries of other writers are looked for, in milliseconds. */
const REFRESH_MS = 1_000

/** What opens the command side of a data folder. */
export interface OpenedCommand {
  readonly folder: DataFolder
  readonly keys: Keys
  readonly ledger: CommandLedger
}

/** Opens a data folder with its passphrase. The fault is a sentence. */
export function openCommand(path: string, passphrase: string): Result<OpenedCommand, string> {
  const folder = openDataFolder(path)
  if (!folder.ok)
    return failed(
      `${path}: ${folder.fault.code === 'not-a-data-folder' ? 'is no data folder; codedark init makes one' : folder.fault.code}.`,
    )
  const keys = unlockKeys(folder.value.keysFolder, 'command', passphrase)
  if (!keys.ok)
    return failed(
      keys.fault.code === 'wrong-passphrase'
        ? 'The passphrase is not the one of this data folder.'
        : `The keys could not be opened: ${keys.fault.code}.`,
    )
  const ledger = openCommandLedger(folder.value, keys.value)
  if (!ledger.ok)
    return failed(`The record could not be opened: ${ledger.fault.code}. Run codedark ledger verify.`)
  return ok({ folder: folder.value, keys: keys.value, ledger: ledger.value })
}

/** The desk over an opened data folder: what the board's server works on. */
export function openDesk(opened: OpenedCommand, now: () => string): Result<Desk, string> {
  const { folder, ledger } = opened
  let held = readHoldings(opened)
  let heldAs = holdingsMark(ledger)
  if (!held.ok) return held
  const listeners = new Set<(size: number) => void>()
  const tell = (): void => {
    for (const listen of listeners) listen(ledger.state().log.length)
  }
  const stop = ledger.onChange(() => {
    // They are written before their entry, so an entry of an import or a run is the time to read them again.
    const mark = holdingsMark(ledger)
    if (mark !== heldAs) {
      const fresh = readHoldings(opened)
      if (fresh.ok) {
        held = fresh
        heldAs = mark
      }
    }
    tell()
  })
  const timer = setInterval(() => ledger.refresh(), REFRESH_MS)
  timer.unref()
  const input = (): ReturnType<Desk['input']> =>
    boardInput(ledger, held.ok ? held.value : nothing(folder), now())
  const submit = async (
    command: IncidentCommand,
    byName: string,
  ): Promise<Result<{ readonly entry: number }, string>> => {
    const recorded = ledger.submit(command, 'board', byName)
    return recorded.ok ? ok({ entry: recorded.value.from + 1 }) : failed(notRecorded(recorded.fault))
  }
  return ok({
    ...recorders(submit),
    input,
    size: () => ledger.state().log.length,
    knows: (server) => serverIds(input()).includes(server),
    story: (server) => {
      if (!serverIds(input()).includes(server)) return null
      const entries = logLines(ledger, ledger.state().log.length, ledger.state().log.length)
      return {
        evidence: [],
        contextFindings: null,
        entries: entries.filter((entry) => entry.server === server),
      }
    },
    log: (before, limit): LogView => {
      const size = ledger.state().log.length
      const from = before === null ? size : Math.min(before - 1, size)
      const lines = logLines(ledger, from, limit)
      return {
        header: pageHeader(input()),
        size,
        root: ledger.checkpoint()?.split('\n')[2] ?? '',
        lines,
        more: from > limit,
      }
    },
    onChange: (listen) => void listeners.add(listen),
    close: async () => {
      clearInterval(timer)
      stop()
      ledger.close()
    },
  })
}

type Submit = (
  command: IncidentCommand,
  byName: string,
) => Promise<Result<{ readonly entry: number }, string>>

/** The four forms of the board. */
function recorders(
  submit: Submit,
): Pick<Desk, 'recordSighting' | 'recordConnection' | 'recordPower' | 'recordComment'> {
  const utc = (at: string): string => new Date(at).toISOString()
  return {
    recordSighting: ({ server, kind, seenBy, seenAt, text, recordedBy }) =>
      submit(
        { type: 'RecordSighting', server, sighting: kind, seenBy, seenAt: utc(seenAt), text },
        recordedBy,
      ),
    recordConnection: ({ server, state, confidence, at, by, recordedBy }) =>
      submit(
        {
          type: 'RecordConnection',
          server,
          state,
          confidence,
          statedBy: by,
          statedAt: utc(at),
          cutByUs: state === 'isolated' || state === 'off',
        },
        recordedBy,
      ),
    recordPower: ({ server, state, confidence, at, by, recordedBy }) =>
      submit({ type: 'RecordPower', server, state, confidence, statedBy: by, statedAt: utc(at) }, recordedBy),
    recordComment: ({ text, server, recordedBy }) =>
      submit({ type: 'MakeComment', text, server }, recordedBy),
  }
}

/** Changes when the record tells of another import of the estate or another run of triage. */
function holdingsMark(ledger: CommandLedger): string {
  const { estate, lastTriage } = ledger.state()
  return `${estate?.importedAt ?? ''} ${lastTriage?.entry ?? ''}`
}

const nothing = (folder: DataFolder): DeskHoldings => ({
  kind: folder.kind,
  estate: null,
  estateImportedAt: null,
  triage: null,
})

function readHoldings({ folder, keys }: OpenedCommand): Result<DeskHoldings, string> {
  const estate = heldFile(folder, keys, 'estate')
  if (!estate.ok) return estate
  const triage = heldFile(folder, keys, 'triage')
  if (!triage.ok) return triage
  return ok({
    kind: folder.kind,
    estate: estate.value === null ? null : estateOf(estate.value.texts).estate,
    estateImportedAt: estate.value?.importedAt ?? null,
    triage: triage.value,
  })
}
