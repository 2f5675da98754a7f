import { sayInstant } from '../triage/index.ts'
import { describeEvidenceItem } from './evidence/describe.ts'
import { isEvidenceItemEvent } from './evidence/fields.ts'
import { describeAccess } from './access/describe.ts'
import { isAccessEvent } from './access/fields.ts'
import { describeNotice } from './notices/describe.ts'
import { isNoticeEvent } from './notices/fields.ts'
import type { EventHead, IncidentEvent, SightingKind, TextRef } from './event.ts'
import { describeLink } from './links/describe.ts'
import { isLinkEvent } from './links/fields.ts'
import { describeDeadline } from './deadlines/describe.ts'
import { isDeadlineEvent } from './deadlines/fields.ts'
import { describeDiversion } from './diversion/describe.ts'
import { isDiversionEvent } from './diversion/fields.ts'
import { describeSearch } from './searches/describe.ts'
import { isSearchEvent } from './searches/fields.ts'
import { describeStatement as describePublicStatement } from './statements/describe.ts'
import { isStatementEvent } from './statements/fields.ts'
import { describeStaff } from './staff/describe.ts'
import { isStaffEvent } from './staff/fields.ts'

/** Gives the text of a reference, or null where it is taken out or missing. */
export type TextOf = (ref: TextRef) => string | null

const SEEN: Readonly<Record<SightingKind, string>> = {
  'recovery-screen': 'a BitLocker recovery screen',
  'locked-volume': 'a locked volume',
  'ransom-note': 'a ransom note',
  'files-unreadable': 'files that cannot be read',
  'unknown-account': 'an account nobody knows',
  other: 'something else',
}

/** An event as one short English sentence for the log; a text that is not there is named as such. */
export function describeEntry(event: IncidentEvent, textOf: TextOf): string {
  const said = (ref: TextRef): string => textOf(ref) ?? '[text not there]'
  if (isAccessEvent(event)) return describeAccess(event, said)
  if (isLinkEvent(event)) return describeLink(event, said)
  if (isStaffEvent(event)) return describeStaff(event, said)
  if (isEvidenceItemEvent(event)) return describeEvidenceItem(event, said)
  if (isNoticeEvent(event)) return describeNotice(event, said)
  if (isDiversionEvent(event)) return describeDiversion(event, said)
  if (isSearchEvent(event)) return describeSearch(event, said)
  if (isStatementEvent(event)) return describePublicStatement(event, said)
  if (isDeadlineEvent(event)) return describeDeadline(event, said)
  switch (event.type) {
    case 'IncidentOpened':
      return `${event.kind === 'drill' ? 'DRILL opened' : 'Incident opened'}: ${said(event.name)}.`
    case 'SightingRecorded': {
      const remark = event.text === undefined ? '' : `: ${said(event.text)}`
      return `${said(event.seenBy)} saw ${SEEN[event.sighting]} on ${event.server}${remark}.`
    }
    case 'EvidenceRecorded':
      return `Evidence taken in (${event.evidence}, ${count(event.bytes, 'byte')})${event.server === undefined ? '' : ` from ${event.server}`}.`
    case 'EstateImported':
      return `List imported: ${count(event.servers, 'server')}, ${count(event.services, 'service')}, ${count(event.care, 'line')} of care${event.faults > 0 ? `, ${count(event.faults, 'fault')}` : ''}.`
    case 'ServersListed':
      return `${count(event.servers.length, 'server')} of the list named.`
    case 'TriageRunRecorded':
      return `Triage read ${count(event.records, 'record')} of ${count(event.files, 'file')}: ${event.hit} hit, ${event.suspect} suspect, ${event.noSign} no sign, ${event.blind} blind${event.faults > 0 ? `; ${count(event.faults, 'fault')}` : ''}.`
    case 'VerdictChanged':
      return `${event.server} is ${event.verdict === 'no-sign' ? 'without a sign in what was searched' : event.verdict}${event.seenByPerson ? ', seen by a person' : ''}.`
    case 'ConnectionChanged':
    case 'PowerChanged':
    case 'ServiceStateChanged':
      return describeStatement(event, said)
    case 'DowntimeCopyTaken':
      return `Downtime copy ${event.generation} taken in: ${count(event.wards, 'ward')}, ${count(event.inpatients, 'inpatient')}, as of ${sayInstant(event.asOf)}.`
    case 'SheetsWritten':
      return `${count(event.sheets, 'sheet')} written for ${event.ward} (${event.firstSerial} to ${event.lastSerial}).`
    case 'WardStateSaid':
      return `${event.ward} ${WARD_STATE_WORDS[event.state]} since ${sayInstant(event.since)}.`
    case 'CommentMade':
      return said(event.text)
    case 'TextTakenOut':
      return `Text of entry ${event.entry + 1} taken out (${event.reason}), second person ${said(event.secondName)}.`
    case 'HandedOver':
      return `The record was ${event.reason} at ${count(event.size, 'entry')}; another key signs from here on.`
  }
}

type Statement = Extract<
  IncidentEvent,
  { type: 'ConnectionChanged' | 'PowerChanged' | 'ServiceStateChanged' } & EventHead
>

function describeStatement(event: Statement, said: (ref: TextRef) => string): string {
  const how = event.confidence === 'tested' ? 'tested by' : 'says'
  const who = said(event.statedBy)
  const tail = event.confidence === 'tested' ? ` (${how} ${who})` : ` (${who} ${how} so)`
  const state = event.state === 'unknown' ? 'not known' : event.state
  if (event.type === 'ServiceStateChanged')
    return `Service ${event.service}: ${state.replace('-', ' ')}${tail}.`
  if (event.type === 'PowerChanged') return `Power of ${event.server}: ${state}${tail}.`
  return `Connection of ${event.server}: ${state}${event.cutByUs ? ', cut by us' : ''}${tail}.`
}

function count(value: number, one: string): string {
  const many = one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`
  return `${value.toLocaleString('en-GB')} ${value === 1 ? one : many}`
}

const WARD_STATE_WORDS = {
  'packet-out': 'has its packet in hand',
  paper: 'says that paper is its record',
  'back-on-screen': 'is back on screen',
} as const
