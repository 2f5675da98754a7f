/** What is sent to a site, and can be asked to go elsewhere. The first four are asked of every site. */
export const DIVERSION_SERVICES = [
  'ambulances',
  'walk-ins',
  'own-cars',
  'returns',
  'stroke',
  'heart',
  'trauma',
  'birth',
  'newborn',
  'children',
  'intensive-care',
  'theatre',
  'dialysis',
] as const
/** See above. */
export type DiversionService = (typeof DIVERSION_SERVICES)[number]

/** What is wanted. `accepts`: as on ordinary days; it is asked and confirmed like the others. */
export const DIVERSION_WANTS = ['elsewhere', 'limited', 'accepts'] as const
/** See above. */
export type DiversionWant = (typeof DIVERSION_WANTS)[number]

/** Languages in which it is read aloud. */
export const DIVERSION_LANGUAGES = ['fr', 'nl', 'de', 'en'] as const
/** See above. */
export type DiversionLanguage = (typeof DIVERSION_LANGUAGES)[number]

type Words<Key extends string> = Readonly<Record<Key, string>>

/** The services in words. */
export const DIVERSION_SERVICE_WORDS: Readonly<Record<DiversionLanguage, Words<DiversionService>>> = {
  en: {
    ambulances: 'ambulances of 112',
    'walk-ins': 'walk-ins',
    'own-cars': 'own emergency physicians’ cars',
    returns: 'returns from other hospitals',
    stroke: 'stroke',
    heart: 'heart attack',
    trauma: 'severe injury',
    birth: 'births',
    newborn: 'newborn intensive care',
    children: 'children',
    'intensive-care': 'intensive care',
    theatre: 'urgent operations',
    dialysis: 'dialysis',
  },
  fr: {
    ambulances: 'ambulances du 112',
    'walk-ins': 'patients qui se présentent eux-mêmes',
    'own-cars': 'nos équipes SMUR',
    returns: 'retours d’autres hôpitaux',
    stroke: 'AVC',
    heart: 'infarctus',
    trauma: 'blessés graves',
    birth: 'accouchements',
    newborn: 'soins intensifs néonatals',
    children: 'enfants',
    'intensive-care': 'soins intensifs',
    theatre: 'opérations urgentes',
    dialysis: 'dialyse',
  },
  nl: {
    ambulances: 'ziekenwagens van de 112',
    'walk-ins': 'patiënten die zelf komen',
    'own-cars': 'onze MUG-wagens',
    returns: 'terugkeer uit andere ziekenhuizen',
    stroke: 'beroerte',
    heart: 'hartinfarct',
    trauma: 'zwaargewonden',
    birth: 'bevallingen',
    newborn: 'neonatale intensieve zorg',
    children: 'kinderen',
    'intensive-care': 'intensieve zorg',
    theatre: 'dringende operaties',
    dialysis: 'dialyse',
  },
  de: {
    ambulances: 'Rettungswagen der 112',
    'walk-ins': 'Patienten, die selbst kommen',
    'own-cars': 'unsere Notarztwagen',
    returns: 'Rückverlegungen aus anderen Häusern',
    stroke: 'Schlaganfall',
    heart: 'Herzinfarkt',
    trauma: 'Schwerverletzte',
    birth: 'Geburten',
    newborn: 'Intensivpflege für Neugeborene',
    children: 'Kinder',
    'intensive-care': 'Intensivstation',
    theatre: 'dringende Operationen',
    dialysis: 'Dialyse',
  },
}

/** What is wanted, in words. */
export const DIVERSION_WANT_WORDS: Readonly<Record<DiversionLanguage, Words<DiversionWant>>> = {
  en: { elsewhere: 'send elsewhere', limited: 'only after a call', accepts: 'we accept' },
  fr: { elsewhere: 'à envoyer ailleurs', limited: 'seulement après appel', accepts: 'nous acceptons' },
  nl: { elsewhere: 'elders heen te sturen', limited: 'alleen na telefoon', accepts: 'wij aanvaarden' },
  de: { elsewhere: 'anderswohin zu bringen', limited: 'nur nach Anruf', accepts: 'wir nehmen auf' },
}
