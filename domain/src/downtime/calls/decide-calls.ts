import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import { BLOCK_SIZE } from '../log/calls.ts'
import type { CallBlockMade, CallBlockTaken, CallMade, CallScript, CallsState } from '../log/calls.ts'
import type { PlannedEvent } from '../log/planned.ts'
import type { PlannedRow } from '../planned/planned-view.ts'

/** Why somebody is not phoned, though they should be told. */
export interface NotPhoned {
  readonly patient: string
  readonly name: string
  readonly why: 'inpatient' | 'deceased' | 'no-number'
  /** The ward; null: not about one. */
  readonly ward: string | null
}

/** Why phoning is not written down. */
export type CallFault =
  | { readonly code: 'nobody-to-phone' }
  | { readonly code: 'no-such-block' }
  | { readonly code: 'taken'; readonly by: string }
  | { readonly code: 'not-taken' }
  | { readonly code: 'not-in-block' }
  | { readonly code: 'ended'; readonly by: string; readonly at: string }
  | { readonly code: 'inpatient'; readonly ward: string }
  | { readonly code: 'deceased' }
  | { readonly code: 'in-the-future' }
  | { readonly code: 'decided-anew' }

/** A fault as a sentence. */
export function callSentence(fault: CallFault): string {
  switch (fault.code) {
    case 'nobody-to-phone':
      return 'There is nobody to phone: decide first, on theatre and clinics; whoever is told or in a block is not listed again.'
    case 'no-such-block':
      return 'There is no such block.'
    case 'taken':
      return `This block is with ${fault.by}. Take another.`
    case 'not-taken':
      return 'Nobody has taken this block yet: take it first, so that nobody is phoned twice.'
    case 'not-in-block':
      return 'This patient is not in this block.'
    case 'ended':
      return `Do not phone: ${fault.by} did at ${fault.at}.`
    case 'inpatient':
      return `Do not phone: the patient lies on ${fault.ward}.`
    case 'deceased':
      return 'Do not phone: the patient has died.'
    case 'decided-anew':
      return 'Do not phone: it was decided anew after this block was made. Ask.'
    case 'in-the-future':
      return 'A call cannot lie in the future.'
  }
}

/** Who is to be told and by phone, and who is to be told otherwise. */
export interface ToPhone {
  readonly calls: readonly { readonly patient: string; readonly items: readonly string[] }[]
  readonly not: readonly NotPhoned[]
}

/**
 * Whom to phone, in order of time: patients of what was decided (put off or transferred; for `keep`: goes on) who are not told.
 * Each once with all that the call is about, and nobody who has an open call in any block already.
 */
export function toPhone(rows: readonly PlannedRow[], state: CallsState, script: CallScript): ToPhone {
  const listed = new Set<string>()
  const open = new Set<string>()
  for (const { calls } of state.values())
    for (const { patient, items, ended } of calls) {
      for (const item of items) listed.add(item)
      if (!ended) open.add(patient)
    }
  const calls = new Map<string, string[]>()
  const not = new Map<string, NotPhoned>()
  const byTime = rows.toSorted((one, other) => (timeOf(one) < timeOf(other) ? -1 : 1))
  for (const { item, decision, steps, inpatientOn } of byTime) {
    const { patient } = item
    const wanted = decision !== null && (decision.choice === 'go') === (script === 'keep')
    if (patient === null || !wanted || steps.told !== null) continue
    const name = `${patient.familyName}, ${patient.givenNames}`
    const whyNot = (why: NotPhoned['why'], ward: string | null = null): void =>
      void not.set(patient.id, { patient: patient.id, name, why, ward })
    if (patient.deceased) whyNot('deceased')
    else if (inpatientOn !== null) whyNot('inpatient', inpatientOn)
    else if (patient.phones.length === 0) whyNot('no-number')
    else if (!listed.has(item.id) && !open.has(patient.id))
      calls.set(patient.id, [...(calls.get(patient.id) ?? []), item.id])
  }
  return { calls: [...calls].map(([patient, items]) => ({ patient, items })), not: [...not.values()] }
}

