import type { OpenedCare } from '../open-care.ts'
import { hasReadyPage, readyNow } from './ready.ts'

/** How often it is looked whether the day has its page, in milliseconds; the first time after as long. */
const ROUND_MS = 5 * 60_000

/**
 * Keeps a page for each day (UTC) while the ward pages are served, until the returned function is called. A page that cannot be
 * made is tried again at the next look: a full disk keeps nobody from a patient.
 */
export function keepReadyPages(care: OpenedCare, now: () => string, everyMs = ROUND_MS): () => void {
  let busy = false
  const look = async (): Promise<void> => {
    const moment = now()
    if (busy || hasReadyPage(care.folder, moment)) return
    busy = true
    await readyNow(care, moment)
    busy = false
  }
  const round = setInterval(() => void look(), everyMs)
  round.unref()
  return () => clearInterval(round)
}
