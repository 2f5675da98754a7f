import { ROLE_WORDS } from '../../people/index.ts'
import type { RoleId } from '../../people/index.ts'
import { localDay, localTime } from '../board/header.ts'
import type { SituationReport } from './report.ts'
import type { StaffPart } from './view.ts'

/** The forms of the Hospital Incident Command System (HICS 2014) that are printed: our drawing, its fields. */
export const HICS_FORMS = ['201', '203', '205A', '213', '214'] as const
/** Number of a form. */
export type HicsForm = (typeof HICS_FORMS)[number]

/** A form as it is drawn: fields, then tables. A value of null is a box to write in. */
export interface PaperForm {
  readonly form: HicsForm | 'handover' | 'report'
  readonly title: string
  readonly fields: readonly { readonly label: string; readonly value: string | null }[]
  readonly tables: readonly FormTable[]
  /** Signed by hand at the end, each with name, time and signature. */
  readonly signatures: readonly string[]
}

/** A table of a form; `blank` rows to write in follow. */
export interface FormTable {
  readonly title: string
  readonly columns: readonly { readonly heading: string; readonly mm: number }[]
  readonly rows: readonly (readonly string[])[]
  readonly blank: number
}

/** What forms are filled from. */
export interface FormInput {
  readonly hospital: string
  readonly incident: string | null
  readonly now: string
  readonly timeZone: string
  readonly report: SituationReport
  readonly staff: StaffPart
  /** Owners of links with their phones. */
  readonly linkOwners: readonly { readonly what: string; readonly who: string; readonly phone: string }[]
  /** Care with its phone. */
  readonly carePhones: readonly { readonly what: string; readonly phone: string }[]
}

/** An entry for the activity log of a role. */
export interface ActivityLine {
  readonly number: number
  readonly at: string
  readonly text: string
}

const time = ({ now, timeZone }: FormInput, at: string): string => localTime(at, now, timeZone)

function headOf(input: FormInput): PaperForm['fields'] {
  return [
    { label: 'Hospital', value: input.hospital },
    { label: 'Incident', value: input.incident },
    { label: 'As of', value: `${localDay(input.now, input.timeZone)} ${time(input, input.now)}` },
  ]
}

/** HICS 201, incident briefing: the first print of an incident. */
export function incidentBriefing(input: FormInput): PaperForm {
  const { report, staff } = input
  const sections = report.sections.slice(1, 5)
  return {
    form: '201',
    title: 'Incident briefing',
    fields: headOf(input),
    tables: [
      ...sections.map(({ title, lines }) => plain(title, lines)),
      organisation(input, staff),
      {
        title: 'Objectives and tasks',
        columns: [
          { heading: 'Role', mm: 42 },
          { heading: 'What', mm: 110 },
          { heading: 'State', mm: 40 },
        ],
        rows: staff.tasks
          .filter(({ state }) => state === 'open' || state === 'taken')
          .map((one) => [one.roleWords, one.words, `${one.state}${one.by === null ? '' : `, ${one.by}`}`]),
        blank: 3,
      },
      decisionTable(input, 2),
    ],
    signatures: ['Prepared by'],
  }
}

const plain = (title: string, lines: readonly string[]): FormTable => ({
  title,
  columns: [{ heading: '', mm: 192 }],
  rows: lines.map((line) => [line]),
  blank: 0,
})

function organisation(input: FormInput, { onDuty, unfilled }: StaffPart): FormTable {
  return {
    title: 'Who has which role',
    columns: [
      { heading: 'Role', mm: 62 },
      { heading: 'Name', mm: 80 },
      { heading: 'From, to', mm: 50 },
    ],
    rows: [
      ...onDuty.map((one) => [
        one.words,
        one.person,
        `${time(input, one.startedAt)} – ${time(input, one.plannedUntil)}`,
      ]),
      ...unfilled.map(({ words }) => [words, '', '']),
    ],
    blank: onDuty.length === 0 ? 4 : 1,
  }
}

function decisionTable(input: FormInput, blank: number): FormTable {
  return {
    title: 'Decisions',
    columns: [
      { heading: 'When, who', mm: 42 },
      { heading: 'What, because', mm: 110 },
      { heading: 'Looked at again', mm: 40 },
    ],
    rows: input.staff.decisions.map((one) => [
      `${time(input, one.at)} ${one.by}, ${one.roleWords}`,
      `${one.what}. Because: ${one.reason}.${one.refused === null ? '' : ` Refused: ${one.refused}.`}`,
      one.reviewAt === null ? '' : `${time(input, one.reviewAt)}${one.overdue ? ' OVER' : ''}`,
    ]),
    blank,
  }
}

/** HICS 203, organisation assignment list: every role, also those that nobody has. */
export function assignmentList(input: FormInput): PaperForm {
  const { onDuty } = input.staff
  const sides = [
    { title: 'Both commands', side: 'both' },
    { title: 'Command of care', side: 'care' },
    { title: 'Command of IT', side: 'it' },
  ] as const
  return {
    form: '203',
    title: 'Organisation assignment list',
    fields: headOf(input),
    tables: sides.map(({ title, side }) => ({
      title,
      columns: [
        { heading: 'Role', mm: 56 },
        { heading: 'In HICS', mm: 50 },
        { heading: 'Name', mm: 56 },
        { heading: 'From, to', mm: 30 },
      ],
      rows: Object.entries(ROLE_WORDS)
        .filter(([, words]) => words.side === side)
        .flatMap(([role, words]) => {
          const people = onDuty.filter((one) => one.role === role)
          if (people.length === 0) return [[words.en, words.hics ?? '', '', '']]
          return people.map((one) => [
            words.en,
            words.hics ?? '',
            one.person,
            `${time(input, one.startedAt)} – ${time(input, one.plannedUntil)}`,
          ])
        }),
      blank: 0,
    })),
    signatures: ['Prepared by'],
  }
}

