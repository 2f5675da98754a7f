import { clockWords, sayInstant, sightWords } from '@codedark/domain/triage'
import type { NoteAnswer, ServerVerdict } from '@codedark/domain/triage'
import { htmlText as text } from './plain-text.ts'
import { markOf } from './report-style.ts'

/** Names listed of those that point at a server; the rest is counted. */
const POINTERS = 5

/**
 * Over which servers it went, in order, as one table: the first evidence of each, how it got there, by which techniques. The order
 * follows clocks put right, the times are those of each server's own clock. Says so where no evidence has a time.
 */
export function spreadPart(verdicts: readonly ServerVerdict[]): string {
  const inOrder = verdicts
    .filter((one) => one.spreadOrder != null)
    .sort((a, b) => (a.spreadOrder ?? 0) - (b.spreadOrder ?? 0))
  const title = '<h2>Order of spread</h2>\n'
  if (inOrder.length === 0) return `${title}<p>Not known: no evidence has a time.</p>\n`
  const rows = inOrder.map((one) => {
    const { arrival, firstAt, techniques = [] } = one
    const how =
      arrival == null
        ? `${markOf('blind')} not known`
        : `${text(arrival.from)}, ${arrival.how}${arrival.account === '' ? '' : ` as ${text(arrival.account)}`} (${arrival.basis})`
    return `<tr><td>${one.spreadOrder}</td><td class="when">${firstAt === null ? 'not known' : text(sayInstant(firstAt))}</td><td class="name">${text(one.server)}</td><td>${how}</td><td>${text(techniques.join(', '))}</td></tr>`
  })
  const unsure = inOrder.filter(({ clock }) => clock?.skewMs == null).length
  const clocks =
    unsure === 0
      ? ''
      : ` Of ${unsure} of ${inOrder.length} servers nothing tells whether their clock is right, so their place may be wrong.`
  return `${title}<p>By the first evidence on each, clocks put right where contacts with others tell how far they are off; each time is that of the server’s own clock.${clocks}</p>
<table><thead><tr><th>Place</th><th>First evidence</th><th>Server</th><th>Reached from</th><th>Techniques</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>\n`
}

/**
 * What is held of one server beside reasons and gaps, as items of a list: last evidence, sightings, how it got there, techniques,
 * who pointed at it, what its logs show, its clock, how many rules could have seen, and whether a note was looked for.
 */
export function serverFacts(verdict: ServerVerdict, note: NoteAnswer | undefined): string {
  const { lastAt, techniques = [], sightings = [], pointedAtBy = [], clock, sight, shows } = verdict
  const items = [
    ...(lastAt === null ? [] : [`Last evidence: ${sayInstant(lastAt)}.`]),
    ...sightings.map(
      ({ kind, seenBy, seenAt }) =>
        `Seen by ${text(seenBy)}: ${kind.replaceAll('-', ' ')}, ${text(sayInstant(seenAt))}.`,
    ),
    ...arrivalItem(verdict),
    ...(techniques.length === 0 ? [] : [`Techniques (MITRE ATT&amp;CK): ${text(techniques.join(', '))}.`]),
    ...pointedItem(pointedAtBy),
    ...(shows == null ? [] : [text(shows)]),
    ...(clock === undefined
      ? []
      : [`${clock.skewMs === null ? `${markOf('blind')} ` : ''}${text(clockWords(clock))}`]),
    ...(sight == null
      ? [`${markOf('blind')} How many rules could have seen something here is not known.`]
      : [text(sightWords(sight))]),
    `Ransom note: ${note === undefined ? `${markOf('blind')} not searched.` : `${note.answer === 'found' || note.answer === 'searched, nothing' ? '' : `${markOf('blind')} `}${note.answer}. ${text(note.because)}`}`,
  ]
  return `<h3>What else is known</h3><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}

function arrivalItem({ arrival, firstAt, reasons }: ServerVerdict): readonly string[] {
  if (arrival == null) return firstAt === null ? [] : [`${markOf('blind')} How it got there: not known.`]
  return reasons.includes(arrival.text)
    ? []
    : [`How it got there${arrival.basis === 'inferred' ? ' (inferred)' : ''}: ${text(arrival.text)}`]
}

function pointedItem(pointedAtBy: NonNullable<ServerVerdict['pointedAtBy']>): readonly string[] {
  if (pointedAtBy.length === 0) return []
  const names = pointedAtBy
    .slice(0, POINTERS)
    .map(
      ({ by, at, account }) =>
        `${text(by)} (${text(sayInstant(at))}${account === '' ? '' : `, ${text(account)}`})`,
    )
  const more = pointedAtBy.length - names.length
  return [
    `Named as a goal in the logs of servers with evidence: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
  ]
}
