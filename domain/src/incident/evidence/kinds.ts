/**
 * What an item of evidence shows, the gravest first: a kind further down is a lesser one, and going down takes two people.
 * `contact-only`: instructions to get in touch, no sum. `wrongly-addressed`: meant for somebody else, which may end the outage.
 * `third-party-claim`: somebody outside says so, nothing of it is verified. `sighting`: a person saw something.
 */
export const ITEM_KINDS = [
  'demand',
  'threat-to-publish',
  'data-taken',
  'encryption',
  'backup-hit',
  'wrongly-addressed',
  'contact-only',
  'third-party-claim',
  'sighting',
] as const
/** What an item of evidence shows. */
export type ItemKind = (typeof ITEM_KINDS)[number]

/** How an item came in; `sighting`: somebody recorded that they saw a note on a server. */
export const ITEM_SOURCES = [
  'triage',
  'file-scan',
  'typed',
  'photographed',
  'paper-form',
  'sighting',
] as const
/** How an item came in. */
export type ItemSource = (typeof ITEM_SOURCES)[number]

/** What was done with a kept item, for its handling record. */
export const HANDLING_ACTS = ['looked-at', 'exported', 'printed'] as const
/** What was done with a kept item. */
export type HandlingAct = (typeof HANDLING_ACTS)[number]

/** The kinds in words, as a sentence has them. */
export const ITEM_KIND_WORDS: Readonly<Record<ItemKind, string>> = {
  demand: 'demand',
  'threat-to-publish': 'threat to publish',
  'data-taken': 'data taken',
  encryption: 'encryption',
  'backup-hit': 'backup hit',
  'wrongly-addressed': 'wrongly addressed',
  'contact-only': 'contact only, no sum',
  'third-party-claim': 'claim by a third party, not verified',
  sighting: 'sighting',
}

/** Whether going from one kind to the other makes less of an item. */
export const isLesser = (from: ItemKind, to: ItemKind): boolean =>
  ITEM_KINDS.indexOf(to) > ITEM_KINDS.indexOf(from)
