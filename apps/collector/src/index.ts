/** The collector: feeds of the hospital end here and are sealed to the vault; it holds no key that could read them. @module */
export { collectFeeds } from './tasks/collect-feeds.ts'
export type { CollectOptions, Collecting, FeedLine, FeedState } from './tasks/collect-feeds.ts'
