import { fold } from '../fold.ts'

/** The most literals that small classes may make of one: `[Cc][Mm][Dd]` makes one, `a[12]b[34]` four. */
const FORMS_MAX = 16

/** What can be told of all texts that a regular expression finds something in. */
export interface RegexFacts {
  /** One of these stands in it, folded; null where none can be told. */
  readonly literals: readonly string[] | null
  /** It has so many UTF-16 units, at least. */
  readonly shortest: number
}

const NOTHING_TOLD: RegexFacts = { literals: null, shortest: 0 }

/**
 * Reads a regular expression (RE2 syntax). It understands little on purpose: what it does not know ends a literal, and what could
 * make a literal optional gives it up.
 */
export function regexFacts(source: string): RegexFacts {
  const reader = new Reader(source)
  const found = reader.alternatives()
  const isWhole = reader.at === source.length && !/[\ud800-\udfff]/.test(source)
  return isWhole ? found : NOTHING_TOLD
}

/** How often a piece may stand: at least so often; `isOnce` where neither more nor less. */
interface Times {
  readonly least: number
  readonly isOnce: boolean
}

class Reader {
  readonly #source: string
  at = 0

  constructor(source: string) {
    this.#source = source
  }

  /** The alternatives up to a closing parenthesis or the end. */
  alternatives(): RegexFacts {
    const all: string[] = []
    let isSure = true
    let shortest = Number.POSITIVE_INFINITY
    for (;;) {
      const one = this.#sequence()
      shortest = Math.min(shortest, one.shortest)
      if (one.literals === null) isSure = false
      else all.push(...one.literals)
      if (this.#source[this.at] !== '|') return { literals: isSure ? all : null, shortest }
      this.at += 1
    }
  }

  /** One sequence of pieces, with its best literals: those of its longest run of characters, or those of a group. */
  #sequence(): RegexFacts {
    const best = new Best()
    let shortest = 0
    while (this.at < this.#source.length) {
      const character = this.#source[this.at] ?? ''
      if (character === '|' || character === ')') break
      const piece = this.#piece()
      const times = this.#quantifier()
      shortest += times.least * piece.shortest
      if (piece.kind === 'one' && times.least > 0) {
        best.extend(piece.forms)
        if (!times.isOnce) best.endRun()
        continue
      }
      best.endRun()
      if (piece.kind === 'group' && times.least > 0 && piece.literals !== null) best.offer(piece.literals)
    }
    best.endRun()
    return { literals: best.literals, shortest }
  }

  #piece(): Piece {
    const character = this.#source[this.at] ?? ''
    this.at += 1
    if (character === '\\') return this.#escape()
    if (character === '[') return this.#class()
    if (character === '(') return this.#group()
    if (character === '.') return ANY_ONE
    return '^$'.includes(character) ? NO_WIDTH : one([character])
  }

  #escape(): Piece {
    const character = this.#source[this.at] ?? ''
    this.at += 1
    // Letters and digits name classes, places or characters by number; anything else stands for itself.
    if (!/[0-9A-Za-z]/.test(character)) return character === '' ? this.#giveUp() : one([character])
    if (/[dDsSwW]/.test(character)) return ANY_ONE
    return /[bBAz]/.test(character) ? NO_WIDTH : this.#giveUp()
  }

  /** The characters of a small class; of one with ranges, other classes or a `^` nothing but that it is one character. */
  #class(): Piece {
    const forms: string[] = []
    let isPlain = this.#source[this.at] !== '^'
    if (!isPlain) this.at += 1
    for (let isFirst = true; this.at < this.#source.length; isFirst = false) {
      let character = this.#source[this.at] ?? ''
      if (character === ']' && !isFirst) break
      // A class within a class, as [[:alpha:]], is not understood.
      if (character === '[') return this.#giveUp()
      this.at += 1
      if (character === '\\') {
        character = this.#source[this.at] ?? ''
        this.at += 1
        if (/[0-9A-Za-z]/.test(character)) isPlain = false
      } else if (character === '-') isPlain = false
      forms.push(character)
    }
    this.at += 1
    return isPlain && forms.length <= FORMS_MAX ? one(forms) : ANY_ONE
  }

  #group(): Piece {
    const flags = /^\?(:|i\)|i:|P?<\w+>)/.exec(this.#source.slice(this.at, this.at + 40))?.[0]
    if (flags === undefined && this.#source[this.at] === '?') return this.#giveUp()
    this.at += flags?.length ?? 0
    // Flags alone are no group: (?i)
    if (flags?.endsWith(')') === true) return NO_WIDTH
    const inside = this.alternatives()
    if (this.#source[this.at] !== ')') return this.#giveUp()
    this.at += 1
    return { kind: 'group', ...inside }
  }

  #quantifier(): Times {
    const found = /^(?:\*|\+|\?|\{(\d+)(,\d*)?\})\??/.exec(this.#source.slice(this.at, this.at + 12))
    if (found === null) return { least: 1, isOnce: true }
    this.at += found[0].length
    if (found[1] === undefined) return { least: found[0].startsWith('+') ? 1 : 0, isOnce: false }
    const least = Number(found[1])
    return { least, isOnce: least === 1 && found[2] === undefined }
  }

  /** Gives up the whole expression. */
  #giveUp(): Piece {
    this.at = Number.POSITIVE_INFINITY
    return NO_WIDTH
  }
}

/** The best literals so far, and the run of characters that is read. */
class Best {
  literals: readonly string[] | null = null
  #run: readonly string[] = ['']

  /** One more character, which is one of these. */
  extend(forms: readonly string[]): void {
    const folded = [...new Set(forms.map(fold))]
    if (this.#run.length * folded.length > FORMS_MAX) this.endRun()
    this.#run = this.#run.flatMap((begun) => folded.map((form) => begun + form))
  }

  endRun(): void {
    if (this.#run[0] !== '') this.offer(this.#run)
    this.#run = ['']
  }

  /** Keeps the longer ones, or the fewer. */
  offer(candidate: readonly string[]): void {
    const shortest = (texts: readonly string[]): number => Math.min(...texts.map((text) => text.length))
    const better =
      this.literals === null ||
      shortest(candidate) > shortest(this.literals) ||
      (shortest(candidate) === shortest(this.literals) && candidate.length < this.literals.length)
    if (candidate.length > 0 && better) this.literals = candidate
  }
}

type Piece =
  /** One character, which is one of these. */
  | { readonly kind: 'one'; readonly forms: readonly string[]; readonly shortest: 1 }
  | { readonly kind: 'group'; readonly literals: readonly string[] | null; readonly shortest: number }
  | { readonly kind: 'other'; readonly shortest: 0 | 1 }

const one = (forms: readonly string[]): Piece => ({ kind: 'one', forms, shortest: 1 })
const ANY_ONE: Piece = { kind: 'other', shortest: 1 }
const NO_WIDTH: Piece = { kind: 'other', shortest: 0 }
