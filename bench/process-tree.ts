import { readdirSync, readFileSync } from 'node:fs'

const PAGE_BYTES = 4096
const SAMPLE_MS = 100

/** The most memory that this process and all below it held at once, sampled; bytes. Linux only. */
export interface MemoryWatch {
  /** Ends watching and gives the peak: of all together, and of the largest single process. */
  stop(): { readonly allBytes: number; readonly largestBytes: number }
}

/** Watches memory every 100 ms. */
export function watchMemory(): MemoryWatch {
  let allBytes = 0
  let largestBytes = 0
  const look = (): void => {
    const sizes = treeSizes()
    allBytes = Math.max(
      allBytes,
      sizes.reduce((sum, size) => sum + size, 0),
    )
    largestBytes = Math.max(largestBytes, ...sizes)
  }
  const timer = setInterval(look, SAMPLE_MS)
  return {
    stop: () => {
      clearInterval(timer)
      return { allBytes, largestBytes }
    },
  }
}

/** Resident bytes of this process and of each below it. */
function treeSizes(): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const parent = parentOf(pid)
    if (parent !== undefined) parents.set(pid, parent)
  }
  const below = (pid: number): boolean => {
    let at: number | undefined = pid
    for (let depth = 0; at !== undefined && depth < 32; depth += 1) {
      if (at === process.pid) return true
      at = parents.get(at)
    }
    return false
  }
  return [...parents.keys()].filter(below).map(residentBytes)
}

function parentOf(pid: number): number | undefined {
  try {
    // The name, in brackets, may hold anything.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    )
  } catch {
    return undefined
  }
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES
  } catch {
    return 0
  }
}
