import { compares, numberOf, timePartOf } from './compare.ts'
import { fold } from './fold.ts'
import { patternTest } from './pattern.ts'
import { headedField, headOf } from './view.ts'
import type { SigmaEvent, Test, Truth } from './rule.ts'
import type { Node, Reference, TextTest } from './tree.ts'

/**
 * The plain evaluator: the test of a tree, part by part as it is written, in three values (Kleene). The compiled matcher is
 * held against it, so it knows no short way.
 */
export function testOf(node: Node): Test {
  switch (node.kind) {
    case 'and':
      return all(node.nodes.map(testOf))
    case 'or':
      return any(node.nodes.map(testOf))
    case 'not': {
      const inner = testOf(node.node)
      return (event) => negated(inner(event))
    }
    case 'field': {
      const test = textTest(node.test)
      return ofField(node.field, (event) => holds(event, node.field, test))
    }
    case 'null':
      return ofField(node.field, (event) => (headedField(event, node.field) ?? null) === null)
    case 'exists':
      return ofField(node.field, (event) => (headedField(event, node.field) !== undefined) === node.wanted)
    case 'reference': {
      const { field, other, by } = node
      return ofField(
        field,
        ofField(other, (event) => refersTo(headedField(event, field), headedField(event, other), by)),
      )
    }
    case 'keyword': {
      const test = textTest(node.test)
      return (event) => {
        for (const text of event.strings()) if (test(text)) return true
        return false
      }
    }
  }
  return node
}

/** Not unknown is unknown. */
export const negated = (truth: Truth): Truth => (truth === 'unknown' ? truth : !truth)

/** The test of one text. */
export function textTest(test: TextTest): (text: string) => boolean {
  switch (test.kind) {
    case 'text':
      return patternTest(test.parts, test.cased)
    case 'regex':
    case 'network':
      return (text) => test.test(text)
    case 'number':
      return (text) => compares(numberOf(text), test.how, test.limit)
    case 'time':
      return (text) => compares(timePartOf(text, test.part), test.how, test.limit)
  }
  return test
}

/** Whether a value of one field stands so to one of another; false where either has none. */
export function refersTo(own: FieldTexts, other: FieldTexts, by: Reference): boolean {
  const same = by.cased ? (text: string): string => text : fold
  const wanted = textsOf(other).map(same)
  return textsOf(own)
    .map(same)
    .some((have) =>
      wanted.some((want) => {
        switch (by.how) {
          case 'whole':
            return have === want
          case 'contains':
            return have.includes(want)
          case 'startswith':
            return have.startsWith(want)
          case 'endswith':
            return have.endsWith(want)
        }
        return by.how
      }),
    )
}

/** What `field` of an event gives. */
export type FieldTexts = ReturnType<SigmaEvent['field']>

/** The texts of a field: none where it is NULL or not there. */
export function textsOf(value: FieldTexts): readonly string[] {
  if (value === undefined || value === null) return []
  return typeof value === 'string' ? [value] : value
}

function ofField(field: string, test: Test): Test {
  return (event) =>
    event.lacks?.has(field) === true && headOf(event, field) === undefined ? 'unknown' : test(event)
}

function holds(event: SigmaEvent, field: string, test: (text: string) => boolean): boolean {
  const have = headedField(event, field)
  if (have === undefined || have === null) return false
  return typeof have === 'string' ? test(have) : have.some(test)
}

function all(tests: readonly Test[]): Test {
  return (event) => {
    let truth: Truth = true
    for (const test of tests) {
      const one = test(event)
      if (one === false) return false
      if (one === 'unknown') truth = 'unknown'
    }
    return truth
  }
}

function any(tests: readonly Test[]): Test {
  return (event) => {
    let truth: Truth = false
    for (const test of tests) {
      const one = test(event)
      if (one === true) return true
      if (one === 'unknown') truth = 'unknown'
    }
    return truth
  }
}
