/** Heap of a child that reads or prints: a hospital of 500 beds with a month of results takes a third. */
export const CHILD_HEAP_MB = 1_536
/** Resident memory at which a child is ended: buffers do not count against the heap. */
export const CHILD_MEMORY_MB = 2_560
/** How much longer by the clock than by its own work a child may be silent: the laptop prints and serves meanwhile. */
export const CHILD_PATIENCE = 4
/** The longest frame between parent and child: a Bundle's received part, or the PDF of the largest ward. */
export const MAX_FRAME_BYTES = 256 * 1024 * 1024
/**
 * A child that says nothing for so long while it reads is ended. Not the one second of triage: a file that is given up is a
 * ward without its orders, and a busy laptop alone can keep a child from running for a second.
 */
export const READ_STALL_MS = 5_000
/** The same while a child starts, builds the copy of all that it read, or sets a packet: one step without a word. */
export const STEP_STALL_MS = 60_000
