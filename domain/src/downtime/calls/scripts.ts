import type { CallScript } from '../log/calls.ts'

/** Languages that there are words for. */
export type ScriptLanguage = 'fr' | 'nl' | 'de' | 'en'

/** What is said on the phone; `{…}` is filled in: hospital, what, when, number. */
export const CALL_SCRIPTS: Readonly<Record<CallScript, Readonly<Record<ScriptLanguage, string>>>> = {
  postpone: {
    fr: 'Ici {hospital}. Puis-je parler à {name}? Nos ordinateurs sont en panne. Votre rendez-vous du {when} est remis. Ne venez pas. Nous vous rappelons pour une nouvelle date. Si votre état change: {number}, en urgence le 112. Jeûnez-vous, avez-vous arrêté un médicament pour cela? Alors je vous passe un médecin.',
    nl: 'U spreekt met {hospital}. Kan ik {name} spreken? Onze computers liggen stil. Uw afspraak van {when} gaat niet door. Kom niet. Wij bellen u terug met een nieuwe datum. Verandert er iets aan uw toestand: {number}, dringend 112. Bent u nuchter gebleven of met een geneesmiddel gestopt? Dan verbind ik u door met een arts.',
    de: 'Hier ist {hospital}. Kann ich mit {name} sprechen? Unsere Computer stehen still. Ihr Termin am {when} findet nicht statt. Kommen Sie nicht. Wir rufen Sie mit einem neuen Datum zurück. Wenn sich Ihr Zustand ändert: {number}, im Notfall 112. Sind Sie nüchtern geblieben oder haben Sie ein Medikament abgesetzt? Dann verbinde ich Sie mit einem Arzt.',
    en: 'This is {hospital}. May I speak to {name}? Our computers are down. Your appointment of {when} is put off. Do not come. We call you back with a new date. If you get worse: {number}, in an emergency 112. Have you fasted or stopped a drug for it? Then I put you through to a doctor.',
  },
  keep: {
    fr: 'Ici {hospital}. Puis-je parler à {name}? Nos ordinateurs sont en panne, mais votre rendez-vous du {when} est maintenu. Venez comme prévu, avec la liste de vos médicaments. Questions: {number}.',
    nl: 'U spreekt met {hospital}. Kan ik {name} spreken? Onze computers liggen stil, maar uw afspraak van {when} gaat door. Kom zoals afgesproken, met de lijst van uw geneesmiddelen. Vragen: {number}.',
    de: 'Hier ist {hospital}. Kann ich mit {name} sprechen? Unsere Computer stehen still, aber Ihr Termin am {when} findet statt. Kommen Sie wie vereinbart, mit der Liste Ihrer Medikamente. Fragen: {number}.',
    en: 'This is {hospital}. May I speak to {name}? Our computers are down, but your appointment of {when} stands. Come as agreed, with the list of your drugs. Questions: {number}.',
  },
}

/** What a voicemail leaves: a number to call back and nothing else, since others may hear it. */
export const VOICEMAIL: Readonly<Record<ScriptLanguage, string>> = {
  fr: 'Message pour {name}. Rappelez le {number}, s’il vous plaît.',
  nl: 'Bericht voor {name}. Wilt u terugbellen naar {number}?',
  de: 'Nachricht für {name}. Bitte rufen Sie {number} zurück.',
  en: 'Message for {name}. Please call back {number}.',
}

const LANGUAGES: readonly ScriptLanguage[] = ['fr', 'nl', 'de', 'en']

/** The language of a patient as one that there are words for; null: there are none, or it is not known. */
export function scriptLanguage(said: string | null): ScriptLanguage | null {
  const code = said?.toLowerCase() ?? ''
  const names: Readonly<Record<string, ScriptLanguage>> = {
    ...{
      french: 'fr',
      français: 'fr',
      dutch: 'nl',
      nederlands: 'nl',
      german: 'de',
      deutsch: 'de',
      english: 'en',
    },
  }
  return LANGUAGES.find((one) => code === one || code.startsWith(`${one}-`)) ?? names[code] ?? null
}

/** Words with their places filled in. */
export function filled(words: string, values: Readonly<Record<string, string>>): string {
  return words.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole)
}
