import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ITEM_KINDS } from '../evidence/kinds.ts'
import type { EvidenceItem } from '../evidence/state.ts'
import { LINK_STATES } from '../links/standing.ts'
import { SEARCH_ANSWERS, SEARCH_CHANNELS } from '../searches/index.ts'
import type { SearchAnswer, SearchStanding } from '../searches/index.ts'
import { ANSWERS } from '../../triage/index.ts'
import { checkDraft, NO_CHOICE, worstOf } from './check.ts'
import { RULE_IDS } from './claims.ts'
import type { RuleId } from './claims.ts'
import type { StatementFacts } from './facts.ts'
import { STATEMENT_LANGUAGES } from './languages.ts'
import type { StatementLanguage } from './languages.ts'
import { claimsWith, parseClaims, SHIPPED_CLAIMS } from './own-claims.ts'
import { parsePattern } from './pattern.ts'
import { checkRule } from './rules.ts'
import { boardNumbers, spokespersonCard } from './say.ts'
import { splitDraft } from './split.ts'

const NOW = '2021-01-19T12:00:00.000Z'
const ATTACK = '2021-01-17T19:46:00.000Z'
const instant = fc.constantFrom(
  '2021-01-16T10:00:00.000Z',
  ATTACK,
  '2021-01-18T09:00:00.000Z',
  '2021-01-19T11:00:00.000Z',
)

const standing: fc.Arbitrary<SearchStanding> = fc
  .record({ answer: fc.constantFrom(...SEARCH_ANSWERS), at: instant, coversFrom: fc.option(instant) })
  .map(({ answer, at, coversFrom }) => searched(answer, at, coversFrom))

function searched(
  answer: SearchAnswer,
  at = '2021-01-19T11:00:00.000Z',
  coversFrom: string | null = ATTACK,
): SearchStanding {
  const search = { entry: 7, answer, method: null, by: null, at, coversFrom, text: null, overBy: null }
  return answer === 'not-searched'
    ? { answer, search: null, onlyBefore: false }
    : { answer, search, onlyBefore: false }
}

const server = fc.record({
  id: fc.constantFrom('dc-1', 'fs-1', 'fs-2', 'db-1'),
  listed: fc.boolean(),
  verdict: fc.constantFrom(...ANSWERS),
  encryption: fc.constantFrom(...ANSWERS),
  intrusion: fc.constantFrom(...ANSWERS),
  search: standing,
  holds: fc.constantFrom('patient-data' as const, 'none' as const, 'not-said' as const),
  entry: fc.constantFrom(null, 3),
})

const item = (kind: EvidenceItem['kind']): EvidenceItem => ({
  ...{ item: 'e-001', entry: 5, at: NOW, kind, source: 'typed', hash: 'a'.repeat(64), hasFile: false },
  ...{ mayShowPatients: false, releasedBy: null, servers: ['dc-1'], seenBy: null, seenAt: null, text: null },
  ...{ form: null, again: 0, closedBy: null, handling: [] },
})

const facts: fc.Arbitrary<StatementFacts> = fc.record({
  now: fc.constant(NOW),
  attackAt: fc.constantFrom(ATTACK, null),
  servers: fc.uniqueArray(server, { maxLength: 4, selector: ({ id }) => id }),
  listKnown: fc.boolean(),
  channels: fc
    .tuple(...SEARCH_CHANNELS.map(() => standing))
    .map(
      (all) => new Map(SEARCH_CHANNELS.map((one, index) => [one, all[index] ?? searched('not-searched')])),
    ),
  items: fc.array(fc.constantFrom(...ITEM_KINDS).map(item), { maxLength: 1 }),
  noteSightings: fc.array(fc.constant({ server: 'dc-1', entry: 4 }), { maxLength: 1 }),
  links: fc.option(
    fc.array(
      fc.record({
        id: fc.constantFrom('vpn-1', 'internet-1'),
        state: fc.constantFrom(...LINK_STATES),
        entry: fc.constantFrom(null, 9),
        since: fc.option(instant),
      }),
      { maxLength: 2 },
    ),
  ),
  records: fc.array(
    fc.record({
      ...{ id: fc.constant('chart'), name: fc.constant('Patient record') },
      reckoned: fc.constantFrom('up' as const, 'degraded' as const, 'down' as const, 'unknown' as const),
      said: fc.constant(null),
    }),
    { maxLength: 1 },
  ),
  firstAccessAt: fc.option(instant),
})

