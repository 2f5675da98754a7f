/** The register of links to the outside, and the release of servers. @module */
export { costOfCut } from './care-lost.ts'
export type { CareChange, CutCost, LinkNeed } from './care-lost.ts'
export type { LinkCommand, LinkRefusal, LinkToRegister } from './commands.ts'
export type { CareLost, LinkEvent } from './events.ts'
export {
  LINK_CONDITIONS,
  LINK_CONDITION_WORDS,
  LINK_KINDS,
  LINK_KIND_WORDS,
  LINK_METHODS,
  LINK_METHOD_WORDS,
  RELEASE_CONDITIONS,
  RELEASE_CONDITION_WORDS,
} from './kinds.ts'
export type { LinkCondition, LinkKind, LinkMethod, ReleaseCondition } from './kinds.ts'
export { parseAddress } from './parse-address.ts'
export { LINK_COLUMNS, describeLinkFault, parseLinks } from './parse-links.ts'
export type { LinkFault, LinkImport, ListedLink } from './parse-links.ts'
export { allLinksTestedCut, conditionsNow, linkStanding, missingConditions } from './standing.ts'
export type { LinkStanding, LinkStateWord } from './standing.ts'
export type { LinkFact, LinkRecord, LinksState, ReleaseHeld } from './state.ts'
export { addressText, readLinkWords, writeLinkWords } from './words.ts'
export type { LinkAddress, LinkWords } from './words.ts'
