/** Where something may lie or come in, beside the servers. `outgoing-logs`: what left the network, for stolen data. */
export const SEARCH_CHANNELS = [
  'mail',
  'phone',
  'web-forms',
  'printer-trays',
  'suppliers',
  'press',
  'outgoing-logs',
] as const
/** Where something may lie or come in, beside the servers. */
export type SearchChannel = (typeof SEARCH_CHANNELS)[number]

/** Ways by which a demand can reach the hospital. */
export const DEMAND_CHANNELS: readonly SearchChannel[] = SEARCH_CHANNELS.filter(
  (one) => one !== 'outgoing-logs',
)

/** The channels in words. */
export const SEARCH_CHANNEL_WORDS: Readonly<Record<SearchChannel, string>> = {
  mail: 'Mail',
  phone: 'Phone and voice mail',
  'web-forms': 'Web forms',
  'printer-trays': 'Printer trays',
  suppliers: 'Suppliers',
  press: 'Press',
  'outgoing-logs': 'Logs of what left the network',
}

/** What came of a search. `not-searched` is what holds where nothing is recorded; recorded, it says that an earlier answer was wrong. */
export const SEARCH_ANSWERS = ['found', 'nothing', 'cannot', 'not-searched'] as const
/** What came of a search. */
export type SearchAnswer = (typeof SEARCH_ANSWERS)[number]

/** The answers in words. */
export const SEARCH_ANSWER_WORDS: Readonly<Record<SearchAnswer, string>> = {
  found: 'found',
  nothing: 'searched, nothing',
  cannot: 'cannot be searched',
  'not-searched': 'not searched',
}

/** How somebody searched. */
export const SEARCH_METHODS = [
  'at-the-console',
  'copied-files',
  'disk-image',
  'logs-read',
  'inbox-read',
  'asked-them',
  'looked-through',
  'other',
] as const
/** How somebody searched. */
export type SearchMethod = (typeof SEARCH_METHODS)[number]

/** The ways in words. */
export const SEARCH_METHOD_WORDS: Readonly<Record<SearchMethod, string>> = {
  'at-the-console': 'at the console',
  'copied-files': 'copied files',
  'disk-image': 'disk image',
  'logs-read': 'logs read',
  'inbox-read': 'inbox read',
  'asked-them': 'asked them',
  'looked-through': 'looked through',
  other: 'another way',
}
