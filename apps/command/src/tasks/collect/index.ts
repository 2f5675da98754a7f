/** The order in which people fetch logs, as a list for sticks. @module */
export { collectionCsv, collectionHtml, collectionText } from './collection-sheet.ts'
export { collectionOrder } from './collection-order.ts'
export type { CollectionLine, CollectionState } from './collection-order.ts'
export { collectionState, readFindings } from './collection-state.ts'
export type { NamingFinding } from './collection-state.ts'
