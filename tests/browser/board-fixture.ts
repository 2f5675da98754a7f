import {
  boardView,
  careView,
  cutCostView,
  diversionView,
  linksView,
  notesView,
  pageHeader,
  rescueView,
  serverIds,
  serverStory,
  serversView,
  type BoardInput,
  type ContextView,
  type FindingView,
  type LogLine,
  type LogView,
  type RecordView,
  type StoryEntry,
  type StoryInput,
} from '@codedark/domain/board'
import { rightsOf } from '@codedark/domain/people'
import type { Estate } from '@codedark/domain/estate'
import type { Answer, ChannelCoverage, Finding, ServerVerdict, VolumeState } from '@codedark/domain/triage'
import { someStaff } from './links-fixture.ts'

/** An invented hospital in one state, and the views that its server would answer with: made by the domain's own functions. */
export const NOW = '2021-01-17T22:18:00.000Z'
const FIRST = '2021-01-17T18:52:00.000Z'
const LONG = 'Very-long-name-of-a-server-that-nobody-ever-shortened-'.repeat(4).slice(0, 200)
const SERVICES = ['dir', 'files', 'lab', 'theatre', 'dialysis'] as const

/** The name of the server with 200 characters. */
export const LONG_SERVER = LONG
/** A person's name and role of 200 characters without a place to break. */
export const LONG_PERSON = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6).slice(0, 200)

const estate: Estate = {
  servers: Array.from({ length: 40 }, (_, index) => ({
    id: index === 3 ? LONG : `srv-${SERVICES[index % 5]}-${String(index).padStart(2, '0')}`,
    aliases: index === 0 ? ['FILER7'] : [],
    service: SERVICES[index % 5] ?? 'dir',
    site: ['Canal', 'Brouillard'][index % 2] ?? '',
    role: SERVICES[index % 5] ?? '',
    ip: `10.0.0.${index}`,
    os: 'Windows Server 2016',
    virtual: true,
  })),
  services: SERVICES.map((id, tier) => ({
    id,
    name: ['Directory', 'File shares', 'Laboratory', 'Theatre planning', 'Dialysis'][tier] ?? id,
    tier,
    careRank: tier,
    members: 8,
    needs: tier === 4 ? 8 : 1,
    restoreMinutesPerServer: 30,
  })),
  dependencies: [{ service: 'theatre', on: 'files', need: 'hard' }],
  care: [
    {
      care: 'Operating theatres',
      site: 'Canal',
      service: 'theatre',
      need: 'hard',
      workaround: '',
      phone: '4120',
    },
    {
      care: 'Laboratory',
      site: 'Canal',
      service: 'lab',
      need: 'hard',
      workaround: 'by runner',
      phone: '4310',
    },
    { care: 'Laboratory', site: 'Brouillard', service: 'lab', need: 'soft', workaround: '', phone: '4310' },
    { care: 'Dialysis', site: 'Brouillard', service: 'dialysis', need: 'hard', workaround: '', phone: '' },
  ],
}

const covered = (channel: string, from: string, until: string): ChannelCoverage => ({
  channel,
  records: 100,
  firstAt: from,
  lastAt: until,
  spans: [{ from, until }],
  gaps: [
    {
      kind: 'rolled-over',
      from: null,
      until: from,
      text: 'The log begins here; what was before is not in it.',
    },
  ],
  coversWindow: true,
})

function verdictOf(server: string, index: number): ServerVerdict {
  const encryption: Answer = index < 12 ? 'hit' : index < 16 ? 'suspect' : 'no-sign'
  const intrusion: Answer = index % 3 === 0 ? 'blind' : encryption
  const until = index % 2 === 0 ? '2021-01-17T20:30:00.000Z' : '2021-01-17T21:40:00.000Z'
  return {
    server,
    verdict: encryption === 'no-sign' && intrusion === 'blind' ? 'blind' : encryption,
    encryption,
    intrusion,
    seenByPerson: index < 3,
    firstAt: index < 16 ? FIRST : null,
    lastAt: index < 16 ? '2021-01-17T19:40:00.000Z' : null,
    window: { from: FIRST, until },
    channels: [
      covered('System', '2021-01-13T02:00:00.000Z', until),
      covered('Microsoft-Windows-BitLocker/BitLocker Management', '2021-01-12T09:00:00.000Z', until),
      ...(index % 3 === 0 ? [] : [covered('Security', '2021-01-17T03:10:00.000Z', until)]),
    ],
    reasons: [`BitLocker encryption was started at 17 Jan 2021 19:06 UTC on ${server}.`],
    missing: index % 3 === 0 ? ['No Security log of this server was read.'] : [],
  }
}