/** Whether everything that a claim needs was looked at, told apart from how the rules tell it. */
const ALL_LOOKED: Readonly<Record<RuleId, (facts: StatementFacts) => boolean>> = {
  'no-demand': ({ servers, channels, attackAt }) =>
    attackAt !== null &&
    servers.length > 0 &&
    servers.every(({ search }) => search.answer === 'nothing') &&
    SEARCH_CHANNELS.filter((one) => one !== 'outgoing-logs').every(
      (one) => channels.get(one)?.answer === 'nothing',
    ),
  'no-patient-data': ({ servers, listKnown }) =>
    listKnown &&
    servers.length > 0 &&
    servers.every(
      ({ holds, encryption, intrusion }) =>
        holds === 'none' || (holds === 'patient-data' && encryption === 'no-sign' && intrusion === 'no-sign'),
    ),
  'no-data-stolen': ({ servers, channels, links, firstAccessAt }) =>
    servers.length > 0 &&
    firstAccessAt !== null &&
    channels.get('outgoing-logs')?.answer === 'nothing' &&
    (links ?? []).length > 0 &&
    (links ?? []).every(({ state }) => state === 'tested-cut') &&
    servers.every(({ intrusion }) => intrusion !== 'blind' && intrusion !== 'suspect'),
  'servers-exactly': ({ servers, listKnown }) =>
    listKnown && servers.every(({ verdict }) => verdict === 'hit' || verdict === 'no-sign'),
  'servers-at-least': ({ listKnown }) => listKnown,
  'records-accessible': ({ records }) => records.length > 0 && records.every(({ said }) => said !== null),
  'records-not-accessible': ({ records }) => records.length > 0,
  'all-links-cut': ({ links }) =>
    (links ?? []).length > 0 && (links ?? []).every(({ state }) => state === 'tested-cut'),
  'it-issue': ({ servers, items, noteSightings }) =>
    servers.length > 0 &&
    servers.every(({ verdict }) => verdict === 'no-sign') &&
    items.length === 0 &&
    noteSightings.length === 0,
  'ask-a-person': () => false,
}

describe('what is said of a claim', () => {
  test('never supported where anything that it needs was not looked at', () => {
    let supported = 0
    fc.assert(
      fc.property(facts, fc.constantFrom(...RULE_IDS), (given, rule) => {
        const outcome = checkRule(rule, given, boardNumbers(given))
        if (outcome.answer !== 'supported') return
        supported += 1
        assert.ok(ALL_LOOKED[rule](given), rule)
        assert.deepEqual(outcome.notLooked, [])
      }),
      { numRuns: 20_000 },
    )
    assert.ok(supported > 0, 'some states support a claim')
  })

  test('not known always says what was not looked at, contradicted always what is held against it', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...RULE_IDS), (given, rule) => {
        const { answer, because, notLooked } = checkRule(rule, given, boardNumbers(given))
        if (answer === 'not-known') assert.ok(notLooked.length > 0)
        if (answer === 'contradicted') assert.ok(because.length > 0)
      }),
      { numRuns: 5_000 },
    )
  })

  test('what the card says can be said is never contradicted or unchecked when it is put into a draft', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...STATEMENT_LANGUAGES), (given, language) => {
        const card = spokespersonCard(given, SHIPPED_CLAIMS, language)
        const text = [...card.canSay, ...card.notKnownYet].join('\n')
        const check = checkDraft({ text, language, choice: NO_CHOICE }, given, SHIPPED_CLAIMS)
        assert.deepEqual(check.claims, [])
        assert.ok(check.sentences.every(({ checked }) => checked === 'ours'))
        assert.ok(![...card.canSay, ...card.notKnownYet].some((one) => /[{}]/u.test(one)))
      }),
      { numRuns: 500 },
    )
  })

  test('one note of ransom contradicts “no demand”, whatever else was searched', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom('demand' as const, 'contact-only' as const), (given, kind) => {
        const { answer } = checkRule('no-demand', { ...given, items: [item(kind)] }, {})
        assert.equal(answer, 'contradicted')
      }),
    )
  })
})

