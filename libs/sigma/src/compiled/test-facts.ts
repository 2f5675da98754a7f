import { textTest } from '../evaluate.ts'
import { fold } from '../fold.ts'
import { ANY, literalOf, patternTest, type Part } from '../pattern.ts'
import type { TextTest } from '../tree.ts'
import type { Literal } from './literal.ts'
import { regexFacts } from './regex-literals.ts'
import { hasRun, runOf } from './regex-run.ts'

/** What compiling asks of a test, worked out once, however many programs it is in. */
export interface TestFacts {
  /** Equal for tests that are the same. */
  readonly key: string
  /** The literal that it is, whole; null where it is more, or compares letters as they are. */
  readonly literal: Literal | null
  /** Tests, each a literal, of which one holds wherever it does; null where none can be told. Of a literal, itself. */
  readonly guards: readonly TextTest[] | null
  /** Units of the shortest text that it can hold for; 0 where that is not told. */
  readonly shortest: number
  /** Whether it holds for a text; where `wantsFolded`, for a folded one. */
  readonly holds: (text: string) => boolean
  readonly wantsFolded: boolean
}

const known = new WeakMap<TextTest, TestFacts>()

/** The facts of a test. */
export function factsOf(test: TextTest): TestFacts {
  const before = known.get(test)
  if (before !== undefined) return before
  const literal = literalIn(test)
  const wantsFolded = test.kind === 'text' && !test.cased
  const facts: TestFacts = {
    key: keyOfTest(test),
    literal,
    guards: literal !== null ? [test] : (gateLiterals(test)?.map(asTest) ?? null),
    shortest: shortestOf(test),
    holds: literal !== null ? literalTest(literal) : holdsOf(test),
    wantsFolded,
  }
  known.set(test, facts)
  return facts
}

function shortestOf(test: TextTest): number {
  if (test.kind === 'regex') return regexFacts(test.source).shortest
  if (test.kind !== 'text') return 0
  return test.parts.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0)
}

function holdsOf(test: TextTest): (text: string) => boolean {
  if (test.kind === 'text' && !test.cased) return patternTest(test.parts.map(folded), true)
  if (test.kind !== 'regex') return textTest(test)
  const { shortest } = regexFacts(test.source)
  const holds = regexTest(test)
  const run = test.flags === 0 ? runOf(test.source) : null
  if (run === null) return (text) => text.length >= shortest && holds(text)
  return (text) => text.length >= shortest && hasRun(run, text) && holds(text)
}

/** So many characters and no end of line: a test that costs as many states as characters if it is left to a machine. */
function regexTest(test: Extract<TextTest, { readonly kind: 'regex' }>): (text: string) => boolean {
  const least = test.flags === 0 ? /^\.\{(\d+),\}$/.exec(test.source)?.[1] : undefined
  if (least === undefined) return textTest(test)
  return (text) =>
    /[\ud800-\udfff]/.test(text)
      ? test.test(text)
      : text.split('\n').some((line) => line.length >= Number(least))
}

function asTest({ text, shape }: Literal): TextTest {
  const parts: Part[] = text === '' ? [] : [text]
  if (shape === 'suffix' || shape === 'inner') parts.unshift(ANY)
  if (shape === 'prefix' || shape === 'inner') parts.push(ANY)
  return { kind: 'text', cased: false, parts }
}

function literalIn(test: TextTest): Literal | null {
  if (test.kind !== 'text' || test.cased) return null
  const whole = literalOf(test.parts)
  if (whole !== null) return { text: fold(whole), shape: 'whole' }
  const [first, second, third] = test.parts
  if (test.parts.length === 2 && first === ANY && typeof second === 'string')
    return { text: fold(second), shape: 'suffix' }
  if (test.parts.length === 2 && typeof first === 'string' && second === ANY)
    return { text: fold(first), shape: 'prefix' }
  if (test.parts.length === 3 && first === ANY && typeof second === 'string' && third === ANY)
    return { text: fold(second), shape: 'inner' }
  return null
}

/** Whether a literal stands in a folded text. */
function literalTest({ text, shape }: Literal): (folded: string) => boolean {
  switch (shape) {
    case 'whole':
      return (folded) => folded === text
    case 'prefix':
      return (folded) => folded.startsWith(text)
    case 'suffix':
      return (folded) => folded.endsWith(text)
    case 'inner':
      return (folded) => folded.includes(text)
  }
  return shape
}

function keyOfTest(test: TextTest): string {
  switch (test.kind) {
    case 'text':
      return `${test.cased ? 'cased' : 'text'}\0${keyOfParts(test.cased ? test.parts : test.parts.map(folded))}`
    case 'regex':
      return `regex\0${test.flags}\0${test.source}`
    case 'network':
      return `network\0${test.text}`
    case 'number':
      return `number\0${test.how}\0${test.limit}`
    case 'time':
      return `time\0${test.part}\0${test.how}\0${test.limit}`
  }
  return test
}

const folded = (part: Part): Part => (typeof part === 'string' ? fold(part) : part)

/** Lengths keep a literal `*` apart from a wildcard. */
const keyOfParts = (parts: readonly Part[]): string =>
  parts
    .map((part) => (typeof part === 'string' ? `${part.length}:${part}` : part === ANY ? '*' : '?'))
    .join('')

/** Literals of which one stands in every text that a test holds for; null where none can be scanned for. */
function gateLiterals(test: TextTest): readonly Literal[] | null {
  if (test.kind === 'regex')
    return regexFacts(test.source).literals?.map((text): Literal => ({ text, shape: 'inner' })) ?? null
  if (test.kind !== 'text') return null
  const { parts } = test
  const [first] = parts
  if (parts.length === 0 || (parts.length === 1 && typeof first === 'string'))
    return [{ text: fold(typeof first === 'string' ? first : ''), shape: 'whole' }]
  let best: Literal | null = null
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') continue
    if (best !== null && best.text.length >= part.length) continue
    const shape = index === 0 ? 'prefix' : index === parts.length - 1 ? 'suffix' : 'inner'
    best = { text: fold(part), shape }
  }
  return best === null ? null : [best]
}
