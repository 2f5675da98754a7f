import type { FormWord } from './form-words.ts'

/** The blank forms, our own design. What a scanned sheet says it is. */
export const FORM_KINDS = [
  'medication-order',
  'orders',
  'laboratory-request',
  'imaging-request',
  'blood-request',
  'vital-signs',
  'insulin-anticoagulant',
  'emergency-record',
  'sbar-transfer',
  'critical-results',
] as const
/** One of them. */
export type FormKind = (typeof FORM_KINDS)[number]

/** A part of a form, from top to bottom: a box to write in under its label, or a ruled table. */
export type FormPart =
  /** `mm`: height. */
  | { readonly part: 'box'; readonly label: FormWord; readonly mm: number }
  /** Widths in mm are shares of the page's; `rowMm`: height of a row; `rows` null: down to the foot. */
  | {
      readonly part: 'table'
      readonly columns: readonly { readonly label: FormWord | null; readonly mm: number }[]
      readonly rowMm: number
      readonly rows: number | null
    }

const box = (label: FormWord, mm = 12): FormPart => ({ part: 'box', label, mm })
const table = (
  columns: readonly (readonly [FormWord | null, number])[],
  rowMm: number,
  rows: number | null = null,
): FormPart => ({
  ...{ part: 'table', rowMm, rows },
  columns: columns.map(([label, mm]) => ({ label, mm })),
})
const blanks = (count: number, mm: number): readonly (readonly [null, number])[] =>
  Array.from({ length: count }, () => [null, mm] as const)

/** The parts of each form. A box for a time and initials is 12 mm wide at the least. */
export const FORM_PARTS: Readonly<Record<FormKind, readonly FormPart[]>> = {
  'medication-order': [table([['drug-dose', 66], ['ordered-by', 30], ['given', 12], ...blanks(7, 12)], 18)],
  orders: [
    table(
      [
        ['date-time', 26],
        ['order', 86],
        ['signed', 40],
        ['done-by', 40],
      ],
      14,
    ),
  ],
  'laboratory-request': [
    box('urgent'),
    box('question', 18),
    box('specimen'),
    box('call-to'),
    table(
      [
        ['tests', 96],
        ['result', 96],
      ],
      10,
    ),
    box('signed'),
  ],
  'imaging-request': [
    box('urgent'),
    box('examination', 16),
    box('question', 24),
    box('contrast', 14),
    box('signed'),
    box('first-reading', 50),
    box('read-by'),
    box('told-to'),
  ],
  'blood-request': [
    box('product', 14),
    box('reason'),
    box('urgent'),
    box('sample-by'),
    box('signed'),
    table(
      [
        ['unit-number', 44],
        ['two-check', 44],
        ['start-end', 36],
        ['pulse', 20],
        ['pressure', 24],
        ['reaction', 24],
      ],
      14,
    ),
  ],
  'vital-signs': [
    table(
      [
        ...([
          ['date-time', 28],
          ['pulse', 18],
          ['pressure', 22],
          ['breath', 18],
          ['oxygen', 22],
        ] as const),
        ...([
          ['temperature', 16],
          ['awake', 20],
          ['fluid-in', 16],
          ['fluid-out', 16],
          ['initials', 16],
        ] as const),
      ],
      10,
    ),
  ],
  'insulin-anticoagulant': [
    table(
      [
        ['date-time', 30],
        ['glucose', 34],
        ['insulin', 62],
        ['ordered-by', 34],
        ['two-check', 32],
      ],
      12,
      8,
    ),
    table(
      [
        ['date-time', 30],
        ['clotting', 34],
        ['anticoagulant', 62],
        ['ordered-by', 34],
        ['two-check', 32],
      ],
      12,
    ),
  ],
  'emergency-record': [
    box('arrival'),
    box('triage'),
    box('complaint', 16),
    box('history', 22),
    box('findings', 30),
    table(
      [
        ['time', 22],
        ['treatment', 120],
        ['signed', 50],
      ],
      11,
    ),
    box('outcome'),
  ],
  'sbar-transfer': [
    box('situation', 28),
    box('background', 34),
    box('assessment', 34),
    box('recommendation', 34),
    box('papers-with', 14),
    box('handed-by'),
    box('taken-by'),
  ],
  'critical-results': [
    table(
      [
        ['date-time', 24],
        ['patient', 46],
        ['result', 46],
        ['phoned-by', 24],
        ['heard-by', 28],
        ['doctor-told', 24],
      ],
      16,
    ),
  ],
}
