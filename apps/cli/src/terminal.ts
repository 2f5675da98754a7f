import { SingleBar } from 'cli-progress'
import Table from 'cli-table3'

/** Progress on a terminal only: a script gets no bars in its log. */
export interface Progress {
  update(done: number, total: number, words: string): void
  stop(): void
}

export function progressBar(title: string): Progress {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} }
  const bar = new SingleBar({
    format: `${title} {bar} {value}/{total} {words}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  })
  let running = false
  return {
    update: (done, total, words) => {
      if (!running) bar.start(total, done, { words })
      running = true
      bar.setTotal(total)
      bar.update(done, { words })
    },
    stop: () => {
      if (running) bar.stop()
    },
  }
}

/** Text that came from files may hold control characters that move the cursor: they are shown as ␀ and friends. */
export function plain(text: string): string {
  return text.replaceAll(/[\u0000-\u001F\u007F-\u009F]/g, (character) => {
    const code = character.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD'
  })
}

/** Columns two blanks apart and no lines: easy to read, easy to cut with a script. */
const NO_RULES = {
  ...Object.fromEntries(
    ['top', 'bottom', 'left', 'right'].flatMap((side) =>
      [side, `${side}-mid`, `${side}-left`, `${side}-right`].map((name) => [name, '']),
    ),
  ),
  mid: '',
  'mid-mid': '',
  middle: '  ',
}

/** A table with plain rules; cells wrap, nothing is cut. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    chars: NO_RULES,
  })
  table.push(...rows.map((row) => row.map(plain)))
  process.stdout.write(`${table.toString()}\n`)
}

/** `--json`: one JSON document on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}