const DRAFTS: readonly (readonly [StatementLanguage, string, readonly string[]])[] = [
  [
    'en',
    'No ransom has been demanded. 80 of our 300 servers are affected.',
    ['no-demand', 'servers-exactly'],
  ],
  [
    'en',
    'No patient data is affected. All outside links have been cut.',
    ['no-patient-data', 'all-links-cut'],
  ],
  ['en', 'This is an IT issue. Nothing was stolen.', ['it-issue', 'no-data-stolen']],
  ['en', 'Patient records are not accessible at the moment.', ['records-not-accessible']],
  ['fr', 'Aucune rançon n’a été demandée à ce stade. Rien n’a été volé.', ['no-demand', 'no-data-stolen']],
  [
    'fr',
    '80 serveurs sur 300 sont touchés. Toutes les liaisons vers l’extérieur sont coupées.',
    ['servers-exactly', 'all-links-cut'],
  ],
  [
    'fr',
    'Les dossiers des patients restent accessibles. Aucune donnée de patient n’est touchée.',
    ['records-accessible', 'no-patient-data'],
  ],
  ['fr', 'Il s’agit d’un problème informatique.', ['it-issue']],
  [
    'nl',
    'Er is geen losgeld gevraagd. Minstens 80 van de 300 servers zijn getroffen.',
    ['no-demand', 'servers-at-least'],
  ],
  [
    'nl',
    'Er zijn geen patiëntgegevens getroffen. Alle verbindingen zijn verbroken.',
    ['no-patient-data', 'all-links-cut'],
  ],
  [
    'nl',
    'Er zijn geen gegevens gestolen. Het gaat om een technische storing.',
    ['no-data-stolen', 'it-issue'],
  ],
  [
    'de',
    'Es wurde kein Lösegeld gefordert. Es wurden keine Daten gestohlen.',
    ['no-demand', 'no-data-stolen'],
  ],
  [
    'de',
    '80 von 300 Servern sind betroffen. Die Patientenakten sind nicht erreichbar.',
    ['servers-exactly', 'records-not-accessible'],
  ],
  [
    'de',
    'Alle Verbindungen nach außen sind getrennt. Keine Patientendaten sind betroffen.',
    ['all-links-cut', 'no-patient-data'],
  ],
]

describe('taking a draft apart', () => {
  for (const [language, text, claims] of DRAFTS)
    test(`${language}: ${text}`, () => {
      const split = splitDraft(text, language, SHIPPED_CLAIMS)
      assert.deepEqual(
        split.claims.map(({ claim }) => claim),
        claims,
      )
      for (const { marks, words } of split.claims)
        assert.deepEqual(
          marks.map(({ from, until }) => text.slice(from, until)),
          words,
        )
    })

  test('numbers with thousands are read whole', () => {
    const [claim] = splitDraft('1,280 of 1 300 servers are hit.', 'en', SHIPPED_CLAIMS).claims
    assert.deepEqual(claim?.numbers, { n: 1280, m: 1300 })
  })

  test('a sentence that no rule knows is not checked, and the whole is then not supported', () => {
    const none: StatementFacts = {
      ...{ now: NOW, attackAt: ATTACK, servers: [], listKnown: false, items: [], noteSightings: [] },
      ...{ channels: new Map(), links: null, records: [], firstAccessAt: null },
    }
    const check = checkDraft(
      { text: 'Our staff are wonderful.', language: 'en', choice: NO_CHOICE },
      none,
      SHIPPED_CLAIMS,
    )
    assert.deepEqual(
      check.sentences.map(({ checked }) => checked),
      ['unchecked'],
    )
    assert.equal(worstOf(check), 'not-known')
  })

  test('any text is taken apart in bounded time, its sentences in order and inside it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom(...STATEMENT_LANGUAGES),
        (text, language) => {
          let at = 0
          for (const { from, until } of splitDraft(text, language, SHIPPED_CLAIMS).sentences) {
            assert.ok(from >= at && until > from && until <= text.length)
            at = until
          }
        },
      ),
    )
    const long = 'no '.repeat(3_300)
    const before = process.hrtime.bigint()
    splitDraft(long, 'en', SHIPPED_CLAIMS)
    assert.ok(process.hrtime.bigint() - before < 2_000_000_000n, 'ten thousand characters in two seconds')
  })
})

describe('claims as data', () => {
  test('every pattern that ships is one', () => {
    for (const { id, wording } of SHIPPED_CLAIMS)
      for (const language of STATEMENT_LANGUAGES) {
        assert.ok(wording[language].length > 0, `${id} ${language}`)
        for (const text of wording[language]) assert.ok(parsePattern(text).ok, `${id} ${language}: ${text}`)
      }
  })

  test('a hospital may add a claim or reword one, never make it easier to support', () => {
    const [shipped] = SHIPPED_CLAIMS
    assert.ok(shipped !== undefined)
    const own = { ...shipped, id: 'surgery-goes-on', rule: 'ask-a-person' }
    const added = parseClaims([own])
    assert.ok(added.ok)
    assert.equal(claimsWith(added.value).length, SHIPPED_CLAIMS.length + 1)
    assert.deepEqual(parseClaims([{ ...shipped, rule: 'servers-at-least' }]), {
      ok: false,
      fault: { place: '0.rule', expected: 'no-demand: the rule of a shipped claim stays' },
    })
    assert.equal(parseClaims([{ ...own, wording: { en: ['(a+)+$'] } }]).ok, false)
    assert.equal(parseClaims([own, own]).ok, false)
    assert.equal(parseClaims('no list').ok, false)
  })
})
