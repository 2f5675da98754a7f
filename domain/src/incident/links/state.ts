import type { Answer } from '../../triage/index.ts'
import type { RoleId } from '../../people/index.ts'
import type { TextRef } from '../event-head.ts'
import type { CareLost } from './events.ts'
import type { LinkCondition, LinkKind, LinkMethod, ReleaseCondition } from './kinds.ts'

/** What the record holds of connections to the outside, and of servers that may reconnect. */
export interface LinksState {
  /** The register last imported; null: none was, so of no link anything is known. */
  readonly register: {
    readonly digest: string
    readonly importedAt: string
    readonly links: number
    readonly faults: number
    readonly entry: number
  } | null
  /** By id; a link that a later register leaves out stays, with `listed` false. */
  readonly links: ReadonlyMap<string, LinkRecord>
  /** By server id: the release last signed, or its withdrawal. */
  readonly releases: ReadonlyMap<string, ReleaseHeld>
}

/** One link as its entries have it. What state it is in: `linkStanding`. */
export interface LinkRecord {
  readonly link: string
  readonly kind: LinkKind
  readonly partner: TextRef
  readonly words: TextRef
  readonly addresses: number
  readonly listed: boolean
  /** In order of the instants that they speak of; whoever was told first does not matter. */
  readonly facts: readonly LinkFact[]
  /** The attempts last made from one place, whatever came of them. */
  readonly lastProbe: ProbeHeld | null
  readonly agreed: CutAgreement | null
  readonly conditions: ReadonlyMap<LinkCondition, ConditionHeld>
  readonly reopening: ReopeningHeld | null
  readonly changedAt: string
}

/** One thing that was said, tested, tried or signed of a link, at the instant at which it was so. */
export interface LinkFact {
  readonly at: string
  readonly entry: number
  readonly kind: 'cut' | 'open' | 'reopened'
  readonly how: 'said' | 'tested' | 'probed' | 'signed'
  readonly method: LinkMethod | null
  /** Null: a probe has no name. */
  readonly by: TextRef | null
}

/** What came of trying a link's addresses. */
export interface ProbeHeld {
  readonly entry: number
  readonly at: string
  readonly from: TextRef
  readonly connected: number
  readonly refused: number
  readonly silent: number
  readonly notTried: number
}

/** Who agreed to a cut, and what care it was reckoned to cost. */
export interface CutAgreement {
  readonly entry: number
  readonly at: string
  readonly by: TextRef
  readonly role: RoleId | null
  readonly careLost: CareLost | null
  readonly text: TextRef | null
}

/** A condition as last stated. */
export interface ConditionHeld {
  readonly entry: number
  readonly at: string
  readonly met: boolean
  readonly by: TextRef
  readonly text: TextRef | null
}

/** The last reopening. */
export interface ReopeningHeld {
  readonly entry: number
  readonly at: string
  readonly watchUntil: string
  readonly closer: TextRef
  readonly firstName: TextRef | null
  readonly secondName: TextRef
  /** Null: nobody said that the watch was quiet. */
  readonly watchEnded: { readonly entry: number; readonly at: string; readonly by: TextRef } | null
}

/** A server that two people let reconnect. */
export interface ReleaseHeld {
  readonly entry: number
  readonly at: string
  readonly verdict: Answer | null
  readonly conditions: readonly ReleaseCondition[]
  readonly reason: TextRef
  readonly watchUntil: string
  readonly closer: TextRef
  readonly firstName: TextRef | null
  readonly secondName: TextRef
  /** Null: it stands. */
  readonly withdrawn: { readonly entry: number; readonly at: string; readonly reason: TextRef } | null
}

/** No register, no link, no release. */
export const NO_LINKS: LinksState = { register: null, links: new Map(), releases: new Map() }
