import type { Period } from './count.ts'

/** What starts a deadline: the awareness, a submission of another one, somebody's request, or the end of the incident. */
export type DeadlineStart =
  | { readonly event: 'awareness' }
  | { readonly event: 'request' }
  /** `orHandled`: where the incident is handled only after that period, the period runs from the handling instead. */
  | { readonly event: 'submitted'; readonly of: string; readonly orHandled?: true; readonly unhandled?: true }

/** What of a draft the record can fill in. */
export const FILLS = [
  'awareness',
  'attack',
  'malicious',
  'severity',
  'servers',
  'care',
  'indicators',
  'measures',
  'links',
  'patient-data',
  'demand',
  'hospital',
] as const
/** What of a draft the record can fill in. */
export type Fill = (typeof FILLS)[number]

/** One thing that the text must hold. */
export interface Content {
  readonly text: string
  /** Null: only a person knows it, so the draft has a gap there. */
  readonly fill: Fill | null
}

/** A deadline as data. What is valid when stands with it: rules change, entries of the record name only the id. */
export interface DeadlineRule {
  readonly id: string
  readonly title: string
  readonly law: 'NIS2' | 'GDPR' | 'Belgium' | 'own'
  readonly ref: string
  /** Days from which and until which (not included) it is the law; null `until`: as far as is known. */
  readonly validFrom: string
  readonly validUntil: string | null
  readonly start: DeadlineStart
  /** Null: without undue delay, no number of hours. */
  readonly period: Period | null
  /** To whom it goes. */
  readonly to: string
  /** Minutes before the end at which a notice is raised; one more is raised when it has passed. */
  readonly leadMinutes: readonly number[]
  /** Whether it applies without anybody deciding so; else a person must say, and until then that is not known. */
  readonly applies: 'always' | 'to-decide'
  readonly contents: readonly Content[]
  /** What a reader must know of the rule itself; null: nothing. */
  readonly caution: string | null
}

const must = (text: string, fill: Fill | null = null): Content => ({ text, fill })
const OMNIBUS =
  'A proposal of 19 November 2025 (Digital Omnibus) would make it 96 hours and high risk only. Whether it is law by now is not known here: ask counsel.'
const CCB = 'Centre for Cybersecurity Belgium (CCB), authority and CSIRT'
const NIS2_FROM = '2024-10-18'

/**
 * The rules as shipped, version of 24 November 2026. Sources: Directive (EU) 2022/2555 article 23 with the Belgian law of
 * 26 April 2024 (in force 18 October 2024); Regulation (EU) 2016/679 articles 33 and 34; Belgian decree of 21 March 2024.
 */
