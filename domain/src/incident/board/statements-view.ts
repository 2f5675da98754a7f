import { impact } from '../../estate/index.ts'
import type { RoleId } from '../../people/index.ts'
import { claimsWith, parseClaims, statementFacts } from '../statements/index.ts'
import type {
  CheckLine,
  ClaimAnswer,
  ClaimKind,
  RecordedClaim,
  StatementCheck,
  StatementFacts,
  StatementHeld,
  StatementLanguage,
} from '../statements/index.ts'
import type { IncidentState } from '../state.ts'
import type { BoardInput } from './board-input.ts'
import { linkOf } from '../links/care-lost.ts'
import { reckoned } from './care-view.ts'
import { pageHeader } from './header.ts'
import type { ReadText } from './searches-view.ts'
import type { PageHeader } from './views.ts'

/** A claim of a released statement in words. */
export interface ClaimInWords {
  readonly claim: string
  readonly name: string
  readonly answer: ClaimAnswer
}

/** One statement as the board lists it. */
export interface StatementRow {
  readonly statement: string
  readonly language: StatementLanguage
  /** Null: the text was taken out or is missing. */
  readonly text: string | null
  readonly standing: 'draft' | 'released' | 'contradicted' | 'taken-back'
  readonly changedAt: string
  readonly entry: number
  readonly release: {
    readonly at: string
    readonly entry: number
    readonly approvedBy: string
    readonly approverRole: RoleId
    readonly answer: ClaimAnswer
    readonly reason: string | null
    readonly claims: readonly ClaimInWords[]
    readonly unchecked: number
    /** The check of that minute; null where its text is gone. */
    readonly check: StatementCheck | null
  } | null
  readonly contradictions: readonly {
    readonly at: string
    readonly entry: number
    readonly claims: readonly ClaimInWords[]
    readonly because: readonly CheckLine[]
  }[]
  readonly takenBack: { readonly at: string; readonly by: string; readonly reason: string } | null
}

/** GET /api/statements */
export interface StatementsView {
  readonly header: PageHeader
  readonly statements: readonly StatementRow[]
  readonly kinds: readonly Pick<ClaimKind, 'id' | 'name'>[]
  /** What stands against one's own claims being read; null: nothing. */
  readonly claimsNote: string | null
}

/** What claims are held against, from what the board holds. */
export function factsOf(input: BoardInput, state: IncidentState): StatementFacts {
  const { estate, now } = input
  const whole = estate === null ? null : reckoned(input, estate)
  return statementFacts(state, {
    ...{ estate, now },
    unassigned: input.triage?.unassigned.map(({ computer }) => computer) ?? [],
    impacts:
      whole === null
        ? []
        : impact(whole.estate, whole.states).services.filter(({ service }) => linkOf(service) === null),
  })
}

/** The claims that count: a hospital's own where their text is there, else those shipped, and why. */
export function kindsOf(
  state: IncidentState,
  textOf: ReadText,
): { readonly kinds: readonly ClaimKind[]; readonly note: string | null } {
  const own = state.statements.claims
  if (own === null) return { kinds: claimsWith([]), note: null }
  const parsed = parseClaims(parseJson(textOf(own.text)))
  if (parsed.ok) return { kinds: claimsWith(parsed.value), note: null }
  const note = `The hospital’s own claims (entry ${own.entry + 1}) cannot be read: only those that ship are checked.`
  return { kinds: claimsWith([]), note }
}

/** Every statement, newest first. */
export function statementsView(input: BoardInput, state: IncidentState, textOf: ReadText): StatementsView {
  const { kinds, note } = kindsOf(state, textOf)
  return {
    header: pageHeader(input),
    statements: [...state.statements.all.values()].map((one) => rowOf(one, kinds, textOf)).toReversed(),
    kinds: kinds.map(({ id, name }) => ({ id, name })),
    claimsNote: note,
  }
}

function rowOf(held: StatementHeld, kinds: readonly ClaimKind[], textOf: ReadText): StatementRow {
  const { statement, language, changedAt, entry, release, takenBack } = held
  const said = (ref: Parameters<ReadText>[0]): string => textOf(ref) ?? '[text not there]'
  const inWords = (claims: readonly RecordedClaim[]): readonly ClaimInWords[] =>
    claims.map(({ claim, answer }) => ({
      ...{ claim, answer },
      name: kinds.find(({ id }) => id === claim)?.name.en ?? claim,
    }))
  return {
    ...{ statement, language, changedAt, entry: entry + 1, text: textOf(held.text) },
    standing: standingOf(held),
    release: release && {
      ...{ at: release.at, entry: release.entry + 1, answer: release.answer, unchecked: release.unchecked },
      ...{ approvedBy: said(release.approvedBy), approverRole: release.approverRole },
      reason: release.reason && said(release.reason),
      claims: inWords(release.claims),
      check: checkOf(textOf(release.check)),
    },
    contradictions: held.contradictions.map((one) => ({
      ...{ at: one.at, entry: one.entry + 1, claims: inWords(one.claims) },
      because: becauseOf(textOf(one.check)),
    })),
    takenBack: takenBack && { at: takenBack.at, by: said(takenBack.by), reason: said(takenBack.reason) },
  }
}

function standingOf({ release, contradictions, takenBack }: StatementHeld): StatementRow['standing'] {
  if (takenBack !== null) return 'taken-back'
  if (release === null) return 'draft'
  return contradictions.length > 0 || release.answer === 'contradicted' ? 'contradicted' : 'released'
}

/** A check as it was kept with its release: written by us, under its commitment. */
export function checkOf(text: string | null): StatementCheck | null {
  const value = parseJson(text)
  return isRecord(value) && Array.isArray(value['claims']) ? (value as unknown as StatementCheck) : null
}

function becauseOf(text: string | null): readonly CheckLine[] {
  const value = parseJson(text)
  if (!Array.isArray(value)) return []
  return value.flatMap((claim: unknown) =>
    isRecord(claim) && Array.isArray(claim['because']) ? (claim['because'] as CheckLine[]) : [],
  )
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseJson(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
