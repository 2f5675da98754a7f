import { DIVERSION_SERVICE_WORDS, DIVERSION_WANT_WORDS } from './kinds.ts'
import type { DiversionLanguage } from './kinds.ts'
import type { DiversionCell } from './part.ts'

interface Phrases {
  readonly opening: string
  readonly asked: string
  readonly confirmed: string
  readonly stale: string
  readonly nothing: string
  readonly closing: string
}

/** `{…}` is filled in; what is not declared is never said to be open. */
const PHRASES: Readonly<Record<DiversionLanguage, Phrases>> = {
  en: {
    opening: 'This is {hospital}, site {site}, at {now}.',
    asked: '{service}: {want}. Asked at {at}. Do you confirm, and what is your name?',
    confirmed: '{service}: {want}. Confirmed by {by} at {at}. To be looked at again at {review}.',
    stale: '{service}: {want}. Confirmed by {by} at {at}, not since. Does it still stand?',
    nothing: 'Of everything else nothing is declared: ask before you send.',
    closing: 'Read it back, with your name and the time.',
  },
  fr: {
    opening: 'Ici {hospital}, site {site}, à {now}.',
    asked: '{service}: {want}. Demandé à {at}. Confirmez-vous, et quel est votre nom?',
    confirmed: '{service}: {want}. Confirmé par {by} à {at}. À revoir à {review}.',
    stale: '{service}: {want}. Confirmé par {by} à {at}, plus depuis. Est-ce toujours valable?',
    nothing: 'Pour tout le reste, rien n’est déclaré: demandez avant d’envoyer.',
    closing: 'Répétez, avec votre nom et l’heure.',
  },
  nl: {
    opening: 'U spreekt met {hospital}, campus {site}, om {now}.',
    asked: '{service}: {want}. Gevraagd om {at}. Bevestigt u dat, en wat is uw naam?',
    confirmed: '{service}: {want}. Bevestigd door {by} om {at}. Opnieuw te bekijken om {review}.',
    stale: '{service}: {want}. Bevestigd door {by} om {at}, sindsdien niet meer. Geldt het nog?',
    nothing: 'Voor al het andere is niets gemeld: vraag voor u stuurt.',
    closing: 'Herhaal het, met uw naam en het uur.',
  },
  de: {
    opening: 'Hier ist {hospital}, Standort {site}, um {now}.',
    asked: '{service}: {want}. Erbeten um {at}. Bestätigen Sie das, und wie ist Ihr Name?',
    confirmed: '{service}: {want}. Bestätigt von {by} um {at}. Wieder anzusehen um {review}.',
    stale: '{service}: {want}. Bestätigt von {by} um {at}, seither nicht. Gilt es noch?',
    nothing: 'Für alles andere ist nichts gemeldet: fragen Sie, bevor Sie schicken.',
    closing: 'Wiederholen Sie es, mit Ihrem Namen und der Uhrzeit.',
  },
}

/** What is read aloud to the dispatcher for one site. `clock` says instants on the hospital's clock. */
export function sayAloud(
  cells: readonly DiversionCell[],
  said: {
    readonly language: DiversionLanguage
    readonly hospital: string
    readonly site: string
    readonly now: string
    readonly clock: (at: string) => string
  },
): string {
  const { language, hospital, site, now, clock } = said
  const phrases = PHRASES[language]
  const declared = cells.filter(({ word }) => word !== 'not-declared')
  const lines = declared.map((one) => {
    const words =
      one.word === 'asked' ? phrases.asked : one.word === 'confirmed' ? phrases.confirmed : phrases.stale
    return fill(words, {
      service: capital(DIVERSION_SERVICE_WORDS[language][one.service]),
      want: one.wanted === null ? '' : DIVERSION_WANT_WORDS[language][one.wanted],
      at: clock(one.confirmedAt ?? one.askedAt ?? ''),
      by: one.dispatcher ?? '…',
      review: clock(one.reviewAt ?? ''),
    })
  })
  const opening = fill(phrases.opening, { hospital, site, now: clock(now) })
  const rest = declared.length === cells.length ? [] : [phrases.nothing]
  return [opening, ...lines, ...rest, phrases.closing].join(' ')
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function fill(words: string, values: Readonly<Record<string, string>>): string {
  return words.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole)
}
