import type { EvidenceItemView } from '@codedark/domain/board'
import { ITEM_KINDS, ITEM_KIND_WORDS, isLesser } from '@codedark/domain/incident'
import { formDay, instantOf, timeOf } from '../parts/clock.ts'
import {
  missing,
  secondFields,
  secondOf,
  typed,
  type Act,
  type ActDraft,
  type ActRequest,
} from './act-form.ts'
import type { Opened } from './notice-acts.ts'

const KIND_OPTIONS = ITEM_KINDS.map((value) => ({ value, label: ITEM_KIND_WORDS[value] }))

const SOURCES = [
  { value: 'typed', label: 'Typed in, what somebody says or saw' },
  { value: 'photographed', label: 'A photograph of it' },
  { value: 'file-scan', label: 'A file that was found' },
  { value: 'paper-form', label: 'Paper form 213' },
] as const

const hasFile = ({ source }: ActDraft): boolean => source === 'photographed' || source === 'file-scan'

/** The panel in which something is filed; without a name if need be. */
export function fileAct({ now, zone }: Opened): Act {
  return {
    title: 'File evidence',
    note: 'Anybody may file, also without a name. Whoever must know is told at once. Write no patient’s name.',
    start: { kind: 'demand', source: 'typed', day: formDay(now, zone), time: timeOf(now, zone) },
    send: 'File it',
    fields: [
      { name: 'kind', label: 'What it shows', kind: 'choice', options: KIND_OPTIONS },
      { name: 'source', label: 'How it comes in', kind: 'choice', options: SOURCES },
      {
        name: 'file',
        label: 'The file',
        kind: 'file',
        description: 'Kept as it is, sealed; never opened or run',
        when: hasFile,
      },
      {
        name: 'patients',
        label: 'It shows no patient: I looked',
        kind: 'tick',
        description: 'Unticked, it stays out of every bundle',
        when: hasFile,
      },
      {
        name: 'form',
        label: 'Number of the form',
        kind: 'line',
        when: ({ source }) => source === 'paper-form',
      },
      { name: 'text', label: 'In words', kind: 'lines' },
      { name: 'server', label: 'Server, if it is from one', kind: 'line' },
      { name: 'seenBy', label: 'Found or said by', kind: 'line', description: 'May stay empty' },
      { name: 'day', label: 'Day', kind: 'line' },
      { name: 'time', label: 'Time', kind: 'line' },
      {
        name: 'unnamed',
        label: 'File it without my name',
        kind: 'tick',
        description: 'Neither name nor account is recorded',
      },
    ],
    upload: (draft, file) => {
      const query = new URLSearchParams({
        kind: draft['source'] === 'photographed' ? 'picture' : 'note',
        fileName: file.name,
        mayShowPatients: draft['patients'] === 'yes' ? 'no' : 'yes',
      })
      query.set('withoutName', draft['unnamed'] === 'yes' ? 'yes' : 'no')
      const server = typed(draft, 'server')
      if (server !== undefined) query.set('server', server)
      return `/api/evidence/files?${query.toString()}`
    },
    request: (draft) => fileRequest(draft, zone),
  }
}

/** What filing asks to record; a text says what is missing. */
export function fileRequest(draft: ActDraft, zone: string): ActRequest {
  const seenAt = instantOf(draft['day'] ?? '', draft['time'] ?? '', zone)
  if (seenAt === null) return 'a day as 2021-01-17 and a time as 22:12 are needed.'
  const sha256 = typed(draft, 'sha256')
  if (hasFile(draft) && sha256 === undefined) return 'a file is needed.'
  if (!hasFile(draft) && typed(draft, 'text') === undefined) return 'some words are needed.'
  const body = {
    kind: draft['kind'],
    source: draft['source'],
    mayShowPatients: hasFile(draft) && draft['patients'] !== 'yes',
    seenAt,
    ...optional('sha256', sha256),
    ...optional('server', typed(draft, 'server')),
    ...optional('seenBy', typed(draft, 'seenBy')),
    ...optional('text', typed(draft, 'text')),
    ...optional('form', draft['source'] === 'paper-form' ? typed(draft, 'form') : undefined),
    withoutName: draft['unnamed'] === 'yes',
  }
  return { path: '/api/evidence', body }
}

const optional = (name: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [name]: value }

/** The panel in which an item is made more or less of, closed, marked or released. */
export function itemAct(item: EvidenceItemView): Act {
  const lowers = ({ act, to }: ActDraft): boolean =>
    act === 'kind' && ITEM_KINDS.some((kind) => kind === to && isLesser(item.kind, kind))
  const two = (draft: ActDraft): boolean => draft['act'] === 'close' || lowers(draft)
  return {
    title: `${item.item}, ${item.kindName}`,
    note: 'Making less of an item, or closing it, takes two people and tells those who got the first notice.',
    start: { act: 'kind', to: item.kind },
    send: 'Record',
    fields: [
      {
        name: 'act',
        label: 'What',
        kind: 'choice',
        options: [
          { value: 'kind', label: 'It shows something else' },
          { value: 'close', label: 'Close it' },
          { value: 'mark', label: 'It may show patients' },
          { value: 'release', label: 'Release it for bundles: I looked, it shows no patient' },
        ],
      },
      {
        name: 'to',
        label: 'What it shows',
        kind: 'choice',
        options: KIND_OPTIONS,
        when: ({ act }) => act === 'kind',
      },
      { name: 'reason', label: 'Why', kind: 'lines', when: ({ act }) => act !== 'mark' },
      ...secondFields(two),
    ],
    request: (draft) => {
      const path = `/api/evidence/${item.item}/${draft['act'] ?? ''}`
      const nobody = draft['act'] === 'mark' ? null : missing(draft, { reason: 'A reason' })
      if (nobody !== null) return nobody
      if (two(draft) && secondOf(draft) === undefined) return 'the sign-in of a second person is needed.'
      const reason = typed(draft, 'reason')
      const second = two(draft) ? { second: secondOf(draft) } : {}
      switch (draft['act'] ?? 'kind') {
        case 'kind':
          return { path, body: { from: item.kind, to: draft['to'], reason, ...second } }
        case 'mark':
          return { path, body: {} }
        default:
          return { path, body: { reason, ...second } }
      }
    },
  }
}