/** HICS 205A, communications list: who has which role, owners of links, phones of care, and room for what is missing. */
export function communicationsList(input: FormInput): PaperForm {
  const columns = [
    { heading: 'Role or place', mm: 60 },
    { heading: 'Name', mm: 62 },
    { heading: 'Phone', mm: 35 },
    { heading: 'Other way', mm: 35 },
  ]
  return {
    form: '205A',
    title: 'Communications list',
    fields: headOf(input),
    tables: [
      {
        title: 'On duty (phone to be written in)',
        columns,
        rows: input.staff.onDuty.map((one) => [one.words, one.person, '', '']),
        blank: 6,
      },
      {
        title: 'Care',
        columns,
        rows: input.carePhones.map(({ what, phone }) => [what, '', phone, '']),
        blank: 1,
      },
      {
        title: 'Links to the outside',
        columns,
        rows: input.linkOwners.map(({ what, who, phone }) => [what, who, phone, '']),
        blank: 2,
      },
    ],
    signatures: ['Prepared by'],
  }
}

/** HICS 213, general message: blank, or with what is given. */
export function generalMessage(
  input: FormInput,
  message: {
    readonly to?: string | undefined
    readonly from?: string | undefined
    readonly subject?: string | undefined
    readonly text?: string | undefined
  } = {},
): PaperForm {
  const value = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)
  const field = (title: string, text: string | undefined, blank: number): FormTable => ({
    title,
    columns: [{ heading: '', mm: 192 }],
    rows: value(text) === null ? [] : [[text ?? '']],
    blank,
  })
  return {
    form: '213',
    title: 'General message',
    fields: [
      ...headOf(input).slice(0, 2),
      { label: 'To (name, role)', value: value(message.to) },
      { label: 'From (name, role)', value: value(message.from) },
      { label: 'Subject', value: value(message.subject) },
      { label: 'Date, time', value: null },
    ],
    tables: [
      field('Message. No patient names, or seal it', message.text, message.text === undefined ? 8 : 1),
      field('Answer, or what was decided', undefined, 5),
    ],
    signatures: ['Approved by', 'Received by', 'Answered by', 'Typed into the record by, entry number'],
  }
}

/** HICS 214, activity log of a role. */
export function activityLog(
  input: FormInput,
  role: { readonly role: RoleId | null; readonly lines: readonly ActivityLine[] },
): PaperForm {
  const people = input.staff.onDuty.filter((one) => one.role === role.role)
  return {
    form: '214',
    title: 'Activity log',
    fields: [
      ...headOf(input),
      { label: 'Role', value: role.role === null ? null : ROLE_WORDS[role.role].en },
      { label: 'Name', value: people.length === 0 ? null : people.map(({ person }) => person).join(', ') },
    ],
    tables: [
      {
        title: 'What was done, as recorded',
        columns: [
          { heading: 'Time', mm: 32 },
          { heading: 'What', mm: 140 },
          { heading: 'Entry', mm: 20 },
        ],
        rows: role.lines.map(({ at, text, number }) => [time(input, at), text, `#${number}`]),
        blank: role.lines.length === 0 ? 24 : 6,
      },
    ],
    signatures: ['Signed by'],
  }
}

/** The handover of a shift: what is open, what is due, and what changed since it began. */
export function handoverSheet(
  input: FormInput,
  shift: { readonly from: string; readonly lines: readonly ActivityLine[] },
): PaperForm {
  const { report, staff } = input
  const notices = report.sections.find(({ title }) => title === 'Who must know')?.lines ?? []
  return {
    form: 'handover',
    title: `Handover of the shift since ${time(input, shift.from)}`,
    fields: headOf(input),
    tables: [
      plain('Notices', notices),
      {
        title: 'Decisions due first, then the last ones',
        columns: decisionTable(input, 0).columns,
        rows: decisionTable(input, 0).rows.slice(0, 12),
        blank: 1,
      },
      {
        title: 'To do',
        columns: [
          { heading: 'Role', mm: 42 },
          { heading: 'What', mm: 110 },
          { heading: 'State, due', mm: 40 },
        ],
        rows: staff.tasks
          .filter(({ state }) => state === 'open' || state === 'taken')
          .map((one) => [
            one.roleWords,
            one.words,
            `${one.state}${one.dueAt === null ? '' : `, ${time(input, one.dueAt)}`}${one.overdue ? ' OVER' : ''}`,
          ]),
        blank: 2,
      },
      {
        title: 'What changed since',
        columns: [
          { heading: 'Time', mm: 32 },
          { heading: 'What', mm: 140 },
          { heading: 'Entry', mm: 20 },
        ],
        rows: shift.lines.map(({ at, text, number }) => [time(input, at), text, `#${number}`]),
        blank: 1,
      },
    ],
    signatures: ['Handed over by', 'Taken over by'],
  }
}

/** A situation report on paper. */
export function reportOnPaper(input: FormInput): PaperForm {
  return {
    form: 'report',
    title: 'Situation report',
    fields: headOf(input),
    tables: input.report.sections.map(({ title, lines }) => plain(title, lines)),
    signatures: ['Read by'],
  }
}
