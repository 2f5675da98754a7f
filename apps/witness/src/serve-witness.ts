import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { WitnessRefusal } from '@codedark/tlog'
import { MAX_SUBMISSION_BYTES, type StoreFault } from '@codedark/witness-store'
import type { OpenedWitness } from './open-witness.ts'

/** A witness that answers. */
export interface WitnessServing {
  readonly url: string
  close(): Promise<void>
}

/** Where it answers, and who is told of what is a sign that a record was rewritten, forked or put back. */
export interface WitnessServeOptions {
  /** Loopback, or the address of the cable between the two laptops: checkpoints are public, and nothing else is told. */
  readonly address: string
  readonly port: number
  readonly now: () => Date
  readonly onNote: (sentence: string) => void
}

/** How long a request may take to come in, in milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000

/** Serves `POST /add-checkpoint` (C2SP tlog-witness), and `GET /` with the witness's name and key. The fault is a sentence. */
export async function serveWitness(
  witness: OpenedWitness,
  options: WitnessServeOptions,
): Promise<Result<WitnessServing, string>> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    void answer(witness, options, request, response)
  })
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        failed(
          error.code === 'EADDRINUSE'
            ? `Port ${options.port} is taken: name another with --port.`
            : `Cannot listen: ${error.code ?? error.message}.`,
        ),
      )
    })
    server.listen(options.port, options.address, () => {
      const at = server.address()
      const port = typeof at === 'object' && at !== null ? at.port : options.port
      const host = options.address.includes(':') ? `[${options.address}]` : options.address
      const close = async (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done())
          server.closeAllConnections()
        })
      resolve(ok({ url: `http://${host}:${port}`, close }))
    })
  })
}

async function answer(
  witness: OpenedWitness,
  { now, onNote }: WitnessServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/')
    return say(response, 200, `${witness.name}: a witness of records.\n${witness.key}\n`)
  if (request.method !== 'POST' || request.url !== '/add-checkpoint')
    return say(response, request.url === '/add-checkpoint' ? 405 : 404, 'POST /add-checkpoint\n')
  const body = await bodyOf(request)
  if (body === null) return say(response, 413, `At most ${MAX_SUBMISSION_BYTES} bytes are taken.\n`)
  const done = witness.store.submit(body, now())
  if (done.ok) return say(response, 200, done.value)
  const alarm = alarmOf(done.fault)
  if (alarm !== null) onNote(alarm)
  const { status, text, type } = refusalOf(done.fault)
  say(response, status, text, type)
}

/** The bytes as UTF-8; null when there are too many, or the sender went away. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength
      if (bytes > MAX_SUBMISSION_BYTES) return null
      chunks.push(chunk)
    }
  } catch {
    return null
  }
  return Buffer.concat(chunks).toString('utf8')
}

function say(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' }).end(text)
}

/** C2SP tlog-witness, add-checkpoint: which status each refusal has. */
function refusalOf(fault: WitnessRefusal | StoreFault): {
  readonly status: number
  readonly text: string
  readonly type?: string
} {
  switch (fault.code) {
    case 'unknown-origin':
      return { status: 404, text: 'This witness does not watch that record.\n' }
    case 'wrong-signature':
      return { status: 403, text: 'No key that this witness knows has signed that.\n' }
    case 'bad-submission':
      return { status: 400, text: `Line ${fault.line}: ${fault.expected} is expected.\n` }
    case 'old-above-size':
      return { status: 400, text: 'The old size is above the size of the checkpoint.\n' }
    case 'other-size':
      return { status: 409, text: `${fault.held}\n`, type: 'text/x.tlog.size' }
    case 'other-tree':
      return { status: 409, text: `${fault.held}\n`, type: 'text/x.tlog.size' }
    case 'wrong-proof':
      return {
        status: 422,
        text: 'The proof does not lead from what this witness holds to that checkpoint.\n',
      }
    case 'storage':
      return { status: 500, text: 'Not stored, so not cosigned.\n' }
  }
}

function alarmOf(fault: WitnessRefusal | StoreFault): string | null {
  if (fault.code === 'storage') return `Nothing can be stored (${fault.reason}): nothing is cosigned.`
  if (fault.code === 'other-tree')
    return 'A checkpoint of another record under the same name and size came in: it was forked or rewritten. It is kept.'
  if (fault.code === 'wrong-proof')
    return 'A checkpoint came in that does not continue what is held here: rewritten, forked, or a wrong proof. It is kept.'
  return null
}
