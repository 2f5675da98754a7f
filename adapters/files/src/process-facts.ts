import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What the Linux kernel counts processor time in: USER_HZ is 100 on all that Node runs on. */
const CLOCK_TICK_MS = 10

/** Whether the system tells how much processor time another process has used: `cpuMs`. */
export const TELLS_WORK = process.platform === 'linux'

const unshare: { works?: boolean } = {}

/** Whether an ordinary user may make an empty network namespace here. Asked once: the answer does not change while we run. */
export function canUnshare(): boolean {
  unshare.works ??=
    process.platform === 'linux' && spawnSync('unshare', ['-rn', 'true'], { stdio: 'ignore' }).status === 0
  return unshare.works
}

/** Milliseconds of processor that a process has used; undefined where the system does not tell. */
export function cpuMs(pid: number | undefined): number | undefined {
  if (!TELLS_WORK || pid === undefined) return undefined
  try {
    // The name of the program stands in brackets and may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS
  } catch {
    return undefined
  }
}

/** Resident memory of a process; 0 where the system does not tell. */
export function residentMb(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1])
    return (pages * 4096) / (1024 * 1024)
  } catch {
    return 0
  }
}
