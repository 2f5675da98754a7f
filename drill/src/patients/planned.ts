import type { Random } from '../random.ts'
import type { DrillCopy, RecordLanguage } from './model.ts'
import { inventDoctor, inventFamily, inventGiven, inventPhone } from './people.ts'
import { addMinutes, dayBefore } from './times.ts'

/** Midnight in the hospital at the end of the drill's Sunday. */
const MONDAY = '2021-01-17T23:00:00.000Z'
const DAYS = 30
/** Operations on the first day, which the attack hits, and on each weekday after it. */
const OPERATIONS = [42, 16] as const
const VISITS = [48, 20] as const

/** procedure | minutes | priorities that it may have | what it needs of the estate; `~` splits the words by language. */
const OPERATION_TABLE = `
Knieprothese links~Prothèse du genou gauche|110|3,4|Operating theatres,Imaging,Blood bank
Heupprothese rechts~Prothèse de la hanche droite|120|2,3|Operating theatres,Imaging,Blood bank
Heupfractuur rechts~Fracture de la hanche droite|90|1b|Operating theatres,Imaging,Blood bank
Galblaas kijkoperatie~Cholécystectomie|70|2,3|Operating theatres,Laboratory
Blindedarm~Appendicectomie|50|1a|Operating theatres,Laboratory
Liesbreuk links~Hernie inguinale gauche|55|3,4|Operating theatres
Darmresectie~Résection du côlon|180|2|Operating theatres,Laboratory,Blood bank,Intensive care
Bypass been rechts~Pontage de la jambe droite|200|1b,2|Operating theatres,Imaging,Blood bank,Intensive care
Borstoperatie links~Tumorectomie du sein gauche|80|2|Operating theatres,Imaging,Laboratory
Cataract rechts~Cataracte droite|30|4|Operating theatres
Keizersnede~Césarienne|60|1b|Operating theatres,Maternity,Blood bank`

const VISIT_TABLE = `
Controle orthopedie~Contrôle orthopédie|20|Outpatient clinics,Imaging
Controle hart~Contrôle cardiologie|30|Outpatient clinics,Cardiology
Chemotherapie, dag van de kuur~Chimiothérapie, jour de cure|180|Chemotherapy,Pharmacy,Laboratory
Bestraling, zitting~Radiothérapie, séance|20|Radiotherapy
Dialyse~Dialyse|240|Dialysis
Bloedafname~Prise de sang|10|Laboratory
Scan van de buik~Scanner abdominal|30|Imaging
Darmonderzoek~Coloscopie|45|Endoscopy
Eerste raadpleging pijn~Première consultation douleur|40|Outpatient clinics
Raadpleging huid~Consultation dermatologie|15|`

const EVENT_TABLE = `
Infoavond zwangerschap~Soirée d'information pour futurs parents|90|1|19:00|Maternity
Infoavond knie en heup~Soirée d'information genou et hanche|60|8|19:30|Outpatient clinics
Vaccinatie, voormiddag~Vaccination, matin|240|0|08:30|Vaccination
Vaccinatie, namiddag~Vaccination, après-midi|240|3|13:00|Vaccination`

/** Who is expected and is no inpatient. */
export interface DrillVisitor {
  readonly id: string
  readonly number: string
  readonly family: string
  readonly given: readonly string[]
  readonly sex: 'female' | 'male'
  readonly bornOn: string
  /** BCP 47. */
  readonly language: string
  readonly interpreter: boolean
  readonly phones: readonly string[]
  readonly kin: { readonly relation: string; readonly phone: string } | null
  readonly deceased: boolean
}

/** One planned thing of the drill. */
export interface DrillPlan {
  readonly id: string
  readonly kind: 'operation' | 'visit' | 'event'
  readonly what: string
  readonly siteId: string
  readonly place: string
  readonly startAt: string
  readonly minutes: number
  readonly clinician: string
  readonly priority: string | null
  readonly requestedAt: string
  /** Names of care of the estate; empty: the record does not tell. */
  readonly needs: readonly string[]
  /** Id of the patient; null: an event. */
  readonly patient: string | null
}

/** The planned care of 30 days, and the people that it is for. */
export interface DrillDiary {
  readonly visitors: readonly DrillVisitor[]
  readonly plans: readonly DrillPlan[]
}

interface Row {
  readonly words: readonly string[]
  readonly cells: readonly string[]
}

const rowsOf = (table: string): readonly Row[] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [what = '', ...cells] = line.split('|')
      return { words: what.split('~'), cells }
    })
const listOf = (cell: string | undefined): readonly string[] =>
  (cell ?? '').split(',').filter((one) => one !== '')

