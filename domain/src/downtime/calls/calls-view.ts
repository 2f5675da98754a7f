import type { CallBlock, CallsState, CallScript, Attempt } from '../log/calls.ts'
import type { PlannedRow } from '../planned/planned-view.ts'
import type { CopyHeader } from '../views.ts'
import { CALL_SCRIPTS, filled, scriptLanguage, VOICEMAIL } from './scripts.ts'
import { decidedAnew, toPhone } from './decide-calls.ts'
import type { NotPhoned } from './decide-calls.ts'

/** One block on the list; no patient. */
export interface BlockLine {
  readonly block: string
  readonly script: CallScript
  readonly madeAt: string
  readonly caller: string | null
  readonly calls: number
  readonly ended: number
  readonly tried: number
}

/** GET /api/calls */
export interface CallsView {
  readonly header: CopyHeader
  readonly blocks: readonly BlockLine[]
  /** How many are decided, not told and in no block yet. */
  readonly waiting: Readonly<Record<CallScript, number>>
  /** To be told, and not by phone; only for who may see patients. */
  readonly not: readonly NotPhoned[]
}

/** One call of a block, as it is phoned. */
export interface CallRow {
  readonly number: number
  readonly patient: string
  /** Null: the patient is in no newer copy any more. */
  readonly name: string | null
  readonly bornOn: string | null
  readonly record: string | null
  readonly phones: readonly string[]
  readonly language: string | null
  readonly interpreter: boolean
  readonly what: readonly { readonly item: string; readonly what: string; readonly startAt: string | null }[]
  readonly say: string
  readonly voicemail: string
  readonly attempts: readonly Attempt[]
  readonly ended: boolean
  /** Why nobody phones now; null: phone. */
  readonly doNotPhone: string | null
  /** It was reached more than once, on screen and on paper. */
  readonly twice: boolean
}

/** GET /api/calls/:block */
export interface BlockView {
  readonly header: CopyHeader
  readonly line: BlockLine
  readonly callBack: string
  readonly rows: readonly CallRow[]
}

/** What the views are made from. */
export interface CallsKnown {
  readonly header: CopyHeader
  readonly rows: readonly PlannedRow[]
  readonly state: CallsState
  /** Says a time on the hospital's clock, for the words that are read out. */
  readonly when: (at: string) => string
}

/** All blocks, newest last, and who waits. */
export function callsView({ header, rows, state }: CallsKnown, mayRead: boolean): CallsView {
  const postpone = toPhone(rows, state, 'postpone')
  const keep = toPhone(rows, state, 'keep')
  const waiting = { postpone: postpone.calls.length, keep: keep.calls.length }
  return {
    ...{ header, waiting },
    blocks: [...state.values()].map(lineOf),
    not: mayRead ? [...postpone.not, ...keep.not] : [],
  }
}

function lineOf({ block, script, madeAt, caller, calls }: CallBlock): BlockLine {
  return {
    ...{ block, script, madeAt, caller },
    calls: calls.length,
    ended: calls.filter(({ ended }) => ended).length,
    tried: calls.filter(({ attempts, ended }) => attempts.length > 0 && !ended).length,
  }
}

/** One block with the words for each; null: there is none. */
export function blockView(known: CallsKnown, code: string): BlockView | null {
  const held = known.state.get(code)
  if (held === undefined) return null
  const { header } = known
  const rows = held.calls.map((call, index) => rowOf(known, held, call, index + 1))
  return { header, line: lineOf(held), callBack: held.callBack, rows }
}

function rowOf(
  { header, rows, when }: CallsKnown,
  { script, callBack }: CallBlock,
  call: CallBlock['calls'][number],
  number: number,
): CallRow {
  const about = rows.filter(({ item }) => call.items.includes(item.id))
  const patient = about.find(({ item }) => item.patient !== null)?.item.patient ?? null
  const language = scriptLanguage(patient?.language ?? null)
  const starts = about.flatMap(({ item }) => item.startAt ?? [])
  const values = {
    hospital: header.hospital,
    name: patient === null ? '…' : `${patient.givenNames} ${patient.familyName}`,
    when: starts.length === 0 ? '…' : starts.map(when).join(', '),
    number: callBack,
  }
  const ward = about.find(({ inpatientOn }) => inpatientOn !== null)?.inpatientOn ?? null
  const reached = call.attempts.filter(({ outcome }) => outcome === 'reached' || outcome === 'relative-told')
  return {
    ...{ number, patient: call.patient, attempts: call.attempts, ended: call.ended },
    name: patient === null ? null : `${patient.familyName}, ${patient.givenNames}`,
    bornOn: patient?.bornOn ?? null,
    record: patient?.number ?? null,
    phones: patient?.phones ?? [],
    language: patient?.language ?? null,
    interpreter: patient !== null && (patient.interpreter === true || language === null),
    what: about.map(({ item }) => ({ item: item.id, what: item.what, startAt: item.startAt })),
    say: filled(CALL_SCRIPTS[script][language ?? 'fr'], values),
    voicemail: filled(VOICEMAIL[language ?? 'fr'], values),
    doNotPhone:
      patient?.deceased === true
        ? 'DECEASED: do not phone'
        : ward !== null
          ? `Lies on ${ward}: told there`
          : decidedAnew(about, script)
            ? 'DECIDED ANEW since: ask before you phone'
            : null,
    twice: reached.length > 1,
  }
}
