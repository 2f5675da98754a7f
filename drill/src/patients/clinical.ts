import type { Random } from '../random.ts'
import type { DrillAllergy, DrillPatient, DrillValue, DrillWard, RecordLanguage } from './model.ts'
import { addMinutes, RESULTS_UNTIL } from './times.ts'

type Said = Readonly<Record<RecordLanguage, string>>
const said = (table: string): readonly { readonly code: string; readonly words: Said }[] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', nl = '', fr = ''] = line.split('|')
      return { code, words: { nl, fr } }
    })

/** SNOMED CT, where we are sure of the code. */
const SUBSTANCES = said(`
91936005|Penicilline|Pénicilline
300916003|Latex|Latex
|Jodiumhoudend contrastmiddel|Produit de contraste iodé
|Acetylsalicylzuur|Acide acétylsalicylique
|Cotrimoxazol|Cotrimoxazole
|Morfine|Morphine
|Kleefpleister|Sparadrap
91935009|Pinda|Arachide
|Ei|Œuf
|Metamizol|Métamizole
|Chloorhexidine|Chlorhexidine`)
const SIGNS = said(`
39579001|anafylaxie|anaphylaxie
271807003|huiduitslag|éruption cutanée
126485001|urticaria|urticaire
422587007|misselijkheid|nausées
267036007|kortademig|dyspnée`)
const ALERTS = said(`
|Valrisico|Risque de chute
|Contactisolatie MRSA|Isolement de contact SARM
|Druppelisolatie|Isolement gouttelettes
|Moeilijke luchtweg|Intubation difficile
|Decubitus graad 2|Escarre de stade 2
|Weglooprisico|Risque de fugue
|Antistolling|Anticoagulation`)
const STATUSES = said(`
304252001|Volledige behandeling, reanimeren|Réanimation, traitement complet
304253006|DNR 1: niet reanimeren|NTBR: ne pas réanimer
|DNR 2: geen intubatie, geen intensieve zorg|Limitation: pas d’intubation, pas de soins intensifs
|DNR 3: alleen comfortzorg|Soins de confort uniquement`)
const PROBLEMS = said(`
84114007|Hartfalen|Insuffisance cardiaque
233604007|Pneumonie|Pneumonie
49436004|Voorkamerfibrillatie|Fibrillation auriculaire
44054006|Diabetes type 2|Diabète de type 2
13645005|COPD|BPCO
|Heupfractuur links|Fracture de la hanche gauche
|Cholecystectomie dag 2|Cholécystectomie J2
|Urineweginfectie|Infection urinaire
|CVA rechts|AVC droit
|Longcarcinoom, kuur 3|Cancer du poumon, cure 3`)
const DIETS = said(`
|Gewone voeding|Régime normal
|Zoutarm, 1,5 L vocht|Pauvre en sel, 1,5 L de liquide
|Gemalen, ingedikt vocht|Mixé, liquides épaissis
|Nuchter vanaf 24:00|À jeun dès minuit
|Diabetes 1800 kcal|Diabétique 1800 kcal`)
const PENDING = said(`
|MRI hersenen|IRM cérébrale
|Bloedkweek 2 flesjes|Hémocultures 2 flacons
|CT thorax met contrast|Scanner thoracique injecté
|Consult cardiologie|Avis cardiologique
|Kinesitherapie|Kinésithérapie
|Transfusie 2 eenheden|Transfusion de 2 unités`)
const RELATIONS = said(`
|dochter|fille
|zoon|fils
|partner|conjoint
|zus|sœur`)

type Part = 'allergies' | 'codeStatus' | 'alerts' | 'problems' | 'diet' | 'values' | 'pending'

/** Everything about a patient but who, where and the drugs. */
export function inventClinical(ward: DrillWard, random: Random): Pick<DrillPatient, Part> {
  const { language } = ward
  const some = (list: readonly { readonly words: Said }[], most: number, own: Random): readonly string[] =>
    own
      .shuffle(list)
      .slice(0, own.between(0, most))
      .map(({ words }) => words[language])
  const status = random.pick([...STATUSES, STATUSES[0], STATUSES[1]])
  const old = ward.kind === 'old' || ward.kind === 'palliative'
  return {
    allergies: inventAllergies(language, random.split('allergies')),
    codeStatus:
      status !== undefined && random.chance(old ? 0.9 : 0.45)
        ? { words: status.words[language], code: status.code === '' ? null : status.code }
        : null,
    alerts: some(ALERTS, 3, random.split('alerts')),
    problems: ward.kind === 'newborn' ? [] : some(PROBLEMS, 4, random.split('problems')),
    diet: random.chance(0.75) ? random.pick(DIETS).words[language] : null,
    values: inventValues(ward, random.split('values')),
    pending: some(PENDING, 3, random.split('pending')),
  }
}

