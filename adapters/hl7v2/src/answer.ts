import type { Header } from './header.ts'

/** What becomes of a message: kept, kept but not understood (kept all the same), not kept. */
export type Outcome = 'kept' | 'content-fault' | 'not-kept'

/** What an answer needs besides the message's header. */
export interface AnswerContext {
  /** Unique among our answers. */
  readonly controlId: string
  /** UTC. */
  readonly now: Date
  /** ERR and MSA-3; never anything of a patient. */
  readonly text?: string
}

/**
 * The answer to a message, or null where the sender wants none (HL7 v2.5.1, 2.9.2 and 2.9.3). MSH-15 and MSH-16 empty: one
 * AA, AE or AR. Either set: CA, CE or CR as MSH-15 asks (AL, NE, ER, SU); the application answer of the enhanced mode is not
 * ours to give, since what a message does to the copy is found out later.
 */
export function answerTo(header: Header | null, outcome: Outcome, context: AnswerContext): Uint8Array | null {
  const enhanced = header !== null && (header.acceptAck !== null || header.applicationAck !== null)
  if (enhanced && !wanted(header.acceptAck, outcome)) return null
  const code = `${enhanced ? 'C' : 'A'}${outcome === 'kept' ? 'A' : outcome === 'content-fault' ? 'E' : 'R'}`
  const event = header?.event === null || header?.event === undefined ? '' : `^${clean(header.event)}`
  const msh = [
    'MSH',
    '^~\\&',
    'CODEDARK',
    clean(header?.receivingFacility),
    clean(header?.sendingApplication),
    clean(header?.sendingFacility),
    stamp(context.now),
    '',
    `ACK${event}^ACK`,
    context.controlId,
    // Echoed: a test system that is answered "P" would think it is live.
    clean(header?.processingId) || 'P',
    clean(header?.version) || '2.5.1',
  ].join('|')
  const msa = ['MSA', code, clean(header?.controlId), clean(context.text)].join('|').replace(/\|$/u, '')
  const text = new TextEncoder().encode(`${msh}\r${msa}\r`)
  const framed = new Uint8Array(text.length + 3)
  framed[0] = 0x0b
  framed.set(text, 1)
  framed.set([0x1c, 0x0d], text.length + 1)
  return framed
}

function wanted(acceptAck: string | null, outcome: Outcome): boolean {
  if (acceptAck === 'AL' || acceptAck === null) return acceptAck === 'AL'
  if (acceptAck === 'ER') return outcome !== 'kept'
  if (acceptAck === 'SU') return outcome === 'kept'
  return acceptAck !== 'NE'
}

/** What the sender wrote goes back to it with our separators escaped and nothing that could end a segment. */
function clean(text: string | null | undefined): string {
  return (text ?? '')
    .replaceAll('\\', '\\E\\')
    .replaceAll('|', '\\F\\')
    .replaceAll('^', '\\S\\')
    .replaceAll('&', '\\T\\')
    .replaceAll('~', '\\R\\')
    .replace(/\p{Cc}/gu, ' ')
}

function stamp(now: Date): string {
  return `${now.toISOString().replace(/[-:T]/gu, '').slice(0, 14)}+0000`
}