const ids = estate.servers.map(({ id }) => id)

const volume = (server: string, over: Partial<VolumeState>): VolumeState => ({
  server,
  computer: server,
  volume: '\\\\?\\Volume{0a1b2c3d-0000-0000-0000-100000000000}\\',
  mountPoint: 'E:',
  startedAt: '2021-01-17T19:06:00.000Z',
  finishedAt: null,
  openAt: '2021-01-17T19:30:00.000Z',
  lockedAt: null,
  lockedBy: null,
  protectors: [],
  lastProtectorRemovedAt: null,
  suspendedAt: null,
  decryptionStartedAt: null,
  power: { events: [], seenUpTo: '2021-01-17T20:30:00.000Z', unseen: [] },
  ...over,
})

/** A hospital in the middle of its night: every verdict, every state of connection and of care. */
export const night: BoardInput = {
  kind: 'drill',
  hospital: 'Hôpital du Val-des-Brumes',
  timeZone: 'Europe/Brussels',
  now: NOW,
  incident: { openedAt: FIRST },
  lastEntry: { number: 412, at: '2021-01-17T22:16:00.000Z' },
  oneCopyOnlySince: '2021-01-17T21:52:00.000Z',
  estate,
  estateImportedAt: '2021-01-02T08:00:00.000Z',
  triage: {
    at: '2021-01-17T22:00:00.000Z',
    window: { from: FIRST, until: NOW },
    firstEvilAt: FIRST,
    packs: [{ name: 'codedark', version: '1', rules: 17 }],
    unassigned: [{ computer: 'WIN-UNKNOWN', files: 2, reason: 'its name fits no server of the list' }],
    volumes: [
      volume(ids[4] ?? '', {}),
      volume(ids[5] ?? '', { finishedAt: '2021-01-17T19:50:00.000Z' }),
      volume(LONG, { lastProtectorRemovedAt: '2021-01-17T19:07:00.000Z' }),
      volume(ids[6] ?? '', { lockedAt: '2021-01-17T20:00:00.000Z', lockedBy: 'locked' }),
    ],
    evidence: new Map(
      ids.slice(0, 16).map((id, index) => [
        id,
        [
          {
            channel: 'System',
            time: '2021-01-17T19:06:00.000Z',
            eventId: 24577,
            kind: index < 12 ? 'hit' : 'suspect',
          },
          { channel: 'Security', time: FIRST, eventId: 4624, kind: 'suspect' },
        ] as const,
      ]),
    ),
  },
  verdicts: new Map(ids.slice(0, 28).map((id, index) => [id, verdictOf(id, index)])),
  changedAt: new Map([[ids[1] ?? '', '2021-01-17T22:09:00.000Z']]),
  connections: new Map(
    ids.slice(0, 30).map((id, index) => [
      id,
      {
        state: index % 7 === 0 ? 'on' : 'isolated',
        confidence: index % 2 === 0 ? 'said' : 'tested',
        by: index === 3 ? LONG_PERSON : 'J. Wauters',
        at: '2021-01-17T20:20:00.000Z',
      } as const,
    ]),
  ),
  powers: new Map([
    [ids[0] ?? '', { state: 'running', confidence: 'said', by: 'P. Maes', at: '2021-01-17T20:15:00.000Z' }],
  ]),
  downtime: {
    asOf: '2021-01-17T19:31:00.000Z',
    takenAt: '2021-01-17T19:32:00.000Z',
    wards: 20,
    inpatients: 402,
  },
  sheets: [
    {
      ward: 'Cardiology 3B',
      at: '2021-01-17T21:00:00.000Z',
      sheets: 44,
      patients: 21,
      firstSerial: 'DRILL-0001',
      lastSerial: 'DRILL-0044',
    },
    { ward: 'Geriatrics 2', at: '2021-01-17T21:02:00.000Z', sheets: 60 },
  ],
  recent: [],
}

/** Nothing is known yet: a list of servers, no log, no sighting, nothing from care. */
export const empty: BoardInput = {
  ...night,
  kind: 'real',
  incident: null,
  lastEntry: null,
  triage: null,
  verdicts: new Map(),
  changedAt: new Map(),
  connections: new Map(),
  powers: new Map(),
  downtime: null,
  sheets: [],
}

