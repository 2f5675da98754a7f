import type { DeadlineNow } from './standing.ts'
import type { Fill } from './rules.ts'

/** What stands over every draft. */
export const DRAFT_HEADING = 'Draft for the data protection officer and counsel. Not sent.'
/** What stands where the record knows nothing. */
export const GAP = '[not known]'

/** A line of a draft. `known` false: a gap, hatched. */
export interface DraftLine {
  readonly what: string
  readonly text: string
  readonly known: boolean
}

/** What must be in a submission, filled from the record as of one moment. */
export interface DeadlineDraft {
  readonly heading: string
  readonly title: string
  readonly ref: string
  readonly to: string
  /** By when, in the hospital's time, or that there is no number of hours. */
  readonly due: string
  readonly lines: readonly DraftLine[]
  readonly caution: string | null
  /** Where the law of today is replayed on an earlier day. */
  readonly replay: string | null
}

/** Fills a draft. A fill that the record cannot give is a gap; nothing is guessed. */
export function deadlineDraft(
  { rule, end }: Pick<DeadlineNow, 'rule' | 'end'>,
  fills: ReadonlyMap<Fill, string>,
  told: { readonly instant: (at: string) => string; readonly replay: string | null },
): DeadlineDraft {
  const lines = rule.contents.map(({ text: what, fill }) => {
    const text = fill === null ? undefined : fills.get(fill)
    return text === undefined ? { what, text: GAP, known: false } : { what, text, known: true }
  })
  const { title, ref, to, caution, law } = rule
  return {
    ...{ heading: DRAFT_HEADING, title, ref: law === 'own' ? ref : `${law}, ${ref}`, to, lines, caution },
    due:
      end === null ? 'Without undue delay; no number of hours' : `At the latest ${told.instant(end.exact)}`,
    replay: told.replay,
  }
}

/** A draft as plain text. */
export function draftText(draft: DeadlineDraft, head: readonly string[]): string {
  const lines = draft.lines.map(({ what, text }) => `${what}:\n  ${text}\n`)
  return [
    draft.heading.toUpperCase(),
    '',
    ...head,
    draft.title,
    `${draft.ref}. To: ${draft.to || GAP}`,
    `${draft.due}.`,
    ...(draft.replay === null ? [] : [draft.replay]),
    ...(draft.caution === null ? [] : [`Note: ${draft.caution}`]),
    '',
    ...lines,
    draft.heading.toUpperCase(),
    '',
  ].join('\n')
}
