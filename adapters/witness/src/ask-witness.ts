import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { cosignaturesOf, formatSubmission, parseCosignerKey } from '@codedark/tlog'
import type { Sha256, VerifySignature } from '@codedark/tlog'
import { MAX_ANSWER_BYTES } from './limits.ts'

/** A witness as a record knows it: where it answers, and the key that its cosignatures must bear. */
export interface KnownWitness {
  /** `http://192.0.2.7:7319`: what stands before `/add-checkpoint`. */
  readonly url: string
  /** Its verifier key (C2SP vkey, cosignature type). */
  readonly key: string
}

/** What a record hands over: proofs come from it for whatever the witness says that it holds. */
export interface Submitted {
  readonly checkpoint: string
  readonly size: number
  /** Consistency proof from a size to `size`; null where the record has fewer entries than that. */
  readonly proof: (oldSize: number) => readonly Uint8Array[] | null
}

/** A cosignature that was checked. */
export interface Witnessed {
  /** The line, ended by LF. */
  readonly line: string
  /** The name in the witness's key. */
  readonly by: string
  /** On its clock. */
  readonly at: string
}

/** Why there is no cosignature. */
export type AskFault =
  | { readonly code: 'bad-key' }
  /** It did not answer in time, or not at all. */
  | { readonly code: 'unreachable'; readonly reason: string }
  /** It answered what no witness answers. */
  | { readonly code: 'strange-answer'; readonly status: number }
  /** It does not watch this record, or does not know its key. */
  | { readonly code: 'not-watched'; readonly status: 403 | 404 }
  /** It holds a checkpoint of more entries than the record has: this record was cut or put back. */
  | { readonly code: 'witness-is-ahead'; readonly held: number }
  /** What it holds is not the beginning of this record: it was rewritten or forked. */
  | { readonly code: 'another-history'; readonly held: number }

/** What `askWitness` is handed. */
export interface AskTools {
  readonly sha256: Sha256
  readonly verify: VerifySignature
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/**
 * Submits a checkpoint (C2SP tlog-witness, add-checkpoint) from `oldSize`, what the witness is believed to hold; where it
 * says that it holds another size, once more from that. A cosignature counts only if it holds under the witness's key.
 */
export async function askWitness(
  witness: KnownWitness,
  submitted: Submitted,
  oldSize: number,
  tools: AskTools,
): Promise<Result<Witnessed, AskFault>> {
  const key = parseCosignerKey(tools.sha256, witness.key)
  if (!key.ok) return failed({ code: 'bad-key' })
  let old = oldSize
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const hashes = submitted.proof(old)
    if (hashes === null) return failed({ code: 'witness-is-ahead', held: old })
    const body = formatSubmission({ oldSize: old, hashes, checkpoint: submitted.checkpoint })
    const answer = await post(witness.url, body, tools)
    if (!answer.ok) return answer
    const { status, text } = answer.value
    if (status === 200) {
      const line = text.endsWith('\n') ? text : `${text}\n`
      const found = cosignaturesOf(`${submitted.checkpoint}${line}`, [key.value], tools.verify)
      const [first] = found.ok ? found.value : []
      if (first === undefined) return failed({ code: 'strange-answer', status })
      return ok({ line, by: first.by.name, at: new Date(first.atS * 1000).toISOString() })
    }
    if (status === 403 || status === 404) return failed({ code: 'not-watched', status })
    if (status === 422) return failed({ code: 'another-history', held: old })
    const held = status === 409 && /^\d{1,15}\n?$/u.test(text) ? Number(text) : null
    if (held === null) return failed({ code: 'strange-answer', status })
    if (held === old) return failed({ code: 'another-history', held })
    if (held > submitted.size) return failed({ code: 'witness-is-ahead', held })
    old = held
  }
  return failed({ code: 'strange-answer', status: 409 })
}

async function post(
  url: string,
  body: string,
  { timeoutMs, signal }: AskTools,
): Promise<Result<{ readonly status: number; readonly text: string }, AskFault>> {
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await fetch(`${url.replace(/\/+$/u, '')}/add-checkpoint`, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    })
    return ok({ status: answer.status, text: await shortText(answer) })
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    return failed({ code: 'unreachable', reason })
  }
}

/** At most so much is read: whoever answers need not be a witness. */
async function shortText(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MAX_ANSWER_BYTES) break
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
