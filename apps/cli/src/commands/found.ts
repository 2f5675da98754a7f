import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NODE_FLAGS, places } from '../places.ts'
import { plain } from '../terminal.ts'

/** Where a drill's files and results lie. */
export interface DrillPlaces {
  readonly data: string
  readonly files: string
  readonly triage: string
  readonly packets: string
}

/** Five lines of what was found, each from what a command printed; one that cannot be told says so. */
export function fiveLines({ data, files, triage, packets }: DrillPlaces): readonly string[] {
  const verdicts = field(parsedFile(join(triage, 'summary.json')), 'verdicts')
  const impact = asked(
    ...['estate', 'impact', '--estate', join(files, 'estate'), '--verdicts', join(triage, 'verdicts.json')],
    ...['--connections', join(files, 'connections.json')],
  )
  const care = list(field(impact, 'care'))
  const inState = (state: string): number => care.filter((line) => field(line, 'state') === state).length
  const copy = asked('downtime', 'show', '--data', data)
  const wards = list(field(copy, 'wards'))
  const sheets = wards.reduce<number>((sum, ward) => sum + number(field(field(ward, 'packet'), 'sheets')), 0)
  const lost = list(field(copy, 'withoutWard')).length
  const blind = number(field(verdicts, 'blind'))
  return [
    `Servers   ${number(field(verdicts, 'hit'))} of ${number(field(verdicts, 'servers'))} are hit, ${number(field(verdicts, 'suspect'))} suspect, ${number(field(verdicts, 'noSign'))} show no sign in what was searched, ${blind} are blind: nobody has looked.`,
    `Care      ${inState('down')} of ${care.length} lines of care are down, ${inState('limited')} limited, ${inState('on paper')} on paper; of ${inState('unknown')} it is not known.`,
    `Patients  ${number(field(copy, 'inpatients'))} inpatients on ${wards.length} wards, as of ${localTime(text(field(field(field(copy, 'header'), 'asOf'), 'patients')), text(field(field(copy, 'header'), 'timeZone')))}${lost === 0 ? '' : `; ${lost} lies on no ward that is in the copy`}.`,
    `Paper     ${wards.filter((ward) => field(ward, 'packet') !== null).length} packets, ${sheets} sheets, in ${packets}. Written is not printed.`,
    `Truth     what really happened, to look at afterwards: ${join(files, 'truth.json')}`,
  ]
}

/** What a command says with `--json`; null where it failed. */
function asked(...args: readonly string[]): unknown {
  const run = spawnSync(process.execPath, [...NODE_FLAGS, places().programs.cli, ...args, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  })
  return parsed(run.stdout)
}

function parsedFile(path: string): unknown {
  try {
    return parsed(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : null

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const text = (value: unknown): string => (typeof value === 'string' ? plain(value) : 'not known')

/** Day and time of an instant where the hospital is; the instant as it is where it or the zone cannot be read. */
function localTime(at: string, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
      new Date(at),
    )
  } catch {
    return at
  }
}
