import { SEARCH_CHANNELS } from '../searches/kinds.ts'
import type { SearchChannel } from '../searches/kinds.ts'
import type { ClaimKind } from './claims.ts'
import type { StatementFacts } from './facts.ts'
import type { InLanguages, StatementLanguage } from './languages.ts'
import type { Outcome } from './outcome.ts'
import { boardServers, checkRule } from './rules.ts'

const CHANNELS: Readonly<Record<SearchChannel, InLanguages>> = {
  mail: { en: 'mail', fr: 'courrier électronique', nl: 'e-mail', de: 'E-Mail' },
  phone: { en: 'phone', fr: 'téléphone', nl: 'telefoon', de: 'Telefon' },
  'web-forms': { en: 'web forms', fr: 'formulaires web', nl: 'webformulieren', de: 'Webformulare' },
  'printer-trays': { en: 'printers', fr: 'imprimantes', nl: 'printers', de: 'Drucker' },
  suppliers: { en: 'suppliers', fr: 'fournisseurs', nl: 'leveranciers', de: 'Lieferanten' },
  press: { en: 'press', fr: 'presse', nl: 'pers', de: 'Presse' },
  'outgoing-logs': {
    ...{ en: 'outgoing traffic', fr: 'trafic sortant', nl: 'uitgaand verkeer', de: 'ausgehender Verkehr' },
  },
}
const NONE: InLanguages = { en: 'none', fr: 'aucune', nl: 'geen', de: 'keine' }

/** The sentence that can be said now of a claim, in a language. */
export function sayNow(kind: ClaimKind, { answer, holes }: Outcome, language: StatementLanguage): string {
  return kind.say[answer][language].replaceAll(/\{([a-z]+)\}/gu, (whole, name: string) => {
    const value = Object.hasOwn(holes, name) ? holes[name] : undefined
    if (value === undefined) return whole
    if (typeof value === 'number') return String(value)
    const names = value
      .map((id) => SEARCH_CHANNELS.find((one) => one === id))
      .filter((one) => one !== undefined)
    return names.length === 0 ? NONE[language] : names.map((one) => CHANNELS[one][language]).join(', ')
  })
}

/** What the spokesperson may say, what is not known yet, and what must not be said. */
export interface SpokespersonCard {
  readonly language: StatementLanguage
  readonly at: string
  readonly canSay: readonly string[]
  readonly notKnownYet: readonly string[]
  /** Claims that the record does not support, in a few words each, with whether it contradicts them. */
  readonly doNotSay: readonly { readonly name: string; readonly contradicted: boolean }[]
}

/** The card as of the facts' moment. A sentence with a hole that nothing fills is left out. */
export function spokespersonCard(
  facts: StatementFacts,
  kinds: readonly ClaimKind[],
  language: StatementLanguage,
): SpokespersonCard {
  const canSay = new Set<string>()
  const notKnownYet = new Set<string>()
  const doNotSay: { name: string; contradicted: boolean }[] = []
  for (const kind of kinds) {
    if (kind.rule === 'servers-at-least') continue
    const outcome = checkRule(kind.rule, facts, boardNumbers(facts))
    const text = sayNow(kind, outcome, language)
    if (outcome.answer !== 'supported' && kind.rule !== 'ask-a-person')
      doNotSay.push({ name: kind.name[language], contradicted: outcome.answer === 'contradicted' })
    if (!sayable(kind, outcome) || text.includes('{')) continue
    const known = outcome.answer !== 'not-known' || kind.rule === 'servers-exactly'
    if (known) canSay.add(text)
    else notKnownYet.add(text)
  }
  return { language, at: facts.now, canSay: [...canSay], notKnownYet: [...notKnownYet], doNotSay }
}

/** A count of nothing is no sentence. */
const sayable = ({ rule }: ClaimKind, { holes }: Outcome): boolean =>
  rule !== 'servers-exactly' || holes['hit'] !== 0

/** The numbers that the board itself has. */
export function boardNumbers(facts: StatementFacts): Readonly<Record<string, number>> {
  const servers = boardServers(facts)
  return { n: servers.filter(({ verdict }) => verdict === 'hit').length, m: servers.length }
}
