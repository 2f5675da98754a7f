/** The four answers, worst first in the order in which two answers join (DESIGN 3): hit, suspect, blind, no-sign. */
export const ANSWERS = ['hit', 'suspect', 'blind', 'no-sign'] as const
/** What we hold of one question about one server. `no-sign` never stands without window and channels. */
export type Answer = (typeof ANSWERS)[number]

/** What we hold of one server: the worse of its two answers, why, and what is missing. Instants are UTC ISO 8601. */
export interface ServerVerdict {
  /** Estate id; or, without an estate, the computer name of the logs. */
  readonly server: string
  readonly verdict: Answer
  readonly encryption: Answer
  readonly intrusion: Answer
  /** Whether a named person's sighting made it hit: the board draws such a hit round. */
  readonly seenByPerson: boolean
  /** First and last evidence that moved the verdict; null where there is none. */
  readonly firstAt: string | null
  readonly lastAt: string | null
  /** The span that had to be covered; null where no evil was found anywhere and none was given. */
  readonly window: TimeSpan | null
  readonly channels: readonly ChannelCoverage[]
  /** Whole sentences, the strongest first. */
  readonly reasons: readonly string[]
  /** Whole sentences: what would have to be seen to say more. */
  readonly missing: readonly string[]
  /** Techniques of MITRE ATT&CK that the evidence stands for, in order of first evidence. */
  readonly techniques?: readonly string[]
  /** How it got there; null: nothing tells. */
  readonly arrival?: Arrival | null
  /** What named people saw, in order of time. */
  readonly sightings?: readonly Pick<Sighting, 'kind' | 'seenBy' | 'seenAt'>[]
  /** Why each answer is blind; null where it is not. */
  readonly blindBecause?: { readonly encryption: Blindness | null; readonly intrusion: Blindness | null }
  /** What the logs that there are do show, as a sentence; null where there is none, or nothing is missing. */
  readonly shows?: string | null
  /** Rules that may move a verdict, and all rules: how many could have seen. Null: the rules are not known here. */
  readonly sight?: { readonly movers: RuleSight; readonly all: RuleSight } | null
  readonly clock?: ClockView
  /** Servers in whose logs this one is named as a goal, in order of time; at most `MAX_LISTED`. */
  readonly pointedAtBy?: readonly PointedAt[]
  /** What the window begins with; absent in verdicts of earlier versions. */
  readonly windowBegins?: WindowBegin
  /** Place in the order of spread over all servers, from 1; null: no evidence with a time. */
  readonly spreadOrder?: number | null
}

/**
 * Why an answer is blind, the worst first: no log of the server at all · a channel is missing or does not record · cleared ·
 * begins after the window does · ends before it does · holes · the clock was set in the window · no window.
 */
export const BLINDNESS = [
  'no-log',
  'no-channel',
  'channel-off',
  'cleared',
  'begins-too-late',
  'ends-too-early',
  'holes',
  'clock-changed',
  'no-window',
] as const
/** One of them. */
export type Blindness = (typeof BLINDNESS)[number]

/** How somebody came to this server before its first evidence. */
export interface Arrival {
  readonly at: string
  /** Estate id of where from; or the address or name as the log has it. */
  readonly from: string
  /** Whether `from` is a server of the estate. */
  readonly fromServer: boolean
  readonly account: string
  readonly how: 'logon' | 'remote desktop' | 'service' | 'task' | 'share'
  /** `seen`: the record of the evidence itself names where from. `inferred`: a logon came shortly before it. */
  readonly basis: 'seen' | 'inferred'
  /** A whole sentence. */
  readonly text: string
}

/** What another server’s log says of this one. */
export interface PointedAt {
  readonly by: string
  readonly at: string
  readonly account: string
}

/** How many of the loaded rules could have seen something, had it been there. */
export interface RuleSight {
  readonly could: number
  readonly of: number
}

