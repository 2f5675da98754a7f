/** Links of one register: a hospital group has some hundreds. */
export const MAX_LINKS = 2_000

/** Faults of a register that are listed: nobody reads more. */
export const MAX_LINK_FAULTS = 200

/** Characters of one cell: a workaround is a sentence or two. */
export const MAX_LINK_CELL_CHARS = 1_000

/** Addresses of one link: more is a network, and a probe is no scanner. */
export const MAX_LINK_ADDRESSES = 20

/** Services that one link is needed by. */
export const MAX_LINK_SERVICES = 100

/** Facts of one link that are kept in the state. The oldest go first: then a link counts as less well cut, never as better. */
export const MAX_LINK_FACTS = 500

/** The longest watch after a reopening, in days: what nobody ends by then must be decided anew. */
export const MAX_WATCH_DAYS = 90
