/**
 * Literals of which one stands, but for case, in every text that a regular expression (RE2 syntax) finds something in; null where
 * none can be told. It understands little on purpose: what it does not know ends a literal, and what could make a literal optional
 * gives it up.
 */
export function literalsOf(source: string): readonly string[] | null {
  const reader = new Reader(source)
  const found = reader.alternatives()
  const isWhole = reader.at === source.length && !/[\ud800-\udfff]/.test(source)
  return found === null || !isWhole ? null : found
}

class Reader {
  readonly #source: string
  at = 0

  constructor(source: string) {
    this.#source = source
  }

  /** One literal for each alternative, up to a closing parenthesis or the end; null where one has none. */
  alternatives(): string[] | null {
    const all: string[] = []
    let isSure = true
    for (;;) {
      const one = this.#sequence()
      if (one === null) isSure = false
      else all.push(...one)
      if (this.#source[this.at] !== '|') return isSure ? all : null
      this.at += 1
    }
  }

  /** The best literals of one sequence of pieces: its longest run of characters, or those of a group. */
  #sequence(): readonly string[] | null {
    let best: readonly string[] | null = null
    let run = ''
    const offer = (candidate: readonly string[]): void => {
      const shortest = (texts: readonly string[]): number => Math.min(...texts.map((one) => one.length))
      if (candidate.length > 0 && (best === null || shortest(candidate) > shortest(best))) best = candidate
    }
    const endRun = (): void => {
      if (run !== '') offer([run])
      run = ''
    }
    while (this.at < this.#source.length) {
      const character = this.#source[this.at] ?? ''
      if (character === '|' || character === ')') break
      const piece = this.#piece()
      const times = this.#quantifier()
      if (piece.kind === 'character' && times === 'once') {
        run += piece.text
        continue
      }
      if (piece.kind === 'character' && times === 'more') {
        run += piece.text
        endRun()
        continue
      }
      endRun()
      if (piece.kind === 'group' && times !== 'maybe' && piece.literals !== null) offer(piece.literals)
    }
    endRun()
    return best
  }

  #piece(): Piece {
    const character = this.#source[this.at] ?? ''
    this.at += 1
    if (character === '\\') return this.#escape()
    if (character === '[') return this.#class()
    if (character === '(') return this.#group()
    if ('.^$'.includes(character)) return OTHER
    return { kind: 'character', text: character }
  }

  #escape(): Piece {
    const character = this.#source[this.at] ?? ''
    this.at += 1
    // Letters and digits name classes, places or characters by number; anything else stands for itself.
    if (!/[0-9A-Za-z]/.test(character))
      return character === '' ? UNKNOWN(this) : { kind: 'character', text: character }
    if (/[xpPQCoc0-9ukNE]/.test(character)) return UNKNOWN(this)
    return OTHER
  }

  #class(): Piece {
    if (this.#source[this.at] === '^') this.at += 1
    if (this.#source[this.at] === ']') this.at += 1
    while (this.at < this.#source.length && this.#source[this.at] !== ']') {
      // A class within a class, as [[:alpha:]], is not understood.
      if (this.#source[this.at] === '[') return UNKNOWN(this)
      this.at += this.#source[this.at] === '\\' ? 2 : 1
    }
    this.at += 1
    return OTHER
  }

  #group(): Piece {
    const flags = /^\?(:|i\)|i:|P?<\w+>)/.exec(this.#source.slice(this.at, this.at + 40))?.[0]
    if (flags === undefined && this.#source[this.at] === '?') return UNKNOWN(this)
    this.at += flags?.length ?? 0
    // Flags alone are no group: (?i)
    if (flags?.endsWith(')') === true) return OTHER
    const literals = this.alternatives()
    if (this.#source[this.at] !== ')') return UNKNOWN(this)
    this.at += 1
    return { kind: 'group', literals }
  }

  #quantifier(): 'once' | 'more' | 'maybe' {
    const found = /^(\*|\+|\?|\{\d+(,\d*)?\})\??/.exec(this.#source.slice(this.at, this.at + 12))
    if (found === null) return 'once'
    this.at += found[0].length
    return found[1] === '+' || /^\{[1-9]/.test(found[0]) ? 'more' : 'maybe'
  }

  /** Gives up the whole expression. */
  giveUp(): void {
    this.at = Number.POSITIVE_INFINITY
  }
}

type Piece =
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'group'; readonly literals: readonly string[] | null }
  | { readonly kind: 'other' }

const OTHER: Piece = { kind: 'other' }

const UNKNOWN = (reader: Reader): Piece => {
  reader.giveUp()
  return OTHER
}