/** The clock of a server. */
export interface ClockView {
  /** How far it is ahead of the others (negative: behind); null: no contacts to tell from. */
  readonly skewMs: number | null
  readonly pairs: number
  readonly changes: readonly { readonly at: string; readonly byMs: number }[]
}

/**
 * What a window begins with: the first evil anywhere, an instant that a person gave, or, where no evil is known, 30 days
 * before its end.
 */
export type WindowBegin = 'first evil' | 'given' | 'no evil known'

/**
 * The first evil anywhere in the estate, as the verdicts hold it; null where none is known. The window of a server whose clock is
 * off may begin earlier than it, so the latest beginning is taken.
 */
export function firstEvilAt(verdicts: Iterable<ServerVerdict>): string | null {
  let latest: string | null = null
  for (const { window, windowBegins } of verdicts) {
    if (window === null || windowBegins === 'no evil known') continue
    if (latest === null || window.from > latest) latest = window.from
  }
  return latest
}

/** A closed span of time. */
export interface TimeSpan {
  readonly from: string
  readonly until: string
}

/** What the logs of one channel of one server cover. */
export interface ChannelCoverage {
  readonly channel: string
  readonly records: number
  readonly firstAt: string
  readonly lastAt: string
  /** The spans within first and last that were searched, in order; holes between them are gaps. */
  readonly spans: readonly TimeSpan[]
  readonly gaps: readonly CoverageGap[]
  /** Whether channel is unbroken over the verdict's window. */
  readonly coversWindow: boolean
}

/** Where a channel is broken: cleared, record ids missing, or unreadable bytes. */
export interface CoverageGap {
  readonly kind: 'cleared' | 'missing-records' | 'unreadable' | 'rolled-over'
  readonly from: string | null
  readonly until: string | null
  readonly text: string
}

/** One Sigma match on one record: one line of findings.jsonl. */
export interface Finding {
  readonly rule: FindingRule
  /** Estate id, or null where the log's computer maps to none or to two. */
  readonly server: string | null
  readonly computer: string
  readonly channel: string
  readonly eventId: number
  readonly recordId: number
  /** UTC, from System/TimeCreated. */
  readonly time: string
  readonly file: string
  /** Byte offset of the record in `file`. */
  readonly offset: number
  /** Every place where the same record was seen, when more than one. */
  readonly places?: readonly FindingPlace[]
  /** Absent: the record is live in one of its places. Else the best of them, in the order of `RECOVERY`. */
  readonly recovery?: Recovery
  /** The template of the record was lost in every place and is that of another log: names of fields are likely, not certain. */
  readonly borrowedTemplate?: true
  readonly fields: Readonly<Record<string, string>>
}

/** Where a record was seen. */
export interface FindingPlace {
  readonly file: string
  readonly offset: number
  /** See `Finding`; of this place. */
  readonly recovery?: Recovery
  readonly borrowedTemplate?: true
}

/**
 * Where a record stood that is not simply live, the best first: in a chunk whose checksum does not fit; behind the end of a
 * chunk's records; in a block that is no chunk. The last two are remains: somebody or something took the record out.
 */
export const RECOVERY = ['crc-bad', 'slack', 'orphan'] as const

/** One of `RECOVERY`. */
export type Recovery = (typeof RECOVERY)[number]

/** Who wrote the rule stays with each match (DRL 1.1). */
export interface FindingRule {
  readonly id: string
  readonly title: string
  readonly author: string
  readonly level: 'informational' | 'low' | 'medium' | 'high' | 'critical'
}

/** What a named person saw on a server. */
export interface Sighting {
  readonly server: string
  readonly kind:
    | 'recovery-screen'
    | 'locked-volume'
    | 'ransom-note'
    | 'files-unreadable'
    | 'unknown-account'
    | 'other'
  readonly seenBy: string
  readonly seenAt: string
  /** Which answer it moves: all but `unknown-account` and `other` are encryption. */
  readonly answer: 'encryption' | 'intrusion' | 'none'
}
