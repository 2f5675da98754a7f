import { isObject } from '../field-checks.ts'
import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import { CLAIM_ANSWERS, CLAIM_KINDS, RULE_IDS } from './claims.ts'
import type { ClaimKind, RuleId } from './claims.ts'
import { SYSTEM_CLAIMS } from './claims-systems.ts'
import { STATEMENT_LANGUAGES } from './languages.ts'
import type { InLanguages, StatementLanguage } from './languages.ts'
import { MAX_OWN_CLAIMS, MAX_PATTERNS } from './limits.ts'
import { parsePattern } from './pattern.ts'

/** Why a file is no list of claims: the place, dotted, and what it must be. */
export interface ClaimsFault {
  readonly place: string
  readonly expected: string
}

/** The claims as shipped. */
export const SHIPPED_CLAIMS: readonly ClaimKind[] = [...CLAIM_KINDS, ...SYSTEM_CLAIMS]

const ID = /^[a-z0-9][a-z0-9-]{0,59}$/u

/**
 * Reads a hospital's own claims: a JSON list in the form of `ClaimKind`. An id of a shipped claim replaces its wording and
 * sentences, never its rule: a file must not make a claim easier to support.
 */
export function parseClaims(input: unknown): Result<readonly ClaimKind[], ClaimsFault> {
  if (!Array.isArray(input) || input.length > MAX_OWN_CLAIMS)
    return failed({ place: 'file', expected: `a list of at most ${MAX_OWN_CLAIMS}` })
  const kinds: ClaimKind[] = []
  for (const [index, value] of input.entries()) {
    const kind = claimOf(value, String(index))
    if (!kind.ok) return kind
    if (kinds.some(({ id }) => id === kind.value.id))
      return failed({ place: `${index}.id`, expected: 'an id that is not taken' })
    kinds.push(kind.value)
  }
  return ok(kinds)
}

function claimOf(value: unknown, place: string): Result<ClaimKind, ClaimsFault> {
  if (!isObject(value)) return failed({ place, expected: 'an object' })
  const extra = Object.keys(value).find((key) => !['id', 'rule', 'name', 'wording', 'say'].includes(key))
  if (extra !== undefined) return failed({ place: `${place}.${extra}`, expected: 'no such field' })
  const { id, wording, say } = value
  if (typeof id !== 'string' || !ID.test(id))
    return failed({ place: `${place}.id`, expected: 'small letters, digits and hyphens' })
  const rule = RULE_IDS.find((one): one is RuleId => one === value['rule'])
  if (rule === undefined) return failed({ place: `${place}.rule`, expected: RULE_IDS.join(' | ') })
  const shipped = SHIPPED_CLAIMS.find((one) => one.id === id)
  if (shipped !== undefined && shipped.rule !== rule)
    return failed({ place: `${place}.rule`, expected: `${shipped.rule}: the rule of a shipped claim stays` })
  const name = inLanguages(value['name'], `${place}.name`)
  if (!name.ok) return name
  const patterns = wordingOf(wording, `${place}.wording`)
  if (!patterns.ok) return patterns
  if (!isObject(say))
    return failed({ place: `${place}.say`, expected: `sentences for ${CLAIM_ANSWERS.join(', ')}` })
  const told = new Map<string, InLanguages>()
  for (const answer of CLAIM_ANSWERS) {
    const sentences = inLanguages(say[answer], `${place}.say.${answer}`)
    if (!sentences.ok) return sentences
    told.set(answer, sentences.value)
  }
  const of = (answer: string): InLanguages => told.get(answer) ?? name.value
  const sentences = {
    supported: of('supported'),
    contradicted: of('contradicted'),
    'not-known': of('not-known'),
  }
  return ok({ id, rule, name: name.value, wording: patterns.value, say: sentences })
}

function inLanguages(value: unknown, place: string): Result<InLanguages, ClaimsFault> {
  if (!isObject(value)) return failed({ place, expected: `a text in ${STATEMENT_LANGUAGES.join(', ')}` })
  const { fr, nl, de, en } = value
  for (const [language, text] of Object.entries({ fr, nl, de, en }))
    if (!isSentence(text))
      return failed({ place: `${place}.${language}`, expected: 'a line of at most 500 characters' })
  return ok({ fr: String(fr), nl: String(nl), de: String(de), en: String(en) })
}

const isSentence = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 500 && !/\p{Cc}/u.test(value)

function wordingOf(value: unknown, place: string): Result<ClaimKind['wording'], ClaimsFault> {
  if (!isObject(value)) return failed({ place, expected: 'patterns by language' })
  const read = new Map<StatementLanguage, readonly string[]>()
  for (const language of STATEMENT_LANGUAGES) {
    const list: unknown = value[language] ?? []
    if (!Array.isArray(list) || list.length > MAX_PATTERNS)
      return failed({ place: `${place}.${language}`, expected: `at most ${MAX_PATTERNS} patterns` })
    for (const [index, one] of list.entries()) {
      const pattern = typeof one === 'string' ? parsePattern(one) : failed('no text')
      if (!pattern.ok)
        return failed({ place: `${place}.${language}.${index}`, expected: `a pattern: ${pattern.fault}` })
    }
    read.set(language, list.map(String))
  }
  const of = (language: StatementLanguage): readonly string[] => read.get(language) ?? []
  return ok({ fr: of('fr'), nl: of('nl'), de: of('de'), en: of('en') })
}

/** The claims that count: those shipped, with the hospital's own in place of them or after. */
export function claimsWith(own: readonly ClaimKind[]): readonly ClaimKind[] {
  const byId = new Map(own.map((kind) => [kind.id, kind]))
  const shipped = SHIPPED_CLAIMS.map((kind) => byId.get(kind.id) ?? kind)
  return [...shipped, ...own.filter(({ id }) => !SHIPPED_CLAIMS.some((kind) => kind.id === id))]
}
