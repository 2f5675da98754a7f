import type { ContactLanguage } from '../../people/index.ts'
import type { ItemKind } from '../evidence/kinds.ts'
import type { NoticeCause } from './events.ts'

/** What a message says, per language; whole sentences. Native speakers must check them before a release. */
export interface MessageWords {
  readonly drill: string
  readonly kinds: Readonly<Record<ItemKind, string>>
  readonly statement: string
  readonly deadline: string
  readonly causes: Readonly<Record<Extract<NoticeCause, 'lowered' | 'closed' | 'kind-changed'>, string>>
  readonly inside: (notice: string, what: string, item: string) => string
  readonly answer: (code: string) => string
  readonly come: string
  readonly outside: (name: string, number: string) => string
}

const en: MessageWords = {
  drill: 'DRILL. ',
  kinds: {
    demand: 'ransom demand',
    'threat-to-publish': 'threat to publish data',
    'data-taken': 'data taken',
    encryption: 'encryption',
    'backup-hit': 'backups hit',
    'wrongly-addressed': 'message meant for somebody else',
    'contact-only': 'note with a contact, no sum',
    'third-party-claim': 'claim from outside, not verified',
    sighting: 'something was seen',
  },
  statement: 'a published statement is contradicted',
  deadline: 'a deadline comes',
  causes: {
    lowered: 'two people made less of it',
    closed: 'two people closed it',
    'kind-changed': 'it is graver than before',
  },
  inside: (notice, what, item) => `Codedark, notice ${notice}: ${what} (${item}).`,
  answer: (code) => `To acknowledge answer: ACK ${code}.`,
  come: 'Then come to the board. Acknowledged is not decided.',
  outside: (name, number) => `Call ${name} at ${number}.`,
}

const fr: MessageWords = {
  drill: 'EXERCICE. ',
  kinds: {
    demand: 'demande de rançon',
    'threat-to-publish': 'menace de publication de données',
    'data-taken': 'données emportées',
    encryption: 'chiffrement',
    'backup-hit': 'sauvegardes touchées',
    'wrongly-addressed': 'message destiné à un autre',
    'contact-only': 'note avec un contact, sans montant',
    'third-party-claim': 'affirmation de l’extérieur, non vérifiée',
    sighting: 'quelque chose a été vu',
  },
  statement: 'une communication publiée est contredite',
  deadline: 'une échéance approche',
  causes: {
    lowered: 'deux personnes en ont réduit la gravité',
    closed: 'deux personnes l’ont clos',
    'kind-changed': 'c’est plus grave qu’avant',
  },
  inside: (notice, what, item) => `Codedark, avis ${notice} : ${what} (${item}).`,
  answer: (code) => `Pour confirmer la réception, répondez : ACK ${code}.`,
  come: 'Puis venez au tableau. Confirmé ne veut pas dire décidé.',
  outside: (name, number) => `Appelez ${name} au ${number}.`,
}

const nl: MessageWords = {
  drill: 'OEFENING. ',
  kinds: {
    demand: 'losgeldeis',
    'threat-to-publish': 'dreiging met publicatie van gegevens',
    'data-taken': 'gegevens meegenomen',
    encryption: 'versleuteling',
    'backup-hit': 'back-ups getroffen',
    'wrongly-addressed': 'bericht bedoeld voor iemand anders',
    'contact-only': 'bericht met contactadres, zonder bedrag',
    'third-party-claim': 'bewering van buiten, niet nagegaan',
    sighting: 'er is iets gezien',
  },
  statement: 'een gepubliceerde mededeling wordt weersproken',
  deadline: 'een termijn nadert',
  causes: {
    lowered: 'twee mensen maakten het minder ernstig',
    closed: 'twee mensen sloten het af',
    'kind-changed': 'het is ernstiger dan eerst',
  },
  inside: (notice, what, item) => `Codedark, melding ${notice}: ${what} (${item}).`,
  answer: (code) => `Bevestig de ontvangst met het antwoord: ACK ${code}.`,
  come: 'Kom dan naar het bord. Bevestigd is niet beslist.',
  outside: (name, number) => `Bel ${name} op ${number}.`,
}

const de: MessageWords = {
  drill: 'ÜBUNG. ',
  kinds: {
    demand: 'Lösegeldforderung',
    'threat-to-publish': 'Drohung, Daten zu veröffentlichen',
    'data-taken': 'Daten entwendet',
    encryption: 'Verschlüsselung',
    'backup-hit': 'Sicherungen betroffen',
    'wrongly-addressed': 'Nachricht, die für andere bestimmt war',
    'contact-only': 'Nachricht mit Kontakt, ohne Summe',
    'third-party-claim': 'Behauptung von außen, nicht geprüft',
    sighting: 'es wurde etwas gesehen',
  },
  statement: 'einer veröffentlichten Mitteilung wird widersprochen',
  deadline: 'eine Frist läuft ab',
  causes: {
    lowered: 'zwei Personen haben es herabgestuft',
    closed: 'zwei Personen haben es geschlossen',
    'kind-changed': 'es ist ernster als zuvor',
  },
  inside: (notice, what, item) => `Codedark, Meldung ${notice}: ${what} (${item}).`,
  answer: (code) => `Zum Bestätigen antworten: ACK ${code}.`,
  come: 'Danach zur Tafel kommen. Bestätigt ist nicht entschieden.',
  outside: (name, number) => `${name} anrufen: ${number}.`,
}

/** The words of each language. */
export const MESSAGE_WORDS: Readonly<Record<ContactLanguage, MessageWords>> = { en, fr, nl, de }
