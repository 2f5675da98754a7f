/** A file, or anything with positions. Reading is synchronous: the reader runs in a process of its own. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number
  /** Fills `into` from `offset` on and returns the bytes read, which may be fewer; 0 at the end. */
  read(offset: number, into: Uint8Array): number
}

/** A source over bytes in memory. They are not copied: do not change them while a reader runs. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(offset, into) {
      const part = bytes.subarray(offset, offset + into.length)
      into.set(part)
      return part.length
    },
  }
}

/** Reads until `into` is full or the source ends; returns the bytes read. */
export function readFully(source: ByteSource, offset: number, into: Uint8Array): number {
  let done = 0
  while (done < into.length) {
    const got = source.read(offset + done, done === 0 ? into : into.subarray(done))
    if (got <= 0) break
    done += got
  }
  return done
}
