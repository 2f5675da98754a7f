import type { Random } from '../random.ts'
import type { RecordLanguage } from './model.ts'

/**
 * Family names are put together of parts that make no name that we know of; given names are common ones. Nobody is meant.
 */
const STARTS: Readonly<Record<RecordLanguage, readonly string[]>> = {
  nl: 'Broek,Kleis,Meulen,Wijn,Hazel,Zand,Olie,Perre,Ravel,Stuy,Tijl,Veur,Lind,Gram,Duin,Bever'.split(','),
  fr: 'Brul,Chanter,Delor,Grand,Haut,Lam,Mont,Noir,Pier,Roch,Sart,Ver,Val,Cour,Fert,Bois'.split(','),
}
const ENDS: Readonly<Record<RecordLanguage, readonly string[]>> = {
  nl: 'aertse,boomere,dijkman,elaarts,gaver,hoevene,ijnkels,kensteen,merzele,nooghe,pelwijck,rixhoudt'.split(
    ',',
  ),
  fr: 'abrive,beauluc,clairois,dermoye,elincourne,fontève,grimeaux,houlette,igniesse,marsart,oisemont,ravaux'.split(
    ',',
  ),
}
const FEMALE =
  'Anke,Britt,Céline,Dorien,Élise,Fatima,Greet,Hilde,Inès,Joëlle,Katrien,Lotte,Maud,Noor,Océane,Paula'.split(
    ',',
  )
const MALE = 'Arne,Bram,Cédric,Dirk,Emile,Farid,Gust,Hugo,Ivo,Jérôme,Koen,Luc,Maxime,Noé,Olivier,Piet'.split(
  ',',
)

/** A family name that is put together. */
export function inventFamily(language: RecordLanguage, random: Random): string {
  const name = random.pick(STARTS[language]) + random.pick(ENDS[language])
  if (language === 'nl' && random.chance(0.15)) return `Van ${name}`
  return random.chance(0.06) ? `${name}-${random.pick(STARTS[language])}${random.pick(ENDS[language])}` : name
}

/** One or two given names. */
export function inventGiven(sex: 'female' | 'male', random: Random): readonly string[] {
  const list = sex === 'female' ? FEMALE : MALE
  return random.chance(0.3) ? random.shuffle(list).slice(0, 2) : [random.pick(list)]
}

/** A doctor's name as it stands in an order. */
export function inventDoctor(language: RecordLanguage, random: Random): string {
  return `Dr. ${inventFamily(language, random)}`
}

/** A phone number of no subscriber: the prefix 0400 is not given out. */
export function inventPhone(random: Random): string {
  const digits = Array.from({ length: 6 }, () => random.between(0, 9)).join('')
  return `0400 ${digits.slice(0, 2)} ${digits.slice(2, 4)} ${digits.slice(4)}`
}
