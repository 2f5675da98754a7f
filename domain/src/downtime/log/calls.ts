import { check, FLAG, ID, INSTANT, listOf, object, oneOf, orNull, pattern } from '../../field-checks.ts'
import type { Check } from '../../field-checks.ts'
import { CARE_TEXT } from './wards.ts'
import type { EntryPlace } from './wards.ts'

/** How many people one caller is given: an hour and a half on the phone. */
export const BLOCK_SIZE = 20

/** What is said: it is put off, or it stands and they should come. */
export type CallScript = 'postpone' | 'keep'

/** What came of an attempt. The first three end it: nobody phones again. */
export const CALL_OUTCOMES = [
  'reached',
  'relative-told',
  'refused',
  'voicemail',
  'no-answer',
  'wrong-number',
] as const
/** See above. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number]
/** Outcomes after which nobody phones again. */
export const ENDED: readonly CallOutcome[] = ['reached', 'relative-told', 'refused']

/** What is said of phoning. */
export type CallEvent = CallBlockMade | CallBlockTaken | CallMade

/** People to phone, for one caller. */
export interface CallBlockMade {
  readonly type: 'CallBlockMade'
  /** Four letters or digits; stands on the paper. */
  readonly block: string
  readonly script: CallScript
  /** The number that a voicemail leaves, and nothing else. */
  readonly callBack: string
  /** Each patient once, with all that the call is about; ids. */
  readonly calls: readonly { readonly patient: string; readonly items: readonly string[] }[]
}

/** Somebody phones this block. */
export interface CallBlockTaken {
  readonly type: 'CallBlockTaken'
  readonly block: string
  readonly caller: string
}

/** An attempt. */
export interface CallMade {
  readonly type: 'CallMade'
  readonly block: string
  readonly patient: string
  readonly outcome: CallOutcome
  readonly caller: string
  /** UTC ISO 8601. */
  readonly calledAt: string
  readonly interpreter: boolean
  /** Typed back from a sheet. */
  readonly fromPaper: boolean
  readonly note: string | null
}

/** The code of a block: letters and digits that no hand confuses. */
export const BLOCK_CODE = pattern('four letters or digits', /^[0-9A-HJKMNP-TV-Z]{4}$/u)

/** What each event of phoning holds. */
export const CALL_FIELDS: Readonly<Record<CallEvent['type'], Readonly<Record<string, Check>>>> = {
  CallBlockMade: {
    block: BLOCK_CODE,
    script: oneOf(['postpone', 'keep']),
    callBack: check(
      'a phone number',
      (value) => typeof value === 'string' && /^[+\d][\d /().-]{2,29}$/u.test(value),
    ),
    calls: listOf(object({ patient: ID, items: listOf(ID, 50) }), BLOCK_SIZE),
  },
  CallBlockTaken: { block: BLOCK_CODE, caller: CARE_TEXT },
  CallMade: {
    block: BLOCK_CODE,
    patient: ID,
    outcome: oneOf(CALL_OUTCOMES),
    caller: CARE_TEXT,
    calledAt: INSTANT,
    interpreter: FLAG,
    fromPaper: FLAG,
    note: orNull(CARE_TEXT),
  },
}

/** Whether an event is one of phoning. */
export const isCallEvent = (event: { readonly type: string }): event is CallEvent =>
  Object.hasOwn(CALL_FIELDS, event.type)

/** An attempt as it stands in the log. */
export type Attempt = Omit<CallMade, 'type' | 'block' | 'patient'>

/** One person to phone. */
export interface Call {
  readonly patient: string
  readonly items: readonly string[]
  readonly attempts: readonly Attempt[]
  /** Reached, a relative told, or refused: nobody phones again. */
  readonly ended: boolean
}

/** A block as it stands. */
export interface CallBlock {
  readonly block: string
  readonly script: CallScript
  readonly callBack: string
  readonly madeAt: string
  readonly caller: string | null
  readonly calls: readonly Call[]
}

/** Blocks by code. */
export type CallsState = ReadonlyMap<string, CallBlock>

/** Nobody is to be phoned. */
export const EMPTY_CALLS: CallsState = new Map()

/** The state after one more entry; what names a block that is not there changes nothing. */
export function evolveCalls(state: CallsState, event: CallEvent, { at }: EntryPlace): CallsState {
  if (event.type === 'CallBlockMade') {
    const { block, script, callBack } = event
    const calls = event.calls.map((one): Call => ({ ...one, attempts: [], ended: false }))
    return new Map(state).set(block, { block, script, callBack, calls, madeAt: at, caller: null })
  }
  const held = state.get(event.block)
  if (held === undefined) return state
  if (event.type === 'CallBlockTaken')
    return new Map(state).set(event.block, { ...held, caller: event.caller })
  const { outcome, caller, calledAt, interpreter, fromPaper, note } = event
  const attempt = { outcome, caller, calledAt, interpreter, fromPaper, note }
  const calls = held.calls.map((one) =>
    one.patient === event.patient
      ? { ...one, attempts: [...one.attempts, attempt], ended: one.ended || ENDED.includes(outcome) }
      : one,
  )
  return new Map(state).set(event.block, { ...held, calls })
}
