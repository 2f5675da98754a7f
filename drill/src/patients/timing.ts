import type { DrillTiming, RecordLanguage } from './model.ts'

interface Pattern {
  readonly timing: DrillTiming
  readonly words: Readonly<Record<RecordLanguage, string>>
}

const times = (list: string, nl: string, fr: string, everyDays?: number): Pattern => ({
  timing: { kind: 'times', times: list.split(' '), ...(everyDays === undefined ? {} : { everyDays }) },
  words: { nl, fr },
})
const hours = (every: number): Pattern => ({
  timing: { kind: 'hours', every },
  words: { nl: `om de ${every} uur`, fr: `toutes les ${every} heures` },
})

/** Patterns of the formulary by their short name. */
const PATTERNS: ReadonlyMap<string, Pattern> = new Map([
  ['d1', times('08:00', '1 x per dag', '1 x par jour')],
  ['d1e', times('20:00', '1 x per dag ’s avonds', '1 x par jour le soir')],
  ['n1', times('22:00', 'voor het slapen', 'au coucher')],
  ['e6', times('06:00', '1 x per dag nuchter', '1 x par jour à jeun')],
  ['d2', times('08:00 20:00', '2 x per dag', '2 x par jour')],
  ['d2m', times('08:00 14:00', '2 x per dag', '2 x par jour')],
  ['d3', times('08:00 14:00 20:00', '3 x per dag', '3 x par jour')],
  ['d3m', times('08:00 12:00 18:00', '3 x per dag bij de maaltijd', '3 x par jour aux repas')],
  ['d4', times('06:00 12:00 18:00 22:00', '4 x per dag', '4 x par jour')],
  ['x5', times('07:00 11:00 14:30 18:00 21:30', '5 x per dag op de klok', '5 x par jour à heures fixes')],
  ['e2', times('18:00', 'om de andere dag', 'un jour sur deux', 2)],
  ['h6', hours(6)],
  ['h8', hours(8)],
  ['h12', hours(12)],
  ['h72', hours(72)],
  ['baby36', hours(36)],
  ['child', hours(6)],
  [
    'meal',
    {
      timing: { kind: 'meal', when: 'AC', perDay: 3 },
      words: { nl: 'vóór de maaltijd', fr: 'avant les repas' },
    },
  ],
  ['once', { timing: { kind: 'once' }, words: { nl: 'éénmalig', fr: 'dose unique' } }],
  [
    'babyonce',
    { timing: { kind: 'once' }, words: { nl: 'éénmalig na de geboorte', fr: 'dose unique à la naissance' } },
  ],
  [
    'words',
    {
      timing: { kind: 'words' },
      words: { nl: 'volgens schema in het dossier', fr: 'selon schéma au dossier' },
    },
  ],
])

const DAYS = [
  ['mon', 'op maandag', 'le lundi'],
  ['tue', 'op dinsdag', 'le mardi'],
  ['thu', 'op donderdag', 'le jeudi'],
] as const

/** A pattern by its name; weekly ones need the day (0 to 2). Null: as needed and by rate are made by the order itself. */
export function patternOf(name: string, day: number): Pattern | null {
  if (name !== 'w1') return PATTERNS.get(name) ?? null
  const [code, nl, fr] = DAYS[day] ?? DAYS[0]
  return {
    timing: { kind: 'week', days: [code], times: ['08:00'] },
    words: { nl: `1 x per WEEK ${nl}`, fr: `1 x par SEMAINE ${fr}` },
  }
}
