// Other programs on the same logs as bench/match.ts: event log readers, and rsigma on ready JSON lines.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeEvtx } from '../libs/evtx/src/index.ts'

/** What the peers are given. */
export interface PeerInput {
  readonly paths: readonly string[]
  readonly rulePaths: readonly string[]
  /** The same records as flat JSON lines. */
  readonly lines: readonly string[]
  /** A folder with `node_modules` in which readers from npm are installed; they are never installed in the project. */
  readonly npmFolder: string | undefined
}

/** A peer and the seconds of processor time it took, its start left out; undefined where it is not installed. */
export interface PeerTime {
  readonly name: string
  readonly seconds: number | undefined
}

/** Runs what is installed, one after the other. */
export function peerTimes({ paths, rulePaths, lines, npmFolder }: PeerInput): PeerTime[] {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-bench-'))
  try {
    const empty = join(folder, 'empty.evtx')
    writeFileSync(empty, writeEvtx([]))
    const ready = join(folder, 'records.jsonl')
    writeFileSync(ready, lines.join('\n'))
    const none = join(folder, 'none.jsonl')
    writeFileSync(none, '')
    const logReader = (command: string): number | undefined => {
      const all = cpuOfEach(command, paths)
      const starts = cpuOfEach(
        command,
        paths.map(() => empty),
      )
      return all === undefined || starts === undefined ? undefined : all - starts
    }
    const packs = rulePaths.map((path) => `-r '${path}'`).join(' ')
    const rsigma = `rsigma engine eval -p sysmon ${packs} -e "@$f"`
    const matched = cpuOfEach(rsigma, [ready])
    const started = cpuOfEach(rsigma, [none])
    return [
      { name: 'evtxexport -f xml', seconds: logReader('evtxexport -f xml "$f"') },
      { name: 'evtx_dump -t 1 -o jsonl', seconds: logReader('evtx_dump -t 1 -o jsonl "$f"') },
      { name: '@ts-evtx/core (npm), XML', seconds: npmReader(paths, npmFolder) },
      {
        name: 'rsigma, from ready JSON lines',
        seconds: matched === undefined || started === undefined ? undefined : matched - started,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Processor time, user and system, of a command for each `$f`; undefined where its program is not there. */
function cpuOfEach(command: string, paths: readonly string[]): number | undefined {
  const program = command.split(' ')[0] ?? ''
  if (spawnSync('bash', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status !== 0) return undefined
  const script = `for f; do ${command} > /dev/null 2>&1; done; times`
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...paths], { encoding: 'utf8' })
  // The second line is the children's: minutes and seconds of user and system time.
  const found = [...(stdout.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
  return found.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0)
}

/** Reads all logs in one process of its own, which prints what it took; a log that the reader throws on counts until then. */
const NPM_SCRIPT = `
import { EvtxFile } from '@ts-evtx/core'
let read = 0
const before = process.cpuUsage()
for (const path of process.argv.slice(1)) {
  try {
    for (const record of EvtxFile.openSync(path).records()) read += record.renderXml().length > 0 ? 1 : 0
  } catch {}
}
const { user, system } = process.cpuUsage(before)
console.log(read, (user + system) / 1e6)
`

function npmReader(paths: readonly string[], folder: string | undefined): number | undefined {
  if (folder === undefined) return undefined
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', NPM_SCRIPT, ...paths],
    { cwd: folder, encoding: 'utf8' },
  )
  const seconds = Number(stdout.trim().split(/\s+/).at(-1))
  return status === 0 && seconds > 0 ? seconds : undefined
}
