import type { RoleId } from '../../people/index.ts'
import type { CareLost } from './events.ts'
import type { LinkCondition, LinkKind, LinkMethod, ReleaseCondition } from './kinds.ts'

/** What somebody wants recorded of links and releases. Texts are plain; `decide` turns each into a commitment. */
export type LinkCommand =
  | {
      readonly type: 'ImportLinks'
      /** SHA-256 over the file, hex. */
      readonly digest: string
      readonly faults: number
      readonly links: readonly LinkToRegister[]
    }
  | (WhoSays & {
      readonly type: 'ReportLink'
      readonly link: string
      readonly state: 'open' | 'cut'
      readonly confidence: 'said' | 'tested'
      readonly method: LinkMethod
    })
  | {
      readonly type: 'RecordProbe'
      readonly link: string
      readonly probedAt: string
      readonly from: string
      readonly connected: number
      readonly refused: number
      readonly silent: number
      readonly notTried: number
    }
  | (WhoSays & {
      readonly type: 'AgreeToCut'
      readonly link: string
      readonly role?: RoleId | undefined
      readonly careLost?: CareLost | undefined
    })
  | (WhoSays & {
      readonly type: 'SetLinkCondition'
      readonly link: string
      readonly condition: LinkCondition
      readonly met: boolean
    })
  | (SecondPerson & {
      readonly type: 'ReopenLink'
      readonly link: string
      readonly reopenedAt: string
      readonly watchUntil: string
      readonly closer: string
    })
  | (WhoSays & { readonly type: 'EndLinkWatch'; readonly link: string })
  | (SecondPerson & {
      readonly type: 'ReleaseServer'
      readonly server: string
      readonly conditions: readonly ReleaseCondition[]
      readonly reason: string
      readonly watchUntil: string
      readonly closer: string
    })
  | { readonly type: 'WithdrawRelease'; readonly server: string; readonly reason: string }

/** A line of the register as it is to be recorded. */
export interface LinkToRegister {
  readonly link: string
  readonly kind: LinkKind
  readonly partner: string
  /** JSON of a `LinkWords`. */
  readonly words: string
  readonly addresses: number
}

interface WhoSays {
  readonly statedBy: string
  readonly statedAt: string
  readonly text?: string | undefined
}

/** The second of two people; the first is the one who records. */
interface SecondPerson {
  readonly secondName: string
  /** Their account, where they signed in. */
  readonly secondBy?: string | undefined
}

/** Why something of a link or a release is not recorded. */
export type LinkRefusal =
  | { readonly code: 'unknown-link'; readonly link: string }
  | { readonly code: 'same-register'; readonly importedAt: string }
  | { readonly code: 'no-links' }
  | { readonly code: 'same-link-twice'; readonly link: string }
  | { readonly code: 'no-addresses'; readonly link: string }
  | { readonly code: 'more-than-addresses'; readonly have: number; readonly addresses: number }
  | { readonly code: 'conditions-missing'; readonly conditions: readonly LinkCondition[] }
  | { readonly code: 'partner-unnamed' }
  | { readonly code: 'not-cut'; readonly link: string }
  | { readonly code: 'before-last-news'; readonly at: string; readonly last: string }
  | { readonly code: 'two-signatures' }
  | { readonly code: 'watch-too-short'; readonly watchUntil: string; readonly from: string }
  | { readonly code: 'watch-too-long'; readonly watchUntil: string; readonly days: number }
  | { readonly code: 'not-watched'; readonly link: string }
  | { readonly code: 'watch-still-on'; readonly watchUntil: string }
  | { readonly code: 'nothing-ticked' }
  | { readonly code: 'not-released'; readonly server: string }

/** A refusal as a whole sentence for the person who asked. */
export function describeLinkRefusal(refusal: LinkRefusal): string {
  switch (refusal.code) {
    case 'unknown-link':
      return `${refusal.link} is not in the register of links.`
    case 'same-register':
      return `This very register was taken in at ${refusal.importedAt}; nothing of it changed.`
    case 'no-links':
      return 'The register holds no link that can be read.'
    case 'same-link-twice':
      return `${refusal.link} stands in the register twice.`
    case 'no-addresses':
      return `The register has no address of ${refusal.link}, and a probe tries no other.`
    case 'more-than-addresses':
      return `${refusal.have} addresses were tried; the register has ${refusal.addresses}.`
    case 'conditions-missing':
      return `${refusal.conditions.length} ${refusal.conditions.length === 1 ? 'condition is' : 'conditions are'} not met: ${refusal.conditions.join(', ')}.`
    case 'partner-unnamed':
      return 'The partner’s confirmation needs the name of who confirmed it, in words.'
    case 'not-cut':
      return `${refusal.link} is not cut, as far as we know: there is nothing to reopen.`
    case 'before-last-news':
      return `Reopened at ${refusal.at} lies before what was last told of it (${refusal.last}).`
    case 'two-signatures':
      return 'This takes the signatures of two different people.'
    case 'watch-too-short':
      return `A watch until ${refusal.watchUntil} ends before it begins (${refusal.from}).`
    case 'watch-too-long':
      return `A watch until ${refusal.watchUntil} is longer than ${refusal.days} days: nobody watches that long.`
    case 'not-watched':
      return `${refusal.link} was not reopened, or its watch is ended already.`
    case 'watch-still-on':
      return `The watch goes on until ${refusal.watchUntil}.`
    case 'nothing-ticked':
      return 'Nothing is ticked: what was done, so that this server may reconnect?'
    case 'not-released':
      return `No release of ${refusal.server} stands.`
  }
}

const REFUSALS: ReadonlySet<string> = new Set<LinkRefusal['code']>([
  'unknown-link',
  'same-register',
  'no-links',
  'same-link-twice',
  'no-addresses',
  'more-than-addresses',
  'conditions-missing',
  'partner-unnamed',
  'not-cut',
  'before-last-news',
  'two-signatures',
  'watch-too-short',
  'watch-too-long',
  'not-watched',
  'watch-still-on',
  'nothing-ticked',
  'not-released',
])

/** Whether a refusal is one of links or releases. */
export function isLinkRefusal<Refused extends { readonly code: string }>(
  refusal: Refused,
): refusal is Extract<Refused, LinkRefusal> {
  return REFUSALS.has(refusal.code)
}

const TYPES: ReadonlySet<string> = new Set<LinkCommand['type']>([
  'ImportLinks',
  'ReportLink',
  'RecordProbe',
  'AgreeToCut',
  'SetLinkCondition',
  'ReopenLink',
  'EndLinkWatch',
  'ReleaseServer',
  'WithdrawRelease',
])

/** Whether a command is one on links or releases. */
export function isLinkCommand<Command extends { readonly type: string }>(
  command: Command,
): command is Extract<Command, LinkCommand> {
  return TYPES.has(command.type)
}