export const DEADLINE_RULES: readonly DeadlineRule[] = [
  {
    ...{ id: 'nis2-early-warning', title: 'NIS2 early warning', law: 'NIS2', ref: 'article 23(4)(a)' },
    ...{ validFrom: NIS2_FROM, validUntil: null, start: { event: 'awareness' } },
    ...{ period: { unit: 'hours', count: 24 }, to: CCB, leadMinutes: [720, 240, 60], applies: 'always' },
    contents: [
      must('When the hospital became aware of it', 'awareness'),
      must('Whether it is suspected to be unlawful or malicious', 'malicious'),
      must('Whether it may reach other countries'),
    ],
    caution: 'Without undue delay: 24 hours is the latest.',
  },
  {
    ...{ id: 'nis2-notification', title: 'NIS2 incident notification', law: 'NIS2', ref: 'article 23(4)(b)' },
    ...{ validFrom: NIS2_FROM, validUntil: null, start: { event: 'awareness' } },
    ...{ period: { unit: 'hours', count: 72 }, to: CCB, leadMinutes: [1440, 480, 120], applies: 'always' },
    contents: [
      must('What changed since the early warning'),
      must('First assessment: severity', 'severity'),
      must('First assessment: impact on care', 'care'),
      must('Servers affected', 'servers'),
      must('Indicators of compromise, where there are any', 'indicators'),
    ],
    caution: null,
  },
  {
    ...{ id: 'nis2-intermediate', title: 'NIS2 intermediate report', law: 'NIS2', ref: 'article 23(4)(c)' },
    ...{ validFrom: NIS2_FROM, validUntil: null, start: { event: 'request' } },
    ...{ period: null, to: CCB, leadMinutes: [], applies: 'always' },
    contents: [must('Status of the incident', 'severity'), must('Status of care', 'care')],
    caution: 'Only where the CSIRT or the authority asks for it.',
  },
  {
    ...{ id: 'nis2-progress', title: 'NIS2 progress report', law: 'NIS2', ref: 'article 23(4)(e)' },
    ...{ validFrom: NIS2_FROM, validUntil: null },
    start: { event: 'submitted', of: 'nis2-notification', unhandled: true },
    ...{ period: { unit: 'months', count: 1 }, to: CCB, leadMinutes: [10_080, 2880, 480], applies: 'always' },
    contents: [
      must('Status of the incident', 'severity'),
      must('Measures applied and under way', 'measures'),
      must('Status of care', 'care'),
    ],
    caution: 'In place of the final report where the incident still runs one month after the notification.',
  },
  {
    ...{ id: 'nis2-final', title: 'NIS2 final report', law: 'NIS2', ref: 'article 23(4)(d)' },
    ...{ validFrom: NIS2_FROM, validUntil: null },
    start: { event: 'submitted', of: 'nis2-notification', orHandled: true },
    ...{ period: { unit: 'months', count: 1 }, to: CCB, leadMinutes: [10_080, 2880, 480], applies: 'always' },
    contents: [
      must('Detailed description: when it began', 'attack'),
      must('Detailed description: severity and impact', 'severity'),
      must('Impact on care', 'care'),
      must('Type of threat or likely root cause'),
      must('Measures applied and under way', 'measures'),
      must('Impact in other countries'),
    ],
    caution: 'One month after the notification was submitted, not after it was due.',
  },
  {
    ...{ id: 'nis2-recipients', title: 'NIS2: those whom the hospital serves', law: 'NIS2' },
    ...{
      ref: 'article 23(1) and (2)',
      validFrom: NIS2_FROM,
      validUntil: null,
      start: { event: 'awareness' },
    },
    ...{ period: null, to: 'Recipients of the service', leadMinutes: [], applies: 'to-decide' },
    contents: [must('What they can do themselves'), must('The threat, where that helps them', 'severity')],
    caution: 'Without undue delay, where the incident is likely to harm the service.',
  },
  {
    ...{ id: 'gdpr-authority', title: 'GDPR notification to the authority', law: 'GDPR', ref: 'article 33' },
    ...{ validFrom: '2018-05-25', validUntil: null, start: { event: 'awareness' } },
    ...{ period: { unit: 'hours', count: 72 }, leadMinutes: [1440, 480, 120], applies: 'always' },
    to: 'Data Protection Authority (Belgium)',
    contents: [
      must('Nature of the breach', 'patient-data'),
      must('Categories and approximate number of people'),
      must('Categories and approximate number of records'),
      must('Name of the data protection officer, or another contact'),
      must('Likely consequences for the people and their data'),
      must('Likely consequences for care, as far as recorded', 'care'),
      must('Measures taken or proposed', 'measures'),
      must('Where it comes after 72 hours: why'),
    ],
    caution: `In phases if needed (33(4)). Encryption alone is a breach of availability. ${OMNIBUS}`,
  },
  {
    ...{ id: 'gdpr-people', title: 'GDPR: telling the people', law: 'GDPR', ref: 'article 34' },
    ...{ validFrom: '2018-05-25', validUntil: null, start: { event: 'awareness' }, period: null },
    ...{ to: 'The people whose data it is', leadMinutes: [], applies: 'to-decide' },
    contents: [
      must('Nature of the breach in plain words', 'patient-data'),
      must('Name of the data protection officer, or another contact'),
      must('Likely consequences for the people and their data'),
      must('Likely consequences for care, as far as recorded', 'care'),
      must('Measures taken or proposed, and what people can do', 'measures'),
    ],
    caution:
      'Where the risk is high. That the attacker encrypted it is no exemption; EDPB Guidelines 01/2021 tell the people in a case like this.',
  },
  {
    ...{
      id: 'be-alert-staff',
      title: 'All staff on campus alerted',
      law: 'Belgium',
      ref: 'decree of 21 March 2024',
    },
    ...{ validFrom: '2024-03-21', validUntil: null, start: { event: 'awareness' } },
    ...{
      period: { unit: 'minutes', count: 15 },
      to: 'Staff on campus',
      leadMinutes: [5],
      applies: 'to-decide',
    },
    contents: [must('Alarm by a way that does not need the hospital’s own IT')],
    caution:
      'Only for hospitals that are critical infrastructure; contested before the Council of State, outcome not known here.',
  },
  {
    ...{
      id: 'be-crisis-team',
      title: 'Crisis team together',
      law: 'Belgium',
      ref: 'decree of 21 March 2024',
    },
    ...{ validFrom: '2024-03-21', validUntil: null, start: { event: 'awareness' } },
    ...{ period: { unit: 'minutes', count: 30 }, to: 'Crisis team', leadMinutes: [10], applies: 'to-decide' },
    contents: [must('Who is there')],
    caution:
      'Only for hospitals that are critical infrastructure; contested before the Council of State, outcome not known here.',
  },
  ...contacts(),
]

/** Belgian bodies to reach that have no number of hours of their own. */
function contacts(): readonly DeadlineRule[] {
  const call = (id: string, title: string, contents: readonly Content[]): DeadlineRule => ({
    ...{ id, title, law: 'Belgium', ref: 'no number of hours', validFrom: '2018-05-25', validUntil: null },
    ...{ start: { event: 'awareness' }, period: null, to: title, leadMinutes: [], applies: 'to-decide' },
    contents,
    caution: null,
  })
  return [
    call('be-police', 'Police (RCCU, FCCU) and prosecutor', [
      must('What happened, since when', 'attack'),
      must('What the attackers left or asked', 'demand'),
    ]),
    call('be-health-inspector', 'Federal health inspector and 112 centre', [
      must('Care that is down or limited, by site', 'care'),
      must('Whether ambulances must go elsewhere'),
    ]),
    call('be-insurer', 'Insurer', [must('What happened, since when', 'attack'), must('Policy number')]),
    call('be-neighbours', 'Neighbouring hospitals', [
      must('Care that is down or limited, by site', 'care'),
      must('Links to them that are cut', 'links'),
    ]),
  ]
}
