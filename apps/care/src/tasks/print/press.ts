import type { WardPacket } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { CareChild, childInClone, describeFailure } from '../child/child.ts'
import { STEP_STALL_MS } from '../child/limits.ts'
import { printReply } from './messages.ts'
import type { PrintReply } from './messages.ts'

/** A packet as set: PDF, and what could not be printed in full. */
export interface SetPacket extends PrintReply {
  readonly pdf: Uint8Array
}

/** A child that sets packets, one after another; it is started when the first is asked for. */
export class Press {
  readonly #childPath: string
  #child: CareChild | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(childPath: string | undefined) {
    this.#childPath = childPath ?? childInClone('print-child')
  }

  /** Sets a packet after those that wait. The fault is a sentence; the next one gets a new child then. */
  async set(packet: WardPacket): Promise<Result<SetPacket, string>> {
    const mine = this.#last.then(() => this.#setNow(packet))
    this.#last = mine
    return mine
  }

  /** Ends the child. */
  close(): void {
    this.#child?.end()
    this.#child = undefined
  }

  async #setNow(packet: WardPacket): Promise<Result<SetPacket, string>> {
    this.#child ??= new CareChild({ childPath: this.#childPath, readable: [] })
    const child = this.#child
    child.ask(packet)
    const said = await child.next(STEP_STALL_MS)
    const drawn = said.ok ? await child.next(STEP_STALL_MS) : said
    if (!said.ok || !drawn.ok) {
      this.close()
      const failure = said.ok ? (drawn.ok ? null : drawn.fault) : said.fault
      return failed(`The packet could not be set: ${failure === null ? '' : describeFailure(failure)}.`)
    }
    const reply = parseReply(said.value.bytes)
    if (reply === null || drawn.value.kind !== 'D') {
      this.close()
      return failed('The packet could not be set: its process said what is no answer.')
    }
    return ok({ ...reply, pdf: drawn.value.bytes })
  }
}

function parseReply(bytes: Buffer): PrintReply | null {
  try {
    const parsed = printReply.safeParse(JSON.parse(bytes.toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