/** Invents the diary. Same stream, same diary; some of the people lie in the house, one has died. */
export function inventDiary(copy: DrillCopy, random: Random): DrillDiary {
  const sites = [...new Map(copy.wards.map(({ siteId, language }) => [siteId, language]))]
  const visitors: DrillVisitor[] = []
  const plans: DrillPlan[] = []
  const add = (kind: 'operation' | 'visit', day: number, index: number): void => {
    const own = random.split(`${kind} ${day} ${index}`)
    // Most are planned on the two large sites.
    const [siteId, language] = sites[own.chance(0.6) ? 0 : own.between(0, sites.length - 1)] ?? ['', 'nl']
    const id = `${kind === 'operation' ? 'op' : 'visit'}-${day}-${index}`
    const lying = own.chance(0.04) ? own.pick(copy.patients).id : null
    if (lying === null) visitors.push(inventVisitor(`vis-${id}`, visitors.length, language, own.split('who')))
    plans.push(planOf({ id, kind, day, index, siteId, language }, lying ?? `vis-${id}`, own))
  }
  for (let day = 0; day < DAYS; day += 1) {
    if (day % 7 > 4) continue
    for (let index = 0; index < OPERATIONS[day === 0 ? 0 : 1]; index += 1) add('operation', day, index)
    for (let index = 0; index < VISITS[day === 0 ? 0 : 1]; index += 1) add('visit', day, index)
  }
  return { visitors, plans: [...plans, ...eventsOf(sites)] }
}

interface Slot {
  readonly id: string
  readonly kind: 'operation' | 'visit'
  readonly day: number
  readonly index: number
  readonly siteId: string
  readonly language: RecordLanguage
}

function planOf({ id, kind, day, index, siteId, language }: Slot, patient: string, own: Random): DrillPlan {
  const { words, cells } = own.pick(rowsOf(kind === 'operation' ? OPERATION_TABLE : VISIT_TABLE))
  const operation = kind === 'operation'
  const priority = operation ? own.pick(listOf(cells[1])) : null
  const room = (index % 8) + 1
  return {
    ...{ id, kind, siteId, patient, priority },
    what: words[language === 'nl' ? 0 : 1] ?? '',
    place: operation ? (language === 'nl' ? `Zaal ${room}` : `Salle ${room}`) : `Cabinet ${room}`,
    startAt: addMinutes(MONDAY, day * 1440 + 8 * 60 + Math.floor(index / 8) * (operation ? 95 : 45)),
    minutes: Number(cells[0]),
    clinician: inventDoctor(language, own.split('doctor')),
    // What cannot wait was asked for yesterday, the rest within its span before.
    requestedAt: addMinutes(
      MONDAY,
      -60 *
        (priority === '1a'
          ? own.between(2, 10)
          : priority === '1b'
            ? own.between(5, 40)
            : own.between(100, 900)),
    ),
    needs: listOf(cells[operation ? 2 : 1]),
  }
}

function inventVisitor(id: string, count: number, language: RecordLanguage, random: Random): DrillVisitor {
  const sex = random.chance(0.52) ? 'female' : 'male'
  const [spoken, interpreter] = random.chance(0.08)
    ? ([random.pick(['de', 'en', 'ar', 'tr', 'pl']), random.chance(0.6)] as const)
    : ([language, false] as const)
  return {
    ...{ id, sex, interpreter, language: `${spoken}-BE` },
    number: String(70_000_000 + count * 9967),
    family: inventFamily(language, random),
    given: inventGiven(sex, random),
    bornOn: dayBefore(random.between(18 * 365, 90 * 365)),
    phones: random.chance(0.04) ? [] : [inventPhone(random)],
    kin: random.chance(0.5)
      ? { relation: language === 'nl' ? 'partner' : 'conjoint', phone: inventPhone(random) }
      : null,
    deceased: count % 331 === 17,
  }
}

/** Evenings for expecting parents and the like, each week; vaccinations on weekdays. */
function eventsOf(sites: readonly (readonly [string, RecordLanguage])[]): readonly DrillPlan[] {
  const plans: DrillPlan[] = []
  for (const [number, { words, cells }] of rowsOf(EVENT_TABLE).entries())
    for (let day = Number(cells[1]); day < DAYS; day += 7) {
      const [siteId, language] = sites[number > 1 ? 2 : 1] ?? ['', 'nl']
      const [hour = 0, minute = 0] = (cells[2] ?? '').split(':').map(Number)
      plans.push({
        ...{ id: `event-${number}-${day}`, kind: 'event', siteId, patient: null, priority: null },
        what: words[language === 'nl' ? 0 : 1] ?? '',
        place: language === 'nl' ? 'Aula' : 'Auditoire',
        startAt: addMinutes(MONDAY, day * 1440 + hour * 60 + minute),
        minutes: Number(cells[0]),
        clinician: '',
        requestedAt: addMinutes(MONDAY, -30 * 1440),
        needs: listOf(cells[3]),
      })
    }
  return plans
}
