import { component, fieldText } from './message.ts'
import type { Hl7Message } from './message.ts'

/** What MSH says; empty fields are null. */
export interface Header {
  readonly sendingApplication: string | null
  readonly sendingFacility: string | null
  readonly receivingApplication: string | null
  readonly receivingFacility: string | null
  /** MSH-7 as sent: it is no order of messages. */
  readonly time: string | null
  /** MSH-9: `ADT`, `A01`; a structure named in its third component is not used to tell messages apart. */
  readonly type: string | null
  readonly event: string | null
  readonly controlId: string | null
  readonly processingId: string | null
  readonly version: string | null
  /** MSH-15 and MSH-16: either one makes it the enhanced mode. */
  readonly acceptAck: string | null
  readonly applicationAck: string | null
}

/** Reads MSH. Applications and facilities are taken whole, since senders put an id or a name into any of their components. */
export function headerOf(message: Hl7Message): Header {
  const [msh = { name: 'MSH', fields: [] }] = message.segments
  const whole = (field: number): string | null => fieldText(message, msh, field)
  const first = (field: number, part = 1): string | null => component(message, msh, field, part)
  return {
    sendingApplication: whole(3),
    sendingFacility: whole(4),
    receivingApplication: whole(5),
    receivingFacility: whole(6),
    time: first(7),
    type: first(9),
    event: first(9, 2),
    controlId: first(10),
    processingId: first(11),
    version: first(12),
    acceptAck: first(15),
    applicationAck: first(16),
  }
}
