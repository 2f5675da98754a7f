import { DEPTH_MAX, NODES_MAX } from './limits.ts'
import { parsePattern, patternTest } from './pattern.ts'
import { compiled, refused, type Compiled } from './rule.ts'
import { and, not, or, type Node } from './tree.ts'

const TOKEN = /\s*(?:([()|])|([^\s()|]+))/y

/**
 * The tree of a condition: `not` before `and` before `or`, parentheses, `1 of`, `any of`, `all of` with a pattern or `them`.
 * `them` and patterns pass over identifiers that begin with `_` unless the pattern does. A pipe is an error in Sigma 2.
 */
export function conditionTree(text: string, searches: ReadonlyMap<string, Node>): Compiled<Node> {
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
  readonly #searches: ReadonlyMap<string, Node>
  readonly #weights = new Map<Node, number>()
  #at = 0
  #weight = 0

  constructor(tokens: readonly string[], searches: ReadonlyMap<string, Node>) {
    this.#tokens = tokens
    this.#searches = searches
  }

  get next(): string {
    return this.#tokens[this.#at] ?? ''
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  or(depth: number): Compiled<Node> {
    return this.#list(
      'or',
      or,
      (deeper) => this.#list('and', and, (deepest) => this.#not(deepest), deeper),
      depth,
    )
  }

  #list(
    word: string,
    join: (tests: readonly Node[]) => Node,
    part: (depth: number) => Compiled<Node>,
    depth: number,
  ): Compiled<Node> {
    const tests: Node[] = []
    for (;;) {
      const one = part(depth)
      if (!one.ok) return one
      tests.push(one.value)
      if (this.next.toLowerCase() !== word) return compiled(join(tests))
      this.#at += 1
    }
  }

  #not(depth: number): Compiled<Node> {
    if (depth > DEPTH_MAX) return refused('bad-condition', `the condition nests deeper than ${DEPTH_MAX}`)
    if (this.next.toLowerCase() !== 'not') return this.#primary(depth)
    this.#at += 1
    const one = this.#not(depth + 1)
    return one.ok ? compiled(not(one.value)) : one
  }

  #primary(depth: number): Compiled<Node> {
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
      : this.#named([search], and)
  }

  #of(join: (tests: readonly Node[]) => Node): Compiled<Node> {
    const pattern = this.next
    this.#at += 1
    const fits = patternTest(parsePattern(pattern), true)
    const tests = [...this.#searches].flatMap(([name, test]) => {
      if (name.startsWith('_') && !pattern.startsWith('_')) return []
      return pattern.toLowerCase() === 'them' || fits(name) ? [test] : []
    })
    return tests.length === 0
      ? refused('bad-condition', `no search identifier is called ${pattern}`)
      : this.#named(tests, join)
  }

  /** A condition may name an identifier again and again; what that makes of it is bounded. */
  #named(nodes: readonly Node[], join: (nodes: readonly Node[]) => Node): Compiled<Node> {
    for (const node of nodes) {
      const weight = this.#weights.get(node) ?? weightOf(node)
      this.#weights.set(node, weight)
      this.#weight += weight
    }
    return this.#weight > NODES_MAX
      ? refused('too-large', `the condition unfolds to more than ${NODES_MAX} parts`)
      : compiled(join(nodes))
  }
}

/** Parts of a tree; a search identifier is bounded in values and depth. */
function weightOf(node: Node): number {
  if (node.kind === 'and' || node.kind === 'or')
    return node.nodes.reduce((sum, one) => sum + weightOf(one), 1)
  return node.kind === 'not' ? 1 + weightOf(node.node) : 1
}
