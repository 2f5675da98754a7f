import { BITLOCKER, sameChannel } from './channel-stats.ts'
import { NEEDED, coversWindow } from './coverage.ts'
import type { ServerLogs } from './coverage.ts'
import type { Evidence } from './evidence.ts'
import { sayInstant } from './instant.ts'
import { BLINDNESS } from './verdict.ts'
import type { Answer, Blindness, TimeSpan } from './verdict.ts'

/** One of the two answers of a server, with why. */
export interface AnswerWithReasons {
  readonly answer: Answer
  readonly reasons: readonly string[]
  readonly missing: readonly string[]
  /** For no-sign: until when it stands. */
  readonly until: string | null
  /** Why it is blind; null where it is not. */
  readonly because: Blindness | null
}

const ASKED = {
  encryption: 'encryption',
  intrusion: 'somebody having been in it',
} as const

/** The answer to one question about one server. */
export function answerOf(
  question: 'encryption' | 'intrusion',
  evidence: readonly Evidence[],
  logs: ServerLogs,
  window: TimeSpan | null,
): AnswerWithReasons {
  const value = evidence.find((one) => one.answer === question)?.value
  const unknown = `Whether there was ${question === 'encryption' ? 'encryption' : 'an intrusion'} is not known`
  if (window === null)
    return settle(value, {
      reasons: [`${unknown}: nothing evil was found anywhere, so there is no span of time to search.`],
      missing: ['Say from when on to search: give --from.'],
      because: 'no-window',
    })
  if (logs.timelines.length === 0)
    return settle(value, {
      reasons: [`${unknown}: no log of this server was read.`],
      missing: [`Collect the logs of this server: ${NEEDED.intrusion.join(', ')}.`],
      because: 'no-log',
    })
  const covers = NEEDED[question].map((channel) => coversWindow(logs, channel, window))
  const missing = covers.flatMap((one) => (one.covers ? [] : [one.missing]))
  if (missing.length > 0) {
    const grades = new Set(covers.flatMap((one) => (one.covers ? [] : [one.grade])))
    return settle(value, {
      reasons: [
        `${unknown} for ${sayInstant(window.from)} to ${sayInstant(window.until)}: ${missing.length} of ${covers.length} logs do not cover it.`,
      ],
      missing,
      because: BLINDNESS.find((grade) => grades.has(grade)) ?? 'holes',
    })
  }
  if (value !== undefined) return settle(value, { reasons: [], missing: [], because: 'holes' })
  const until = covers.flatMap((one) => (one.covers ? [one.until] : [])).sort()[0] ?? window.until
  const channels = NEEDED[question].join(', ')
  return {
    answer: 'no-sign',
    reasons: [
      `No sign of ${ASKED[question]} was found from ${sayInstant(window.from)} to ${sayInstant(until)} in ${channels}.`,
    ],
    missing: until < window.until ? [`Nothing is known after ${sayInstant(until)}.`] : [],
    until,
    because: null,
  }
}

/** With evidence the answer is its value, and what is not known is no reason any more but still missing. */
function settle(
  value: 'hit' | 'suspect' | undefined,
  unknown: {
    readonly reasons: readonly string[]
    readonly missing: readonly string[]
    readonly because: Blindness
  },
): AnswerWithReasons {
  if (value === undefined) return { answer: 'blind', ...unknown, until: null }
  return { answer: value, reasons: [], missing: unknown.missing, until: null, because: null }
}

/** The window for which a verdict without a sign stands ends where its shortest channel does. */
export function trimmed(window: TimeSpan | null, answers: readonly AnswerWithReasons[]): TimeSpan | null {
  const ends = answers.flatMap((one) => (one.answer === 'no-sign' && one.until !== null ? [one.until] : []))
  if (window === null || ends.length < answers.length) return window
  return { from: window.from, until: ends.sort()[0] ?? window.until }
}

/** What the logs of a server that is blind do hold, as a sentence; null where there are none or nothing is missing. */
export function whatTheRestShows(
  logs: ServerLogs,
  window: TimeSpan | null,
  answers: readonly AnswerWithReasons[],
): string | null {
  if (logs.timelines.length === 0 || answers.every((one) => one.because === null)) return null
  const held = NEEDED.intrusion.flatMap((channel) => {
    const timeline = logs.timelines.find((one) => sameChannel(one.channel, channel))
    const run = timeline?.segments.at(-1)
    // BitLocker Management is silent for months: an old last record does not mean that it ends there.
    const quiet = sameChannel(channel, BITLOCKER)
    if (run === undefined || (!quiet && window !== null && run.lastAt < window.from)) return []
    return [`${channel} from ${sayInstant(run.firstAt)} ${quiet ? 'on' : `to ${sayInstant(run.lastAt)}`}`]
  })
  if (held.length === 0) return 'The logs that were read hold nothing of the window.'
  const found = answers.some((one) => one.answer === 'hit' || one.answer === 'suspect')
    ? 'what was found stands in the reasons'
    : 'nothing in them moves a verdict; before and between nobody has looked'
  return `What there is: ${held.join(', ')}: ${found}.`
}