const NONE = { nl: 'Geen allergie gekend', fr: 'Pas d’allergie connue' } as const

/** The entry that says: asked, none known. */
export function noneKnown(language: RecordLanguage): DrillAllergy {
  return {
    ...{
      substance: NONE[language],
      code: '716186003',
      verification: 'confirmed',
      clinical: 'active',
      high: false,
    },
    reaction: null,
  }
}

/** One allergy of the list. */
export function inventAllergy(language: RecordLanguage, random: Random): DrillAllergy {
  const { code, words } = random.pick(SUBSTANCES)
  const severity = random.pick(['mild', 'moderate', 'severe', null] as const)
  return {
    substance: words[language],
    code: code === '' ? null : code,
    verification: random.pick(['confirmed', 'confirmed', 'unconfirmed', null]),
    clinical: random.chance(0.8) ? 'active' : null,
    high: random.chance(0.2),
    reaction: random.chance(0.75) ? { sign: random.pick(SIGNS).words[language], severity } : null,
  }
}

/** Known, none known, not recorded, taken back, and now and then both at once. */
function inventAllergies(language: RecordLanguage, random: Random): readonly DrillAllergy[] {
  const fate = random.next()
  if (fate < 0.25) return []
  if (fate < 0.5) return [noneKnown(language)]
  const own = distinct(
    Array.from({ length: random.between(1, 3) }, (_, index) =>
      inventAllergy(language, random.split(`${index}`)),
    ),
  )
  if (fate < 0.55) return own.map((one) => ({ ...one, verification: 'refuted' as const, clinical: null }))
  if (fate < 0.58)
    return own.map((one) => ({ ...one, verification: 'entered-in-error' as const, clinical: null }))
  return fate < 0.61 ? [noneKnown(language), ...own] : own
}

function distinct(list: readonly DrillAllergy[]): readonly DrillAllergy[] {
  return list.filter((one, index) => list.findIndex((other) => other.substance === one.substance) === index)
}

/** LOINC | name | v: vital sign, l: laboratory | unit | lowest | highest | normal from | to | decimals */
const VALUES = `
8867-4|Heart rate|v|/min|52|128|60|100|0
8310-5|Body temperature|v|Cel|35.8|39.4|36.0|37.8|1
9279-1|Respiratory rate|v|/min|10|30|12|20|0
2708-6|Oxygen saturation|v|%|86|100|94||0
8480-6|Systolic blood pressure|v|mm[Hg]|85|190|100|140|0
8462-4|Diastolic blood pressure|v|mm[Hg]|45|105|60|90|0
29463-7|Body weight|v|kg|41|118|||1
2823-3|Potassium|l|mmol/L|2.6|6.3|3.5|5.1|1
2951-2|Sodium|l|mmol/L|124|152|136|145|0
2160-0|Creatinine|l|mg/dL|0.5|4.2|0.6|1.2|2
718-7|Hemoglobin|l|g/dL|6.9|16.5|12|16|1
1988-5|C reactive protein|l|mg/L|1|260||5|0
6301-6|INR|l||0.9|4.8|||1`
  .trim()
  .split('\n')
  .map((line) => line.split('|'))

function inventValues(ward: DrillWard, random: Random): readonly DrillValue[] {
  return VALUES.flatMap((cells) => {
    const [
      code = '',
      name = '',
      kind = '',
      unit = '',
      least = '',
      most = '',
      low = '',
      high = '',
      decimals = '',
    ] = cells
    const vital = kind === 'v'
    if (!random.chance(vital ? 0.9 : 0.6)) return []
    const [from, to] = code === '29463-7' ? weightOf(ward) : [Number(least), Number(most)]
    const value = Number((from + random.next() * (to - from)).toFixed(Number(decimals)))
    const hours = vital ? 6 : 40
    return [
      {
        ...{ code, name, category: vital ? ('vital-signs' as const) : ('laboratory' as const) },
        amount: { value, unit },
        low: low === '' ? null : Number(low),
        high: high === '' ? null : Number(high),
        at: addMinutes(RESULTS_UNTIL, -random.between(5, hours * 60)),
        status: !vital && random.chance(0.08) ? 'preliminary' : 'final',
      },
    ]
  })
}

function weightOf(ward: DrillWard): readonly [number, number] {
  if (ward.kind === 'newborn') return [0.9, 4.1]
  return ward.kind === 'child' ? [7, 45] : [41, 118]
}

/** The word for a relation in the language of the record. */
export function inventRelation(language: RecordLanguage, random: Random): string {
  return random.pick(RELATIONS).words[language]
}
