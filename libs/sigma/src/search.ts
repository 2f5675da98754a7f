import { DEPTH_MAX, VALUES_MAX } from './limits.ts'
import { and, not, or } from './logic.ts'
import { compiled, refused, type Compiled, type SigmaEvent, type Test } from './rule.ts'
import { readModifiers, valueTest, type Modifiers, type RawValue, type TextTest } from './values.ts'

/**
 * Compiles a search identifier: a map is AND of its fields, a list of maps OR, plain strings are keywords over the whole
 * record; a list under a field is OR, or AND with `all`.
 */
export function compileSearch(search: unknown, depth = 0): Compiled<Test> {
  if (depth > DEPTH_MAX) return refused('bad-search', `a search identifier nests deeper than ${DEPTH_MAX}`)
  if (Array.isArray(search)) {
    if (search.length === 0) return refused('bad-search', 'a search identifier is an empty list')
    if (search.length > VALUES_MAX) return refused('too-large', `a list has more than ${VALUES_MAX} values`)
    return each(search, (item) => (isRaw(item) ? keyword(item, []) : compileSearch(item, depth + 1)), or)
  }
  if (isRaw(search)) return keyword(search, [])
  if (typeof search !== 'object')
    return refused('bad-search', 'a search identifier is neither map, list nor text')
  const entries = Object.entries(search as Record<string, unknown>)
  if (entries.length === 0) return refused('bad-search', 'a search identifier is an empty map')
  return each(entries, ([key, value]) => compileField(key, value), and)
}

function each<Item>(
  items: readonly Item[],
  compile: (item: Item) => Compiled<Test>,
  join: (tests: readonly Test[]) => Test,
): Compiled<Test> {
  const tests: Test[] = []
  for (const item of items) {
    const one = compile(item)
    if (!one.ok) return one
    tests.push(one.value)
  }
  return compiled(join(tests))
}

function compileField(key: string, value: unknown): Compiled<Test> {
  const [field = '', ...names] = key.split('|')
  const read = readModifiers(names)
  if (!read.ok) return read
  const modifiers = read.value
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (values.length === 0) return refused('bad-value', `${key} has an empty list`)
  if (values.length > VALUES_MAX) return refused('too-large', `${key} has more than ${VALUES_MAX} values`)
  const join = modifiers.has('all') ? and : or
  const test = each(
    values,
    (one) => {
      if (!isRaw(one))
        return refused('bad-value', `${key} holds a value that is neither text, number, truth nor null`)
      return field === '' ? keyword(one, names) : fieldValue(field, one, modifiers)
    },
    join,
  )
  if (!test.ok) return test
  const whole = modifiers.has('neq') ? not(test.value) : test.value
  if (field === '') return compiled(whole)
  return compiled((event) => (event.lacks?.has(field) === true ? 'unknown' : whole(event)))
}

function fieldValue(field: string, value: RawValue, modifiers: Modifiers): Compiled<Test> {
  if (modifiers.has('exists')) {
    if (typeof value !== 'boolean') return refused('bad-value', `${field}|exists needs true or false`)
    return compiled((event) => (event.field(field) !== undefined) === value)
  }
  if (value === null) return compiled((event) => (event.field(field) ?? null) === null)
  if (modifiers.has('fieldref')) return compiled(fieldReference(field, String(value), modifiers))
  const test = valueTest(value, modifiers)
  return test.ok ? compiled((event) => holds(event, field, test.value)) : test
}

function holds(event: SigmaEvent, field: string, test: TextTest): boolean {
  const have = event.field(field)
  if (have === undefined || have === null) return false
  return typeof have === 'string' ? test(have) : have.some(test)
}

function fieldReference(field: string, other: string, modifiers: Modifiers): Test {
  return (event) => {
    const want = event.field(other)
    if (typeof want !== 'string') return false
    const same = modifiers.has('cased')
      ? (text: string): string => text
      : (text: string): string => text.toLowerCase()
    const wanted = same(want)
    return holds(event, field, (text) => {
      const have = same(text)
      if (modifiers.has('contains')) return have.includes(wanted)
      if (modifiers.has('startswith')) return have.startsWith(wanted)
      return modifiers.has('endswith') ? have.endsWith(wanted) : have === wanted
    })
  }
}

/** A value without a field: in any text of the record. */
function keyword(value: RawValue, names: readonly string[]): Compiled<Test> {
  if (value === null) return refused('bad-value', 'null cannot be a keyword')
  const read = readModifiers(
    names.includes('re') ? names : [...names.filter((name) => name !== 'all'), 'contains'],
  )
  if (!read.ok) return read
  const test = valueTest(value, read.value)
  if (!test.ok) return test
  return compiled((event) => {
    for (const text of event.strings()) if (test.value(text)) return true
    return false
  })
}

const isRaw = (value: unknown): value is RawValue =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
