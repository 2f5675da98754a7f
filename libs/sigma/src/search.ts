import { DEPTH_MAX, VALUES_MAX } from './limits.ts'
import { expand, type Placeholders } from './placeholders.ts'
import { compiled, refused, type Compiled } from './rule.ts'
import { and, not, or, type Node, type Reference, type TextTest } from './tree.ts'
import { readModifiers, valueTests, type Modifiers, type RawValue } from './values.ts'

/**
 * The tree of a search identifier: a map is AND of its fields, a list of maps OR, plain strings are keywords over the whole
 * record; a list under a field is OR, or AND with `all`.
 */
export function searchTree(search: unknown, placeholders: Placeholders, depth = 0): Compiled<Node> {
  if (depth > DEPTH_MAX) return refused('bad-search', `a search identifier nests deeper than ${DEPTH_MAX}`)
  if (Array.isArray(search)) {
    if (search.length === 0) return refused('bad-search', 'a search identifier is an empty list')
    if (search.length > VALUES_MAX) return refused('too-large', `a list has more than ${VALUES_MAX} values`)
    return each(
      search,
      (item) => (isRaw(item) ? keyword(item, [], placeholders) : searchTree(item, placeholders, depth + 1)),
      or,
    )
  }
  if (isRaw(search)) return keyword(search, [], placeholders)
  if (typeof search !== 'object')
    return refused('bad-search', 'a search identifier is neither map, list nor text')
  const entries = Object.entries(search)
  if (entries.length === 0) return refused('bad-search', 'a search identifier is an empty map')
  return each(entries, ([key, value]) => fieldTree(key, value, placeholders), and)
}

function each<Item>(
  items: readonly Item[],
  make: (item: Item) => Compiled<Node>,
  join: (nodes: readonly Node[]) => Node,
): Compiled<Node> {
  const nodes: Node[] = []
  for (const item of items) {
    const one = make(item)
    if (!one.ok) return one
    nodes.push(one.value)
  }
  return compiled(join(nodes))
}

function fieldTree(key: string, value: unknown, placeholders: Placeholders): Compiled<Node> {
  const [field = '', ...names] = key.split('|')
  const read = readModifiers(names)
  if (!read.ok) return read
  const modifiers = read.value
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (values.length === 0) return refused('bad-value', `${key} has an empty list`)
  if (values.length > VALUES_MAX) return refused('too-large', `${key} has more than ${VALUES_MAX} values`)
  const tree = each(
    values,
    (one) => {
      if (!isRaw(one))
        return refused('bad-value', `${key} holds a value that is neither text, number, truth nor null`)
      return field === ''
        ? keyword(one, names, placeholders)
        : fieldValue(field, one, modifiers, placeholders)
    },
    modifiers.has('all') ? and : or,
  )
  return tree.ok && modifiers.has('neq') ? compiled(not(tree.value)) : tree
}

function fieldValue(
  field: string,
  value: RawValue,
  modifiers: Modifiers,
  placeholders: Placeholders,
): Compiled<Node> {
  if (modifiers.has('exists')) {
    if (typeof value !== 'boolean') return refused('bad-value', `${field}|exists needs true or false`)
    return compiled({ kind: 'exists', field, wanted: value })
  }
  if (value === null) return compiled({ kind: 'null', field })
  if (modifiers.has('fieldref')) {
    const how = (['contains', 'startswith', 'endswith'] as const).find((name) => modifiers.has(name))
    const by: Reference = { how: how ?? 'whole', cased: modifiers.has('cased') }
    return compiled({ kind: 'reference', field, other: String(value), by })
  }
  return tests(value, modifiers, placeholders, (test) => ({ kind: 'field', field, test }))
}

/** A value without a field: in any text of the record. */
function keyword(value: RawValue, names: readonly string[], placeholders: Placeholders): Compiled<Node> {
  if (value === null) return refused('bad-value', 'null cannot be a keyword')
  const read = readModifiers(
    names.includes('re') ? names : [...names.filter((name) => name !== 'all'), 'contains'],
  )
  if (!read.ok) return read
  return tests(value, read.value, placeholders, (test) => ({ kind: 'keyword', test }))
}

function tests(
  value: string | number | boolean,
  modifiers: Modifiers,
  placeholders: Placeholders,
  leaf: (test: TextTest) => Node,
): Compiled<Node> {
  const values = modifiers.has('expand') ? expand(value, placeholders) : compiled([value])
  if (!values.ok) return values
  const nodes: Node[] = []
  for (const one of values.value) {
    const made = valueTests(one, modifiers)
    if (!made.ok) return made
    for (const test of made.value) nodes.push(leaf(test))
  }
  return compiled(or(nodes))
}

const isRaw = (value: unknown): value is RawValue =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
