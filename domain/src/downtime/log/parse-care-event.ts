import { firstFault, isObject, oneOf } from '../../field-checks.ts'
import type { Check, FieldFault } from '../../field-checks.ts'
import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import type { CareEvent } from './care-event.ts'
import { PATIENT_FIELDS } from './patients.ts'
import { CALL_FIELDS } from './calls.ts'
import { PLANNED_FIELDS } from './planned.ts'
import { WARD_FIELDS } from './wards.ts'

/** What each event holds beside its type. */
const FIELDS: Readonly<Record<CareEvent['type'], Readonly<Record<string, Check>>>> = {
  ...WARD_FIELDS,
  ...PATIENT_FIELDS,
  ...PLANNED_FIELDS,
  ...CALL_FIELDS,
}

/** An event of the care log from parsed JSON: a field that is not listed, or not as it must be, is a fault. */
export function parseCareEvent(value: unknown): Result<CareEvent, FieldFault> {
  if (!isObject(value)) return failed({ code: 'not-an-object', field: '', expected: 'an object' })
  const { type } = value
  const fields = typeof type === 'string' && isCareEventType(type) ? FIELDS[type] : undefined
  if (fields === undefined)
    return failed({ code: 'unknown-type', field: 'type', expected: Object.keys(FIELDS).join(' | ') })
  const fault = firstFault(value, { type: oneOf([type]), ...fields })
  return fault === null && isCareEvent(value) ? ok(value) : failed(fault ?? BAD)
}

const BAD: FieldFault = { code: 'bad-field', field: 'type', expected: 'an event of the care log' }

const isCareEventType = (type: string): type is CareEvent['type'] => Object.hasOwn(FIELDS, type)

/** Every field was held against its check. */
const isCareEvent = (value: unknown): value is CareEvent =>
  isObject(value) && typeof value['type'] === 'string' && isCareEventType(value['type'])
