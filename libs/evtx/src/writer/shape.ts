import { VALUE_TYPE } from '../values.ts'
import type { EvtxRecordInput } from './input.ts'
import { prepare } from './values.ts'

/** What is written of an attribute or an element's inside: literal text, or the value of a slot. */
export type Part = string | { readonly slot: number; readonly type: number; readonly optional: boolean }

/** An element of a template. */
export interface Shape {
  readonly name: string
  readonly attributes: readonly (readonly [string, Part])[]
  readonly content: readonly (Shape | Part)[]
}

/** Slots of the outer template, numbered as Windows numbers them. */
export const SLOT = {
  level: 0,
  opcode: 1,
  task: 2,
  eventId: 3,
  qualifiers: 4,
  keywords: 5,
  time: 6,
  activity: 7,
  processId: 8,
  threadId: 9,
  recordId: 10,
  version: 11,
  user: 12,
  data: 13,
} as const

const EVENT_NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event'

/** The outer template: Event and System. Provider, channel and computer are literal, as in real logs. */
export function eventShape(record: EvtxRecordInput): Shape {
  const { provider } = record
  const attributes: [string, Part][] = [['Name', provider.name]]
  if (provider.guid !== undefined) attributes.push(['Guid', `{${provider.guid.replace(/[{}]/g, '')}}`])
  if (provider.eventSourceName !== undefined) attributes.push(['EventSourceName', provider.eventSourceName])
  const system: Shape[] = [
    { name: 'Provider', attributes, content: [] },
    {
      name: 'EventID',
      attributes: [['Qualifiers', slot(SLOT.qualifiers, VALUE_TYPE.uint16)]],
      content: [slot(SLOT.eventId, VALUE_TYPE.uint16)],
    },
    leaf('Version', SLOT.version, VALUE_TYPE.uint8),
    leaf('Level', SLOT.level, VALUE_TYPE.uint8),
    leaf('Task', SLOT.task, VALUE_TYPE.uint16),
    leaf('Opcode', SLOT.opcode, VALUE_TYPE.uint8),
    leaf('Keywords', SLOT.keywords, VALUE_TYPE.hex64),
    attribute('TimeCreated', [['SystemTime', slot(SLOT.time, VALUE_TYPE.filetime)]]),
    leaf('EventRecordID', SLOT.recordId, VALUE_TYPE.uint64),
    attribute('Correlation', [['ActivityID', slot(SLOT.activity, VALUE_TYPE.guid)]]),
    attribute('Execution', [
      ['ProcessID', slot(SLOT.processId, VALUE_TYPE.uint32)],
      ['ThreadID', slot(SLOT.threadId, VALUE_TYPE.uint32)],
    ]),
    { name: 'Channel', attributes: [], content: [record.channel] },
    { name: 'Computer', attributes: [], content: [record.computer] },
    attribute('Security', [['UserID', slot(SLOT.user, VALUE_TYPE.sid)]]),
  ]
  return {
    name: 'Event',
    attributes: [['xmlns', EVENT_NAMESPACE]],
    content: [{ name: 'System', attributes: [], content: system }, slot(SLOT.data, VALUE_TYPE.fragment)],
  }
}

/** The inner template: EventData or UserData, a slot for each value; undefined where the record has neither. */
export function dataShape(record: EvtxRecordInput): Shape | undefined {
  if (record.userData !== undefined) {
    const { name, namespace, fields } = record.userData
    const content = fields.map(([field, value], n): Shape => ({
      name: field,
      attributes: [],
      content: [slot(n, prepare(value).type)],
    }))
    const attributes: [string, Part][] = namespace === undefined ? [] : [['xmlns', namespace]]
    return { name: 'UserData', attributes: [], content: [{ name, attributes, content }] }
  }
  if (record.data === undefined || record.data.length === 0) return undefined
  const content = record.data.map(([name, value], n): Shape => {
    const attributes: [string, Part][] = name === '' ? [] : [['Name', name]]
    return { name: 'Data', attributes, content: [{ slot: n, type: prepare(value).type, optional: false }] }
  })
  return { name: 'EventData', attributes: [], content }
}

function slot(number: number, type: number): Part {
  return { slot: number, type, optional: true }
}

function leaf(name: string, number: number, type: number): Shape {
  return { name, attributes: [], content: [slot(number, type)] }
}

function attribute(name: string, attributes: [string, Part][]): Shape {
  return { name, attributes, content: [] }
}