const timeOf = ({ item }: PlannedRow): string => `${item.startAt ?? '9999'} ${item.id}`

/** Blocks of 20 of whom to phone. `codes` gives codes; one that is in use is passed over. */
export function makeBlocks(
  rows: readonly PlannedRow[],
  state: CallsState,
  said: { readonly script: CallScript; readonly callBack: string },
  codes: () => string,
): Result<readonly CallBlockMade[], CallFault> {
  const { calls } = toPhone(rows, state, said.script)
  if (calls.length === 0) return failed({ code: 'nobody-to-phone' })
  const blocks: CallBlockMade[] = []
  const used = new Set(state.keys())
  for (let from = 0; from < calls.length; from += BLOCK_SIZE) {
    let block = codes()
    while (used.has(block)) block = codes()
    used.add(block)
    blocks.push({ type: 'CallBlockMade', block, ...said, calls: calls.slice(from, from + BLOCK_SIZE) })
  }
  return ok(blocks)
}

/** A caller takes a block; whoever comes second is told with whom it is. The same caller may take it again. */
export function takeBlock(
  state: CallsState,
  block: string,
  caller: string,
): Result<readonly CallBlockTaken[], CallFault> {
  const held = state.get(block)
  if (held === undefined) return failed({ code: 'no-such-block' })
  if (held.caller === caller) return ok([])
  if (held.caller !== null) return failed({ code: 'taken', by: held.caller })
  return ok([{ type: 'CallBlockTaken', block, caller }])
}

/** Whether what a call is about was decided otherwise since: what would be said is wrong then. */
export const decidedAnew = (about: readonly PlannedRow[], script: CallScript): boolean =>
  about.some(({ decision }) => decision !== null && (decision.choice === 'go') !== (script === 'keep'))

/**
 * An attempt. On screen it is refused where the call has ended, or the patient lies in the house or has died. From paper it has
 * happened: it is taken whatever was typed before, the same line of a sheet once. Who was reached is told.
 */
export function recordCall(
  {
    state,
    rows,
    now,
  }: { readonly state: CallsState; readonly rows: readonly PlannedRow[]; readonly now: string },
  said: Omit<CallMade, 'type'>,
): Result<readonly (CallMade | PlannedEvent)[], CallFault> {
  const held = state.get(said.block)
  if (held === undefined) return failed({ code: 'no-such-block' })
  const call = held.calls.find(({ patient }) => patient === said.patient)
  if (call === undefined) return failed({ code: 'not-in-block' })
  if (Date.parse(said.calledAt) > Date.parse(now)) return failed({ code: 'in-the-future' })
  const about = rows.filter(({ item }) => call.items.includes(item.id))
  if (said.fromPaper) {
    const { outcome, caller, calledAt } = said
    const same = call.attempts.some(
      (one) => one.outcome === outcome && one.caller === caller && one.calledAt === calledAt,
    )
    if (same) return ok([])
  } else {
    if (held.caller === null) return failed({ code: 'not-taken' })
    if (held.caller !== said.caller) return failed({ code: 'taken', by: held.caller })
    const last = call.attempts.at(-1)
    if (call.ended && last !== undefined) return failed({ code: 'ended', by: last.caller, at: last.calledAt })
    const ward = about.find(({ inpatientOn }) => inpatientOn !== null)?.inpatientOn
    if (ward !== null && ward !== undefined) return failed({ code: 'inpatient', ward })
    if (about.some(({ item }) => item.patient?.deceased === true)) return failed({ code: 'deceased' })
    if (decidedAnew(about, held.script)) return failed({ code: 'decided-anew' })
  }
  const told = said.outcome === 'reached' || said.outcome === 'relative-told'
  const steps = about
    .filter(({ steps: done }) => told && done.told === null)
    .map(({ item }): PlannedEvent => ({
      type: 'PlannedStepDone',
      ...{ item: item.id, step: 'told', doneBy: said.caller, doneAt: said.calledAt },
    }))
  return ok([{ type: 'CallMade', ...said }, ...steps])
}
