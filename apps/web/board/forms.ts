import type {
  RecordCommentBody,
  RecordConnectionBody,
  RecordPowerBody,
  RecordSightingBody,
  ServerRow,
} from '@codedark/domain/board'

/** What the record panel can record. */
export type FormKind = 'sighting' | 'connection' | 'power' | 'comment'

/** What is typed into the panel, whatever is recorded with it. */
export interface Draft {
  readonly server: string
  readonly sighting: RecordSightingBody['kind']
  readonly connection: RecordConnectionBody['state']
  readonly power: RecordPowerBody['state']
  readonly confidence: 'said' | 'tested'
  /** Who saw, said or tested it. */
  readonly who: string
  readonly day: string
  readonly time: string
  readonly text: string
}

/** Words of the choices, in the order in which they are offered. */
export const SIGHTINGS: readonly { readonly value: RecordSightingBody['kind']; readonly label: string }[] = [
  { value: 'recovery-screen', label: 'Recovery screen' },
  { value: 'locked-volume', label: 'Locked volume' },
  { value: 'ransom-note', label: 'Ransom note' },
  { value: 'files-unreadable', label: 'Files that cannot be read' },
  { value: 'unknown-account', label: 'An account nobody knows' },
  { value: 'other', label: 'Something else' },
]
export const CONNECTIONS: readonly {
  readonly value: RecordConnectionBody['state']
  readonly label: string
}[] = [
  { value: 'off', label: 'Off: cable out' },
  { value: 'isolated', label: 'Isolated: port or network closed' },
  { value: 'on', label: 'On the network' },
  { value: 'unknown', label: 'Not known' },
]
export const POWERS: readonly { readonly value: RecordPowerBody['state']; readonly label: string }[] = [
  { value: 'running', label: 'Running' },
  { value: 'suspended', label: 'Suspended' },
  { value: 'off', label: 'Off' },
  { value: 'unknown', label: 'Not known' },
]

/** A request that records the draft. */
export interface RecordRequest {
  readonly path: string
  readonly body: RecordSightingBody | RecordConnectionBody | RecordPowerBody | RecordCommentBody
}

/**
 * The id that a typed name means: an id, another name, an address or the short name of one, without regard to case; null where
 * it fits none or more than one.
 */
export function serverOf(typed: string, rows: readonly Pick<ServerRow, 'id' | 'names'>[]): string | null {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return null
  const exact = rows.find(({ id }) => id.toLowerCase() === wanted)
  if (exact !== undefined) return exact.id
  const fits = rows.filter(({ id, names }) =>
    [id, ...names].some((name) => {
      const known = name.toLowerCase()
      return known === wanted || (!/^[\d.]+$/.test(known) && known.split('.')[0] === wanted)
    }),
  )
  const [only, ...more] = fits
  return only !== undefined && more.length === 0 ? only.id : null
}

/** What of the draft somebody typed: while anything is, Esc closes nothing. */
export function isTyped(draft: Draft, start: Draft): boolean {
  return draft.text !== '' || draft.who !== start.who || draft.server !== start.server
}

/** The request for a draft; or what is wrong with it, as a sentence after 'Not recorded:'. `at`: the instant it was so. */
export function requestOf(
  kind: FormKind,
  draft: Draft,
  known: { readonly server: string | null; readonly at: string | null },
): RecordRequest | string {
  const text = draft.text.trim()
  const { server, at } = known
  if (kind === 'comment') {
    if (text === '') return 'the remark is empty.'
    if (draft.server.trim() !== '' && server === null) return noServer(draft.server)
    return { path: '/api/comments', body: { text, ...(server === null ? {} : { server }) } }
  }
  const who = draft.who.trim()
  if (server === null) return noServer(draft.server)
  if (who === '')
    return `the name of who ${kind === 'sighting' ? 'saw' : draft.confidence === 'tested' ? 'tested' : 'said'} it is empty.`
  if (at === null) return 'the day and time are no day and time.'
  if (kind === 'sighting') {
    const body = { server, kind: draft.sighting, seenBy: who, seenAt: at }
    return { path: '/api/sightings', body: text === '' ? body : { ...body, text } }
  }
  const stated = { server, confidence: draft.confidence, at, by: who }
  return kind === 'connection'
    ? { path: '/api/connections', body: { ...stated, state: draft.connection } }
    : { path: '/api/powers', body: { ...stated, state: draft.power } }
}

function noServer(typed: string): string {
  return typed.trim() === ''
    ? 'no server is named.'
    : `“${typed.trim()}” is not on the list of servers, or fits more than one.`
}
