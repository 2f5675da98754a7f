import type { ZipEntry } from '@codedark/files'
import { z } from 'zod'
import { fact, silence, trace } from './fact-message.ts'
import type { MatchesReply } from './match-message.ts'
import { note } from './note-message.ts'

/** What the parent asks of a child, a JSON line each. */
export type Request =
  | {
      readonly do: 'rules'
      readonly packs: readonly RuleTexts[]
      readonly placeholders: PlaceholderList
    }
  /** Which logs a zip lists. */
  | { readonly do: 'list'; readonly path: string }
  /** Which channels the beginning of a log holds. */
  | ({ readonly do: 'peek' } & LogPlace)
  /** The digest of its bytes as they lie there. */
  | ({ readonly do: 'hash' } & LogPlace)
  | ({ readonly do: 'read' } & ReadRequest)
  /** Whether a text reads like a ransom note. */
  | ({ readonly do: 'note' } & LogPlace)
  /** One record of it again, as text. */
  | ({ readonly do: 'record'; readonly offset: number; readonly recordId: number } & LogPlace)
  | ({ readonly do: 'show' } & ShowRequest)

/** One log, with all rules. */
export interface ReadRequest extends LogPlace {
  /** Also its digest, before anything else. */
  readonly hash: boolean
  /** Chunks of logs whose templates may stand in for those that this one has lost. */
  readonly lend: readonly TemplatePlace[]
}

/** A chunk of a log, by its offset in the log. */
export interface TemplatePlace extends LogPlace {
  readonly chunkOffset: number
}

/** One log, record by record. */
export interface ShowRequest {
  readonly path: string
  readonly form: 'json' | 'xml'
  /** Records that are no longer live as well. */
  readonly recover: boolean
  /** Logs whose templates may stand in for those that this one has lost. */
  readonly templates: readonly string[]
  /** Only the record of this number. */
  readonly recordId?: number | undefined
}

/** Where a log lies: a file, or an entry of a zip. */
export interface LogPlace {
  readonly path: string
  readonly entry?: ZipEntry | undefined
}

/** Placeholders as JSON can hold them. */
export type PlaceholderList = readonly (readonly [name: string, values: readonly string[]])[]

/** The texts of one pack, as they go to the child that parses them. */
export interface RuleTexts {
  readonly name: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** The rules as read when the pack was imported, instead of files. */
  readonly bundle?: string
}

const level = z.enum(['informational', 'low', 'medium', 'high', 'critical'])
const rule = z.object({
  id: z.string(),
  title: z.string(),
  author: z.string(),
  level,
  /** Where its records stand; a rule on processes sees in Security only the records of started processes, and may need their command lines. */
  channels: z
    .array(z.object({ channel: z.string(), process: z.boolean(), commandLine: z.boolean().default(false) }))
    .default([]),
  pack: z.string(),
  /** Only correlations see its matches: they are told as `matches`. */
  hidden: z.boolean().default(false),
  /** Fields of which `matches` tell values, in order. */
  needs: z.array(z.string()).default([]),
})
const refusal = z.object({
  pack: z.string(),
  path: z.string(),
  line: z.number().nullable(),
  id: z.string().nullable(),
  title: z.string().nullable(),
  code: z.string(),
  reason: z.string(),
})
const count = z.number().int().min(0)
const run = z.object({ firstId: z.number(), lastId: z.number(), firstAt: z.string(), lastAt: z.string() })
const stats = z.object({
  computer: z.string(),
  channel: z.string(),
  records: count,
  runs: z.array(run),
  runsCut: z.boolean(),
  clears: z.array(z.object({ channel: z.string(), at: z.string() })),
  unreadable: z.array(
    z.object({ afterId: z.number().nullable(), beforeId: z.number().nullable(), text: z.string() }),
  ),
  keyBackups: z.array(z.string()),
  silences: z.array(silence).default([]),
})

/** A template that a log holds (`MetTemplate` of libs/evtx). */
const template = z.object({ id: count, digest: z.string().regex(/^[0-9a-f]{16}$/), chunkOffset: count })
const recovery = z.enum(['crc-bad', 'slack', 'orphan'])

const entry = z.object({
  name: z.string(),
  method: count,
  packedBytes: count,
  bytes: count,
  crc: count,
  headerAt: count,
})

/**
 * What a child says, a JSON line each. The child read hostile bytes, so what it says is checked like any input; the file
 * that a line is about is the one that the parent asked for, never one that the child names.
 */