/** Not even a list of servers. */
export const bare: BoardInput = { ...empty, estate: null, estateImportedAt: null }

const finding: Finding = {
  rule: { id: 'r-1', title: 'Encryption of a volume started', author: 'Codedark', level: 'high' },
  server: ids[0] ?? null,
  computer: 'srv-dir-00',
  channel: 'System',
  eventId: 24577,
  recordId: 40112,
  time: '2021-01-17T19:06:00.0000000Z',
  file: 'srv-dir-00/System.evtx',
  offset: 4608,
  fields: { Volume: 'E:', Note: '<script>alert(1)</script>' },
}

const entries: readonly StoryEntry[] = [
  {
    number: 9,
    at: '2021-01-17T21:30:00.000Z',
    kind: 'SightingRecorded',
    by: 'board',
    text: `${LONG_PERSON} saw a BitLocker recovery screen.`,
    server: ids[0] ?? null,
    textState: 'present',
    happenedAt: '2021-01-17T21:12:00.000Z',
  },
]

const storyInput: StoryInput = {
  evidence: [{ finding, kind: 'hit', id: 'f-1' }],
  contextFindings: 12,
  entries,
  others: { servers: 14, spans: [{ from: '2021-01-16T00:00:00.000Z', until: '2021-01-17T20:30:00.000Z' }] },
}

function logView(input: BoardInput): LogView {
  const line = (number: number, textState: LogLine['textState']): LogLine => ({
    number,
    at: '2021-01-17T21:30:00.000Z',
    kind: 'CommentMade',
    by: 'board',
    text: `Remark ${number} of ${LONG_PERSON}.`,
    server: ids[0] ?? null,
    textState,
  })
  const lines =
    input.lastEntry === null
      ? []
      : [line(412, 'present'), line(411, 'missing'), line(410, { takenOutBy: 411 })]
  return { header: pageHeader(input), size: lines.length, root: 'ab'.repeat(32), lines, more: false }
}

/** Who is signed in: somebody who may do everything on the board. */
const READER = {
  account: 'acc-0000000001',
  name: 'M. Lambrecht',
  roles: ['incident-commander'],
  card: false,
  rights: [...rightsOf(['incident-commander', 'it-response'], 'command')],
}

/** What the board's server answers to a path over this input; null where it would be 404. */
export function answerOf(input: BoardInput, path: string): unknown {
  const header = pageHeader(input)
  if (path === '/api/session') return { who: READER, anybody: true }
  if (path === '/api/lock') return { locked: false, kind: input.kind, first: false }
  if (path === '/api/board') return boardView(input)
  if (path === '/api/servers') return serversView(input)
  if (path === '/api/care') return careView(input)
  if (path === '/api/notes') return notesView(input)
  if (path === '/api/rescue') return rescueView(input)
  if (path.startsWith('/api/log')) return logView(input)
  if (path === '/api/links') return linksView(input)
  if (path === '/api/diversion') return diversionView(input)
  if (/^\/api\/links\/.*\/cost$/.test(path)) return cutCostView(input, [], path.split('/')[3] ?? '')
  if (path === '/api/staff') return { header, ...someStaff(input.now) }
  if (/^\/api\/findings\/.*\/record$/.test(path)) {
    const gone = path.includes('gone')
    const record: RecordView = {
      record: gone ? null : '<Event>\n<EventID>24577</EventID>\n</Event>',
      recordFault: gone ? 'The file is not here any more.' : null,
    }
    return record
  }
  if (path.startsWith('/api/findings/')) {
    const view: FindingView = {
      header,
      id: 'f-1',
      finding,
      moves: { to: 'hit', because: 'encryption was started' },
    }
    return view
  }
  const server = /^\/api\/servers\/([^/]+)(\/context)?$/.exec(path)
  const id = server?.[1] === undefined ? null : decodeURIComponent(server[1])
  if (id === null || !serverIds(input).includes(id)) return null
  if (server?.[2] !== undefined) {
    const view: ContextView = { header, server: id, total: 12, findings: [{ id: 'f-2', finding }] }
    return view
  }
  const nothing: StoryInput = { evidence: [], contextFindings: null, entries: [] }
  return serverStory(input, id, input.triage === null || id !== ids[0] ? nothing : storyInput)
}
