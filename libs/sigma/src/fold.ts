/** Letters that lower-casing an upper-cased letter would join to others, though simple case folding does not: İ and ı. */
const ALONE: readonly number[] = [0x130, 0x131]

/** Pairs that are the same letter though neither is the other's upper or lower case (CaseFolding 15.1). */
const SAME: readonly (readonly [number, number])[] = [
  [0x1fd3, 0x390],
  [0x1fe3, 0x3b0],
  [0xfb06, 0xfb05],
]

const table = makeTable()

/**
 * Simple case folding of a UTF-16 code unit (Unicode CaseFolding, status C and S): two units are the same letter but for case
 * exactly where this gives the same number. Halves of surrogate pairs stay as they are; `fold` looks after whole pairs.
 */
export function foldUnit(unit: number): number {
  return table[unit] ?? unit
}

/** The whole table, one entry for each code unit, for those who fold bytes. Not to be written to. */
export function foldTable(): Uint16Array {
  return table
}

/** All code units that fold to a folded one, itself among them. */
export function unitsFoldingTo(folded: number): readonly number[] {
  return [folded, ...(others().get(folded) ?? [])]
}

let otherUnits: ReadonlyMap<number, readonly number[]> | undefined

function others(): ReadonlyMap<number, readonly number[]> {
  if (otherUnits !== undefined) return otherUnits
  const found = new Map<number, number[]>()
  for (let unit = 0; unit < table.length; unit += 1) {
    const folded = foldUnit(unit)
    if (folded === unit) continue
    const same = found.get(folded)
    if (same === undefined) found.set(folded, [unit])
    else same.push(unit)
  }
  otherUnits = found
  return found
}

/** Simple case folding of a text, as Sigma compares unless `cased` says otherwise. It keeps the length. */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  let folded = ''
  for (const character of text) folded += foldCharacter(character)
  return folded
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

function foldCharacter(character: string): string {
  if (character.length === 1) return String.fromCharCode(foldUnit(character.charCodeAt(0)))
  // Beyond the first plane no letter folds to more than one, and none but itself and its pair to the same.
  const lower = character.toUpperCase().toLowerCase()
  return lower.length === character.length ? lower : character
}

function makeTable(): Uint16Array {
  const made = new Uint16Array(65_536)
  for (let unit = 0; unit < 65_536; unit += 1) made[unit] = unit
  for (let unit = 0; unit < 65_536; unit += 1) {
    if ((unit >= 0xd800 && unit < 0xe000) || ALONE.includes(unit)) continue
    const own = String.fromCharCode(unit)
    const upper = own.toUpperCase()
    const lower = (upper.length === 1 ? upper : own).toLowerCase()
    if (lower.length === 1) made[unit] = lower.charCodeAt(0)
  }
  for (const [from, to] of SAME) made[from] = to
  return made
}
