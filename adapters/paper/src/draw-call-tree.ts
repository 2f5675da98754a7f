import { cleanInline } from './clean-text.ts'
import { bold, semi } from './page.ts'
import { PlainSheet, type DrawnSheet, type SheetPrint } from './plain-sheet.ts'

/** One line of the call tree on paper. */
export interface CallTreeLine {
  readonly role: string
  readonly name: string
  readonly mobile: string | null
  readonly mail: string | null
  readonly deputy: string | null
  readonly language: string
}

/** The call tree: who is phoned for what, within the hospital, outside, and the authorities that only people phone. */
export interface CallTree {
  readonly hospital: string
  /** When the list was imported, in words, and how old it is; null: it was never recorded. */
  readonly asOf: string | null
  readonly inside: readonly CallTreeLine[]
  readonly outside: readonly CallTreeLine[]
  readonly authorities: readonly CallTreeLine[]
}

const WIDTHS = { role: 42, name: 42, mobile: 36, deputy: 40, reached: 32 } as const

/** Prints the call tree on A4, to be kept at a post staffed day and night; numbers are never cut or wrapped within. */
export async function drawCallTree(
  tree: CallTree,
  print: Omit<SheetPrint, 'title' | 'code'>,
): Promise<DrawnSheet> {
  const sheet = new PlainSheet({ ...print, title: `Call tree, ${tree.hospital}`, code: null })
  sheet.text([bold(`CALL TREE – ${cleanInline(tree.hospital)}`, 16)], 3)
  if (tree.asOf === null) sheet.hatched('Not known how old this list is', 9)
  else sheet.text([bold(tree.asOf, 12)], 3)
  sheet.text(
    [
      semi(
        'Phone when messages may not arrive. Write down who answered and when. Print anew each quarter.',
        10,
      ),
    ],
    6,
  )
  part(sheet, 'In the hospital', tree.inside)
  part(sheet, 'Outside the hospital: say only whom to call', tree.outside)
  part(sheet, 'Authorities: a person phones, no program ever writes to them', tree.authorities)
  return sheet.finish()
}

function part(sheet: PlainSheet, title: string, lines: readonly CallTreeLine[]): void {
  sheet.gap(3)
  sheet.text([bold(title, 13)], 3)
  if (lines.length === 0) return sheet.hatched('Nobody is listed', 9)
  sheet.row([
    { mm: WIDTHS.role, spans: [semi('Role', 9)] },
    { mm: WIDTHS.name, spans: [semi('Name, language', 9)] },
    { mm: WIDTHS.mobile, spans: [semi('Private mobile, mail', 9)] },
    { mm: WIDTHS.deputy, spans: [semi('Deputy', 9)] },
    { mm: WIDTHS.reached, spans: [semi('Answered: who, when', 9)] },
  ])
  for (const { role, name, mobile, mail, deputy, language } of lines)
    sheet.row(
      [
        { mm: WIDTHS.role, spans: [semi(role, 10)] },
        { mm: WIDTHS.name, spans: [bold(cleanInline(name), 11), semi(language, 9)] },
        {
          mm: WIDTHS.mobile,
          spans: [
            { ...bold(mobile ?? 'no number', 11), whole: true },
            ...(mail === null ? [] : [semi(cleanInline(mail), 8)]),
          ],
        },
        { mm: WIDTHS.deputy, spans: [semi(deputy === null ? 'nobody' : cleanInline(deputy), 10)] },
        { mm: WIDTHS.reached, spans: [] },
      ],
      10,
    )
}
