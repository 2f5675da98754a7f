import { failed, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { WARD_STATES } from './handover.ts'
import type { Handover } from './handover.ts'

/** Why a handover is not taken: a field that is missing, wrong or not known. `field` is its name. */
export interface HandoverFault {
  readonly code: 'not-an-object' | 'unknown-kind' | 'unknown-field' | 'bad-field'
  readonly field: string
  readonly expected: string
}

type Check = readonly [accepts: (value: unknown) => boolean, expected: string]

const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value)

const COUNT: Check = [
  (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  'a whole number from 0',
]
const ID: Check = [matches(/^[0-9a-f]{32}$/u), '128 bits in lower-case hex']
const HASH: Check = [matches(/^[0-9a-f]{64}$/u), 'SHA-256 in lower-case hex']
const INSTANT: Check = [
  (value) =>
    matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/u)(value) &&
    !Number.isNaN(Date.parse(String(value))),
  'a UTC instant',
]
/** A ward or a serial: printable, at most 100 characters, so that no free text passes. */
const NAME: Check = [matches(/^[\p{L}\p{N}][\p{L}\p{N} ._/:+-]{0,99}$/u), 'a short name']

const WARD_STATE: Check = [(value) => WARD_STATES.some((one) => one === value), WARD_STATES.join(' | ')]

const FIELDS: Readonly<Record<Handover['kind'], Readonly<Record<string, Check>>>> = {
  'downtime-copy-taken': {
    id: ID,
    at: INSTANT,
    generation: COUNT,
    asOf: INSTANT,
    wards: COUNT,
    inpatients: COUNT,
    resources: COUNT,
    faults: COUNT,
    commitment: HASH,
  },
  'sheets-written': {
    id: ID,
    at: INSTANT,
    ward: NAME,
    generation: COUNT,
    firstSerial: NAME,
    lastSerial: NAME,
    sheets: COUNT,
    patients: COUNT,
    commitment: HASH,
  },
  'ward-state': { id: ID, at: INSTANT, ward: NAME, state: WARD_STATE, since: INSTANT },
}

const isKind = (kind: unknown): kind is Handover['kind'] =>
  typeof kind === 'string' && Object.hasOwn(FIELDS, kind)

/** Reads a handover strictly: every listed field, in its form, and no other, so that no word of a patient can pass. */
export function parseHandover(input: unknown): Result<Handover, HandoverFault> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return failed({ code: 'not-an-object', field: '', expected: 'an object' })
  const values = new Map(Object.entries(input))
  const kind: unknown = values.get('kind')
  if (!isKind(kind))
    return failed({ code: 'unknown-kind', field: 'kind', expected: Object.keys(FIELDS).join(' or ') })
  const fields = FIELDS[kind]
  for (const field of values.keys())
    if (field !== 'kind' && !Object.hasOwn(fields, field))
      return failed({ code: 'unknown-field', field, expected: 'no such field' })
  for (const [field, [accepts, expected]] of Object.entries(fields))
    if (!accepts(values.get(field))) return failed({ code: 'bad-field', field, expected })
  return ok(input as Handover)
}
