import { fateOf, GROUP_TITLES, RESCUE_GROUPS, sayInstant } from '@codedark/domain/triage'
import type { RescueLine, RescueSheet } from '@codedark/domain/triage'
import { DRILL_WORDS } from './report-style.ts'

/** Characters in a line of the text. */
const WIDTH = 100

/** The rescue sheet as plain text, for a terminal and for any printer: every line, nothing left out; a drill’s says so first and last. */
export function renderRescueText(sheet: RescueSheet, kind: 'real' | 'drill'): string {
  const { volumes, servers } = sheet.mayBeOpen
  const drill = kind === 'drill' ? [DRILL_WORDS] : []
  const lines = [
    ...drill,
    `RESCUE SHEET: ${volumes} ${volumes === 1 ? 'volume' : 'volumes'} on ${servers.length} ${servers.length === 1 ? 'server' : 'servers'} may still be open. Check at the console.`,
    '',
    ...sheet.orders.map((order, index) => `${index + 1}. ${order}`),
    '',
    ...sheet.facts.map((fact) => `- ${fact}`),
    ...RESCUE_GROUPS.flatMap((group) => {
      const own = sheet.lines.filter((line) => line.group === group && !line.beforeFirstEvil)
      return section(`${GROUP_TITLES[group]}: ${own.length}`, own)
    }),
    ...section(
      'All from before the first evil, so probably their owner’s',
      sheet.lines.filter((line) => line.beforeFirstEvil),
    ),
    ...(sheet.withoutRecords.length === 0
      ? []
      : ['', `HIT, VOLUMES NOT KNOWN: ${sheet.withoutRecords.length}`]),
    ...sheet.withoutRecords.map(({ server, why }) => `[ ] ${server}: ${why}`),
    ...(sheet.notSearched.length === 0
      ? []
      : [
          '',
          `NOT SEARCHED: ${sheet.notSearched.length}. Whether a volume of theirs is encrypted or open, nobody has looked.`,
          sheet.notSearched.join(', '),
        ]),
    ...drill,
  ]
  return `${lines.flatMap((line) => fold(plain(line))).join('\n')}\n`
}

function section(title: string, lines: readonly RescueLine[]): string[] {
  if (lines.length === 0) return []
  return ['', title.toUpperCase(), ...lines.flatMap(lineText)]
}

function lineText(line: RescueLine): string[] {
  const volume = [line.mountPoint, line.volume].filter((part) => part !== '').join('  ')
  const power =
    line.power === null
      ? 'power not known'
      : `power ${line.power.state}, said by ${line.power.by ?? 'nobody'}`
  const start = line.startedAt === null ? 'start not seen' : `started ${sayInstant(line.startedAt)}`
  const end = line.finishedAt === null ? 'end not seen' : `finished ${sayInstant(line.finishedAt)}`
  return [
    `[ ] ${line.server}${line.assigned ? '' : ' (no server of the list)'}  ${volume || 'volume not named'}`,
    `    ${line.vmHost === 'not known' ? 'virtual or not: not known' : line.vmHost}; ${power}; ${start}; ${end}`,
    ...line.protectors.map((one) => `    protector ${one.id || 'without id'} (${one.type}): ${fateOf(one)}`),
    ...line.notes.map((note) => `    ${note.inference ? '(inferred) ' : ''}${note.text}`),
    '    manage-bde -status: ______________  memory snapshot: ______  who: ____________  time: ______',
  ]
}

/** Breaks at spaces; goes on under the text, so that a box stays alone in its column. */
function fold(line: string): string[] {
  const indent = `${/^ */.exec(line)?.[0] ?? ''}  `
  const out: string[] = []
  let rest = line
  while ([...rest].length > WIDTH) {
    const at = rest.lastIndexOf(' ', WIDTH)
    const cut = at <= indent.length ? WIDTH : at
    out.push(rest.slice(0, cut))
    rest = indent + rest.slice(cut).trimStart()
  }
  return [...out, rest]
}

/** Names come out of hostile logs: nothing in them may move the cursor or colour the screen. */
function plain(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')
}
