/** How long nothing may come from the server before contact counts as lost, in milliseconds: three of its heartbeats. */
export const SILENCE_MS = 15_000

/** Whether the page still hears its server. Instants in milliseconds of the browser's clock. */
export interface Contact {
  readonly lastHeardMs: number
  readonly lost: boolean
}

/** Heard something. */
export const heard = (nowMs: number): Contact => ({ lastHeardMs: nowMs, lost: false })

/** Nothing was heard; `failed` says that the connection broke, which needs no waiting. */
export function listened(contact: Contact, nowMs: number, failed: boolean): Contact {
  const lost = contact.lost || failed || nowMs - contact.lastHeardMs > SILENCE_MS
  return lost === contact.lost ? contact : { ...contact, lost }
}

/** The server's clock at a moment of the browser's, from an answer that said what time it was there. */
export function serverNow(said: { readonly now: string; readonly heardMs: number }, atMs: number): string {
  const ms = Date.parse(said.now) + (atMs - said.heardMs)
  return new Date(Number.isFinite(ms) ? ms : atMs).toISOString()
}
