import type { Estate } from '@codedark/domain/estate'
import { failed, ok, type Result } from '@codedark/domain/result'
import {
  mapNames,
  MOVERS,
  movesTo,
  NOTE_RULES,
  volumeStates,
  type Finding,
  type NameMap,
  type VolumeState,
} from '@codedark/domain/triage'
import {
  describeSettingsFault,
  readSettings,
  type DataFolder,
  type Keys,
  type Settings,
} from '@codedark/files'
import type { FindingsStore } from '@codedark/findings'
import { estateOf } from '../tasks/estate/index.ts'
import { heldFile, type HeldEstate, type HeldTriage } from './held.ts'

/** What the desk holds in memory beside the ledger: read from the folder, and again after each import and run. */
export interface DeskHoldings {
  readonly kind: 'real' | 'drill'
  /** Null where the folder has none: then nothing is guessed but the zone of this machine. */
  readonly settings: Settings | null
  readonly estate: Estate | null
  readonly heldEstate: HeldEstate | null
  readonly triage: HeldTriage | null
  readonly names: NameMap
  /** Logs whose computer speaks for no server of the list. */
  readonly unassigned: readonly {
    readonly computer: string
    readonly files: number
    readonly reason: string
  }[]
  readonly volumes: readonly VolumeState[]
  /** Findings that show a ransom note, with the server that they speak for now. */
  readonly noteFindings: readonly Finding[]
  /** Findings that may move a verdict, of all servers, with the server that they speak for now. */
  readonly movers: readonly Finding[]
  readonly moversOf: ReadonlyMap<string, readonly MovingFinding[]>
}

/** A finding that may move a verdict, with how far. */
export interface MovingFinding {
  readonly finding: Finding
  readonly kind: 'hit' | 'suspect'
}

const MOVER_OF = new Map(MOVERS.map((mover) => [mover.ruleId, mover]))

/** The rules that may move a verdict: every other finding is context. */
export const MOVER_IDS: readonly string[] = MOVERS.map(({ ruleId }) => ruleId)

const NOTE_RULE_IDS: readonly string[] = [...NOTE_RULES.keys()]

/** Reads all of it. The fault is a sentence. */
export function readHoldings(
  folder: DataFolder,
  keys: Keys,
  findings: FindingsStore,
): Result<DeskHoldings, string> {
  const held = heldFile(folder, keys, 'estate')
  if (!held.ok) return held
  const triage = heldFile(folder, keys, 'triage')
  if (!triage.ok) return triage
  const settings = readSettings(folder)
  if (!settings.ok && settings.fault.code !== 'not-found')
    return failed(`The settings could not be read: ${describeSettingsFault(settings.fault)}`)
  const estate = held.value === null ? null : estateOf(held.value.texts).estate
  const found = [...findings.all({ ruleIds: MOVER_IDS })]
  const coverage = triage.value?.basis.coverage ?? []
  const names = mapNames(
    estate,
    [...coverage, ...found].map(({ computer }) => computer),
  )
  const withServer = (finding: Finding): Finding => ({ ...finding, server: names.serverOf(finding.computer) })
  const movers = found.map(withServer)
  return ok({
    kind: folder.kind,
    settings: settings.ok ? settings.value : null,
    estate,
    heldEstate: held.value,
    triage: triage.value,
    names,
    unassigned: unassignedOf(names, coverage),
    volumes: volumeStates({ facts: triage.value?.basis.facts ?? [], coverage, names }),
    noteFindings: [...findings.all({ ruleIds: NOTE_RULE_IDS })].map(withServer),
    movers,
    moversOf: byServer(movers),
  })
}

function unassignedOf(names: NameMap, coverage: HeldTriage['basis']['coverage']): DeskHoldings['unassigned'] {
  return names.unassigned.map(({ computer }) => ({
    computer,
    files: new Set(coverage.filter((one) => one.computer === computer).map(({ file }) => file)).size,
    reason: 'its name fits no server of the list, or two',
  }))
}

/** By server, in order of time. A rule that only means something together with others moves nothing by itself. */
function byServer(movers: readonly Finding[]): Map<string, MovingFinding[]> {
  const found = new Map<string, MovingFinding[]>()
  for (const finding of movers) {
    const mover = MOVER_OF.get(finding.rule.id)
    if (mover === undefined || mover.signal === 'key-backed-up' || finding.server === null) continue
    const moving = { finding, kind: movesTo(mover, finding) }
    const held = found.get(finding.server)
    if (held === undefined) found.set(finding.server, [moving])
    else held.push(moving)
  }
  return found
}
