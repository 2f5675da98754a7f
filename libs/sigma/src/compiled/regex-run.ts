/** Characters of a class in a row, such as 64 hexadecimal digits. */
export interface Run {
  /** By unit below 128: 1 where the class has it. */
  readonly units: Uint8Array
  readonly count: number
}

/** Below so many in a row, looking for them is no cheaper than the expression. */
const COUNT_MIN = 8

/** What may stand before the class: characters that stand for themselves, any one, classes by name. None of it can swallow the class. */
const BEFORE = /^(?:\\[sSdDwW./\\]|[^[\]\\()|{}*+?^$])*$/
const CLASS = /\[((?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9])+)\]\{(\d{1,3})\}(?![*+?{])/

/**
 * The characters in a row that stand in every text in which a regular expression (RE2 syntax, no flags) finds something; null where
 * it does not say so plainly. Then most texts are ruled out by a look at every 64th character, and no machine is run.
 */
export function runOf(source: string): Run | null {
  const found = CLASS.exec(source)
  // Alternatives and groups could make it optional, or change what case means.
  if (found === null || /[|()]/.test(source) || !BEFORE.test(source.slice(0, found.index))) return null
  const [, ranges = '', digits = ''] = found
  const count = Number(digits)
  if (count < COUNT_MIN) return null
  const units = new Uint8Array(128)
  for (const [range] of ranges.matchAll(/.-.|./g))
    units.fill(1, range.charCodeAt(0), range.charCodeAt(range.length - 1) + 1)
  return { units, count }
}

/** Whether such a row stands in a text. */
export function hasRun({ units, count }: Run, text: string): boolean {
  for (let end = count - 1; end < text.length;) {
    let at = end
    while (at > end - count && units[text.charCodeAt(at)] === 1) at -= 1
    if (at === end - count) return true
    end = at + count
  }
  return false
}