export const reply = z.discriminatedUnion('is', [
  /** It lives: so many records and bytes of the file so far. */
  z.object({ is: z.literal('beat'), records: count, bytes: count }),
  /** It asks the disk, which may take its time; said only where the system does not tell a process's work. */
  z.object({ is: z.literal('disk') }),
  /** It begins something that may be silent for longer: the rules of a kind of record are compiled when its first one comes. */
  z.object({ is: z.literal('busy') }),
  /** All rules are loaded; findings name them by their place in `rules`. */
  z.object({
    is: z.literal('rules'),
    rules: z.array(rule),
    refused: z.array(refusal),
    /** The correlations and the rules that they stand on, as a bundle of libs/sigma; empty where there are none. */
    correlations: z.string().default(''),
  }),
  z.object({
    is: z.literal('finding'),
    rules: z.array(count).min(1),
    computer: z.string(),
    channel: z.string(),
    eventId: count,
    recordId: count,
    time: z.string(),
    offset: count,
    fields: z.record(z.string(), z.string()),
    recovery: recovery.optional(),
    borrowedTemplate: z.boolean().optional(),
  }),
  /** Something of the file could not be read. */
  z.object({
    is: z.literal('fault'),
    code: z.string(),
    offset: count.nullable(),
    text: z.string(),
    facts: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
  /** Chunks of the file: the name of each and how many live records it holds, in turn. */
  z.object({ is: z.literal('chunks'), seen: z.array(count) }),
  note,
  /** For `list`: logs in the zip, and texts that may be notes. */
  z.object({ is: z.literal('entries'), entries: z.array(entry) }),
  /** For `peek`: the channels of its first records. */
  z.object({ is: z.literal('peeked'), channels: z.array(z.string()) }),
  /** For `hash`. */
  z.object({ is: z.literal('hashed'), digest: z.string().regex(/^[a-z]+:[0-9a-f]{64}$/) }),
  /** For `show`: one record, as JSON or as the text of its XML. */
  z.object({ is: z.literal('record'), json: z.unknown() }),
  /** The file is done. */
  z.object({
    is: z.literal('end'),
    records: count,
    bytes: count,
    stats: z.array(stats),
    facts: z.array(fact).default([]),
    traces: z.array(trace).default([]),
    /** What it turned out to be; `none` is JSON without a record that we know. */
    found: z.enum(['evtx', 'json', 'none']),
    /** Records that are no longer live: those that were matched as well, and those that could not be read any more. */
    recovered: count.default(0),
    notRecovered: count.default(0),
    templates: z.array(template).default([]),
    /** Ids of templates that records name and the log has lost. */
    lost: z.array(count).default([]),
  }),
])

/** One line from a child. */
export type Reply = z.infer<typeof reply> | MatchesReply
/** A rule that a child loaded. */
export type LoadedRule = z.infer<typeof rule>
/** A rule that could not be loaded, and why. */
export type RefusedRule = z.infer<typeof refusal>
/** Whether a line is a finding as the schema of `reply` has it, told without that schema; it bears no other member. */
export function isFindingReply(said: unknown): said is Extract<Reply, { is: 'finding' }> {
  if (typeof said !== 'object' || said === null || !('is' in said) || said.is !== 'finding') return false
  let members = 0
  for (const [name, value] of Object.entries(said)) {
    const check = FINDING_MEMBERS.get(name)
    if (check === undefined) {
      if (LABELS.get(name)?.includes(value) !== true) return false
      continue
    }
    if (!check(value)) return false
    members += 1
  }
  return members === FINDING_MEMBERS.size
}

/** What a finding may bear beside its members. */
const LABELS = new Map<string, readonly unknown[]>([
  ['recovery', recovery.options],
  ['borrowedTemplate', [true]],
])
const isText = (value: unknown): boolean => typeof value === 'string'
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0
const FINDING_MEMBERS = new Map<string, (value: unknown) => boolean>(
  Object.entries({
    is: isText,
    rules: (value) => Array.isArray(value) && value.length > 0 && value.every(isCount),
    computer: isText,
    channel: isText,
    eventId: isCount,
    recordId: isCount,
    time: isText,
    offset: isCount,
    fields: (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every(isText),
  }),
)

/** What a log turned out to be. */
export type FoundKind = Extract<Reply, { is: 'end' }>['found']
