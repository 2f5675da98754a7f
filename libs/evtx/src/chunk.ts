import type { ChunkFault } from './fault.ts'
import { CHUNK_BYTES, MAX_NAMES_PER_CHUNK } from './limits.ts'
import type { StringReader } from './text.ts'
import type { CompiledTemplate } from './tree.ts'
import type { ValueTexts } from './value-texts.ts'

/** One chunk in memory, with what was read of it so far. One is reused for all chunks of a file. */
export class Chunk {
  readonly bytes = new Uint8Array(CHUNK_BYTES)
  readonly view = new DataView(this.bytes.buffer)
  readonly words = new Int32Array(this.bytes.buffer)
  readonly strings: StringReader
  readonly values: ValueTexts
  /** Definitions by offset. */
  readonly templates = new Map<number, CompiledTemplate>()
  /** Why there is no template at an offset. */
  readonly lost = new Map<number, ChunkFault>()
  /** Bytes of definitions met so far, and what the records so far unfold to: see limits.ts. */
  definitionBytes = 0
  unfolded = 0
  readonly #names = new Map<number, string>()
  /** Bytes that hold data; less than a chunk at the torn end of a file. */
  length = CHUNK_BYTES
  /** Offset of the chunk in the file. */
  offset = 0
  /** Number of the chunk in the file. */
  index = 0
  crc: 'good' | 'bad' | 'unchecked' = 'unchecked'

  constructor(known: { readonly strings: StringReader; readonly values: ValueTexts }) {
    this.strings = known.strings
    this.values = known.values
  }

  /** Forgets what belonged to the chunk before. */
  begin(offset: number, index: number, length: number): void {
    this.offset = offset
    this.index = index
    this.length = length
    this.templates.clear()
    this.lost.clear()
    this.definitionBytes = 0
    this.unfolded = 0
    this.#names.clear()
  }

  /** The name structure at `at` (next u32, hash u16, length u16, text, NUL), or undefined where none fits there. */
  name(at: number): string | undefined {
    const known = this.#names.get(at)
    if (known !== undefined) return known
    if (at < 0 || at + 8 > this.length) return undefined
    const chars = this.view.getUint16(at + 6, true)
    if (at + 8 + 2 * chars > this.length) return undefined
    const name = this.strings.utf16(this.view, at + 8, chars)
    if (this.#names.size < MAX_NAMES_PER_CHUNK) this.#names.set(at, name)
    return name
  }
}
