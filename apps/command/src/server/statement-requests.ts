import { z } from 'zod'
import { ROLES } from '@codedark/domain/people'
import {
  MAX_DRAFT_CHARS,
  SEARCH_ANSWERS,
  SEARCH_CHANNELS,
  SEARCH_METHODS,
  STATEMENT_LANGUAGES,
} from '@codedark/domain/incident'
import { secondBody } from './requests.ts'

const name = z.string().trim().min(1, 'a name is needed').max(200, 'at most 200 characters')
const words = z.string().trim().min(1, 'a text is needed').max(10_000, 'at most 10,000 characters')
const utc = z.iso
  .datetime({
    offset: true,
    error: 'a date and time with its zone is needed, as 2021-01-17T20:46:00+01:00',
  })
  .transform((at) => new Date(at).toISOString())
const language = z.enum(STATEMENT_LANGUAGES)
const text = z
  .string()
  .trim()
  .min(1, 'a text is needed')
  .max(MAX_DRAFT_CHARS, `at most ${MAX_DRAFT_CHARS} characters`)
const statement = z.string().regex(/^s-\d{3,6}$/, 'a number of a statement is needed')
const deadline = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'an id of a deadline is needed')
/** The number of an entry as the log shows it. */
const entry = z.number().int().min(1)
const key = z.string().max(80)

/** POST /api/searches */
export const searchBody = z
  .strictObject({
    server: z.string().min(1).max(100).optional(),
    channel: z.enum(SEARCH_CHANNELS).optional(),
    answer: z.enum(SEARCH_ANSWERS),
    method: z.enum(SEARCH_METHODS),
    searchedBy: name,
    searchedAt: utc,
    coversFrom: utc.optional(),
    text: words.optional(),
  })
  .refine(({ server, channel }) => (server === undefined) !== (channel === undefined), {
    error: 'a server or one of the ways in is needed, not both',
  })

/** POST /api/searches/withdrawals */
export const searchWithdrawalBody = z.strictObject({
  entry,
  reason: words,
  second: secondBody,
})

const choice = z
  .strictObject({
    dropped: z.array(key).max(100),
    added: z
      .array(
        z.strictObject({
          claim: key,
          sentence: z.number().int().min(0).max(1000),
          numbers: z.record(z.string().max(10), z.number()).optional(),
        }),
      )
      .max(30),
  })
  .default({ dropped: [], added: [] })

/** POST /api/statements/checks: nothing is recorded. */
export const checkBody = z.strictObject({ text, language, choice })

/** POST /api/statements/drafts */
export const draftBody = z.strictObject({ text, language, statement: statement.optional() })

/** POST /api/statements/releases */
export const statementReleaseBody = z.strictObject({
  ...{ text, language, choice, statement: statement.optional() },
  approvedBy: name,
  approverRole: z.enum(ROLES),
  approverContact: z.string().max(64).optional(),
  reason: words.optional(),
})

/** POST /api/statements/withdrawals */
export const takeBackBody = z.strictObject({ statement, takenBackBy: name, reason: words })

/** POST /api/deadlines/awareness */
export const awarenessBody = z.strictObject({
  awareAt: utc,
  decidedBy: name,
  role: z.enum(ROLES).optional(),
  reason: words,
})

/** POST /api/deadlines/scopes */
export const scopeBody = z.strictObject({
  ...{ deadline, decidedBy: name, reason: words },
  applies: z.enum(['yes', 'no']),
})

/** POST /api/deadlines/requests */
export const requestBody = z.strictObject({ deadline, requestedAt: utc, requestedBy: name })

/** POST /api/deadlines/submissions */
export const submissionBody = z.strictObject({
  ...{ deadline, submittedAt: utc, submittedBy: name, reference: words },
})

/** POST /api/deadlines/withdrawals */
export const submissionWithdrawalBody = z.strictObject({ deadline, entry, reason: words })

/** POST /api/deadlines/handled; without `handledAt`: it runs after all. */
export const handledBody = z.strictObject({
  handledAt: utc.optional(),
  decidedBy: name,
  reason: words,
})

/** The language of a card. */
export const cardQuery = z.object({ language: language.default('en') })
