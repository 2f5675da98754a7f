import { DEPTH_MAX } from './limits.ts'
import { and, not, or } from './logic.ts'
import { compiled, refused, type Compiled, type Test } from './rule.ts'

const TOKEN = /\s*(?:([()|])|([^\s()|]+))/y

/**
 * Compiles a condition: `not` before `and` before `or`, parentheses, `1 of`, `any of`, `all of` with a pattern or `them`.
 * `them` and patterns pass over identifiers that begin with `_` unless the pattern does. A pipe is an error in Sigma 2.
 */
export function compileCondition(text: string, searches: ReadonlyMap<string, Test>): Compiled<Test> {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text))
    tokens.push(match[1] ?? match[2] ?? '')
  if (tokens.includes('|')) return refused('aggregation', `the condition aggregates with a pipe: ${text}`)
  const parser = new Parser(tokens, searches)
  const parsed = parser.or(0)
  if (!parsed.ok) return parsed
  return parser.done
    ? parsed
    : refused('bad-condition', `"${parser.next}" was not expected in the condition: ${text}`)
}

class Parser {
  readonly #tokens: readonly string[]
  readonly #searches: ReadonlyMap<string, Test>
  #at = 0

  constructor(tokens: readonly string[], searches: ReadonlyMap<string, Test>) {
    this.#tokens = tokens
    this.#searches = searches
  }

  get next(): string {
    return this.#tokens[this.#at] ?? ''
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  or(depth: number): Compiled<Test> {
    return this.#list(
      'or',
      or,
      (deeper) => this.#list('and', and, (deepest) => this.#not(deepest), deeper),
      depth,
    )
  }

  #list(
    word: string,
    join: (tests: readonly Test[]) => Test,
    part: (depth: number) => Compiled<Test>,
    depth: number,
  ): Compiled<Test> {
    const tests: Test[] = []
    for (;;) {
      const one = part(depth)
      if (!one.ok) return one
      tests.push(one.value)
      if (this.next.toLowerCase() !== word) return compiled(join(tests))
      this.#at += 1
    }
  }

  #not(depth: number): Compiled<Test> {
    if (depth > DEPTH_MAX) return refused('bad-condition', `the condition nests deeper than ${DEPTH_MAX}`)
    if (this.next.toLowerCase() !== 'not') return this.#primary(depth)
    this.#at += 1
    const one = this.#not(depth + 1)
    return one.ok ? compiled(not(one.value)) : one
  }

  #primary(depth: number): Compiled<Test> {
    const word = this.next
    this.#at += 1
    if (word === '(') {
      const inner = this.or(depth + 1)
      if (!inner.ok) return inner
      if (this.next !== ')') return refused('bad-condition', 'a parenthesis is not closed in the condition')
      this.#at += 1
      return inner
    }
    if (/^(1|any|all)$/i.test(word) && this.next.toLowerCase() === 'of') {
      this.#at += 1
      return this.#of(word.toLowerCase() === 'all' ? and : or)
    }
    const search = this.#searches.get(word)
    return search === undefined
      ? refused(
          'bad-condition',
          word === ''
            ? 'the condition ends too early'
            : `the condition names ${word}, which is no search identifier`,
        )
      : compiled(search)
  }

  #of(join: (tests: readonly Test[]) => Test): Compiled<Test> {
    const pattern = this.next
    this.#at += 1
    const wild = new RegExp(`^${pattern.replaceAll(/[^\w*-]/g, '').replaceAll('*', '.*')}$`, 's')
    const tests = [...this.#searches].flatMap(([name, test]) => {
      if (name.startsWith('_') && !pattern.startsWith('_')) return []
      return pattern.toLowerCase() === 'them' || wild.test(name) ? [test] : []
    })
    return tests.length === 0
      ? refused('bad-condition', `no search identifier is called ${pattern}`)
      : compiled(join(tests))
  }
}
