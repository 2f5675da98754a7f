import fc from 'fast-check'
import type { SigmaEvent, SigmaRule } from '../rule.ts'

/** Not a test: what the tests of this folder are generated from; its name keeps it out of what is published. */
/** Pieces that values of rules and of records are both made of, so that they meet often. */
const PIECES = [
  'cmd', '.exe', '\\', 'C:\\Windows\\', 'power', 'shell', ' -enc ', '/c', 'a', 'AB', 'x', '1', '10', '0x1f4', ' ', '',
  '–', 'Σ', 'ς', 'K', 'ß', '😀', '𐐀', '*', '?', '^', '`', '10.1.2.3', 'fe80::1', '2021-01-17T19:46:00Z', '-', 'S-1-16-8192',
] as const // prettier-ignore

const FIELDS = ['Image', 'CommandLine', 'User', 'OriginalFileName', 'EventID', 'A', 'B'] as const

const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }).map((pieces) => pieces.join(''))
const longText = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''))

const textSuffix = fc.constantFrom(
  '', '', '|contains', '|contains', '|startswith', '|endswith', '|contains|all', '|cased', '|contains|cased', '|neq',
  '|contains|windash', '|base64offset|contains', '|wide|base64|contains', '|endswith|neq',
) // prettier-ignore

const regexes = fc.constantFrom(
  'cmd\\.exe', '(?i)POWER.?shell', 'x+|AB', '^C:\\\\', '[0-9]{2,}', '(cmd|power)shell', 'a?b*', '\\s-enc\\s', '(?:x|10)\\b', '`',
) // prettier-ignore

const oneSearch = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...FIELDS), textSuffix, fc.array(text, { minLength: 1, maxLength: 4 })).map(([field, how, values]): [string, unknown] => [field + how, values]) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...FIELDS), regexes).map(([field, value]): [string, unknown] => [`${field}|re`, value]) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...FIELDS), fc.boolean()).map(([field, value]): [string, unknown] => [`${field}|exists`, value]) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...FIELDS), fc.constantFrom(...FIELDS)).map(([field, other]): [string, unknown] => [`${field}|fieldref`, other]) },
  { weight: 1, arbitrary: fc.constantFrom(...FIELDS).map((field): [string, unknown] => [field, null]) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...FIELDS), fc.constantFrom('gt', 'lte'), fc.integer({ min: 0, max: 20 })).map(([field, how, limit]): [string, unknown] => [`${field}|${how}`, limit]) },
  { weight: 1, arbitrary: fc.constantFrom(...FIELDS).map((field): [string, unknown] => [`${field}|cidr`, '10.0.0.0/8']) },
) // prettier-ignore

const search = fc.oneof(
  { weight: 6, arbitrary: fc.array(oneSearch, { minLength: 1, maxLength: 3 }).map((pairs): unknown => Object.fromEntries(pairs)) },
  { weight: 1, arbitrary: fc.array(text.filter((one) => one !== ''), { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.array(oneSearch, { minLength: 1, maxLength: 2 }).map((pairs): unknown => Object.fromEntries(pairs)), { minLength: 1, maxLength: 2 }) },
) // prettier-ignore

const CONDITIONS = [
  's1', 's1 and s2', 's1 or s2', 's1 and not s2', 'not s1', 'not (s1 or s2) and s3', '1 of s*', 'all of them',
  's1 and not 1 of s*', 'not (s1 and s2)', '(s1 or s2) and not (s3 and not s1)', 'not not s1',
] as const // prettier-ignore

const SOURCES = [
  { product: 'windows', category: 'process_creation' },
  { product: 'windows', category: 'registry_delete' },
  { product: 'windows', service: 'security' },
  { product: 'windows' },
] as const

/** A rule of one of a few log sources. */
export const generatedRule: fc.Arbitrary<SigmaRule> = fc
  .tuple(search, search, search, fc.constantFrom(...CONDITIONS), fc.constantFrom(...SOURCES), fc.uuid())
  .map(([s1, s2, s3, condition, logsource, id]) => ({
    id,
    title: undefined,
    author: undefined,
    level: undefined,
    status: undefined,
    tags: [],
    logsource,
    path: 'generated',
    line: 1,
    conditions: [condition],
    searches: new Map([
      ['s1', s1],
      ['s2', s2],
      ['s3', s3],
    ]),
  }))

const SYSMON = 'Microsoft-Windows-Sysmon/Operational'
const value = fc.oneof(
  { weight: 8, arbitrary: longText },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.array(longText, { maxLength: 3 }) },
)

const NAMES = [
  'Image', 'CommandLine', 'User', 'OriginalFileName', 'A', 'B', 'NewProcessName', 'SubjectUserName', 'MandatoryLabel', 'EventType',
  'OperationType', 'ObjectName',
] as const // prettier-ignore

/** A record of one of a few channels. */
export const generatedEvent: fc.Arbitrary<SigmaEvent> = fc
  .tuple(
    fc.constantFrom<readonly [string | undefined, number | undefined]>(
      [SYSMON, 1], [SYSMON, 12], ['Security', 4688], ['Security', 4657], ['Security', 10], ['Other', 10], [undefined, undefined],
    ), // prettier-ignore
    fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 8 }),
    fc.constantFrom('DeleteKey', 'createkey', '%%1906', ''),
    fc.boolean(),
  )
  .map(([[channel, eventId], given, kind, isUnnamed]) => {
    const fields = new Map(Object.entries({ ...given, EventType: kind, OperationType: kind }))
    return {
      channel,
      eventId,
      field: (name) =>
        name === 'EventID' ? (eventId === undefined ? undefined : String(eventId)) : fields.get(name),
      ...(isUnnamed ? { lacks: { has: (name: string) => fields.get(name) === undefined } } : {}),
      toString: () => JSON.stringify([...fields]),
      strings: () => [...fields.values()].flatMap((one) => one ?? []),
    }
  })
