import type { Answer } from '../../triage/index.ts'
import type { EventHead, TextRef } from '../event-head.ts'
import type { RoleId } from '../../people/index.ts'
import type { LinkCondition, LinkKind, LinkMethod, ReleaseCondition } from './kinds.ts'

/** What can happen to the connections to the outside, and to the right of a server to reconnect. */
export type LinkEvent =
  | LinksImported
  | LinkRegistered
  | LinkReported
  | LinkProbed
  | LinkCutAgreed
  | LinkConditionSet
  | LinkReopened
  | LinkWatchEnded
  | ServerReleased
  | ReleaseWithdrawn

/** A register of links was taken in; a `LinkRegistered` for each line follows. A link that is not in it stays, unlisted. */
export interface LinksImported extends EventHead {
  readonly type: 'LinksImported'
  /** SHA-256 over the file, hex. */
  readonly digest: string
  readonly links: number
  readonly faults: number
}

/** One line of the register. */
export interface LinkRegistered extends EventHead {
  readonly type: 'LinkRegistered'
  readonly link: string
  readonly kind: LinkKind
  /** Who is at the other end. */
  readonly partner: TextRef
  /** The rest of the line: JSON of a `LinkWords`. */
  readonly words: TextRef
  /** How many addresses the register has of it: the only ones that a probe may ever try. */
  readonly addresses: number
}

/** Somebody says or tested that a link is open or cut. */
export interface LinkReported extends EventHead {
  readonly type: 'LinkReported'
  readonly link: string
  readonly state: 'open' | 'cut'
  readonly confidence: 'said' | 'tested'
  readonly method: LinkMethod
  readonly statedBy: TextRef
  /** When it was so. */
  readonly statedAt: string
  readonly text?: TextRef
}

/** The addresses of a link were tried from one place. Each is counted once, by how far the attempt came. */
export interface LinkProbed extends EventHead {
  readonly type: 'LinkProbed'
  readonly link: string
  readonly probedAt: string
  /** From which machine and network. */
  readonly from: TextRef
  /** A connection came about: the link is not cut. */
  readonly connected: number
  /** Something on the way answered and refused: that proves neither. */
  readonly refused: number
  /** No answer in time, or no way there. */
  readonly silent: number
  /** Could not be tried: no such name here, a fault of this machine. */
  readonly notTried: number
}

/** Before a cut: what care it costs, as reckoned, and who agreed. */
export interface LinkCutAgreed extends EventHead {
  readonly type: 'LinkCutAgreed'
  readonly link: string
  readonly agreedBy: TextRef
  readonly agreedAt: string
  readonly role?: RoleId
  /** What the list of dependencies gives; absent: there was no list to reckon on. */
  readonly careLost?: CareLost
  readonly text?: TextRef
}

/** Lines of care that a cut changes. */
export interface CareLost {
  readonly down: number
  readonly onPaper: number
  readonly limited: number
  /** Not known before, so nothing can be reckoned. */
  readonly notReckoned: number
}

/** A condition for reopening is met, or not any more. */
export interface LinkConditionSet extends EventHead {
  readonly type: 'LinkConditionSet'
  readonly link: string
  readonly condition: LinkCondition
  readonly met: boolean
  readonly statedBy: TextRef
  readonly statedAt: string
  /** How it is known; of the partner's confirmation, who confirmed it. */
  readonly text?: TextRef
}

/** Two people opened a link again. */
export interface LinkReopened extends EventHead {
  readonly type: 'LinkReopened'
  readonly link: string
  readonly reopenedAt: string
  /** Until when it is watched. */
  readonly watchUntil: string
  /** Who cuts it again if anything shows. */
  readonly closer: TextRef
  /** The second of two; the first is `byName`. */
  readonly secondName: TextRef
  /** Account of the second, where they signed in. */
  readonly secondBy?: string
}

/** Somebody says that the watch after a reopening was quiet. */
export interface LinkWatchEnded extends EventHead {
  readonly type: 'LinkWatchEnded'
  readonly link: string
  readonly statedBy: TextRef
  readonly statedAt: string
  readonly text?: TextRef
}

/** Two people let a server reconnect. It never follows from a verdict; the one held at that moment stands beside it. */
export interface ServerReleased extends EventHead {
  readonly type: 'ServerReleased'
  readonly server: string
  readonly verdict: Answer | null
  readonly conditions: readonly ReleaseCondition[]
  readonly reason: TextRef
  readonly watchUntil: string
  /** Who takes it off again if anything shows. */
  readonly closer: TextRef
  readonly secondName: TextRef
  readonly secondBy?: string
}

/** A server may not reconnect after all, or must go off again. One person is enough to say so. */
export interface ReleaseWithdrawn extends EventHead {
  readonly type: 'ReleaseWithdrawn'
  readonly server: string
  readonly reason: TextRef
}
