import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breaches } from '../../scripts/tidy.ts'

const declared = new Map([['libs/evtx', new Set(['@codedark/evtx'])]])
const rules = (path: string, text: string): string[] =>
  breaches([{ path, text }], declared).map(({ rule, line }) => `${line} ${rule}`)

test('an undeclared package is found, in whatever form it is imported', () => {
  const text =
    "import { a } from 'yaml'\nimport 'yaml'\nimport {\n  b,\n} from 'yaml'\nimport { c } from './c.ts'\n"
  assert.deepEqual(rules('libs/evtx/src/a.ts', text), [
    '1 an imported package is declared',
    '2 an imported package is declared',
    '5 an imported package is declared',
  ])
})

test('a clock in pure code is found, one in an app is not', () => {
  assert.deepEqual(rules('domain/src/x/a.ts', 'const now = new Date()'), ['1 time is an argument'])
  assert.deepEqual(rules('apps/cli/src/a.ts', 'const now = new Date()'), [])
})

test('an export without docstring is found in a library, not in an app', () => {
  assert.deepEqual(rules('libs/evtx/src/a.ts', 'export const a = 1'), ['1 an export is documented'])
  assert.deepEqual(rules('libs/evtx/src/a.ts', '/** One. */\nexport const a = 1'), [])
  assert.deepEqual(rules('apps/cli/src/a.ts', 'export const a = 1'), [])
})

test('a bag of things is found by its name', () => {
  assert.deepEqual(rules('apps/cli/src/utils.ts', ''), ['1 a name says what is in it'])
  assert.deepEqual(rules('apps/cli/src/helpers/a.ts', ''), ['1 a name says what is in it'])
})

test('what is left open is found', () => {
  assert.deepEqual(rules('apps/cli/src/a.ts', `// ${'TO'}DO later`), ['1 nothing is left open'])
})
