import type {
  FeedAppointment,
  FeedDose,
  FeedDrugOrder,
  FeedRequest,
  FeedResult,
} from '@codedark/domain/downtime'
import { timeOf, wordsOf } from './field-values.ts'
import { component, fieldText } from './message.ts'
import type { Hl7Message, Segment } from './message.ts'
import { readTime } from './time.ts'
import type { SiteClock } from './time.ts'

/** Segments from one ORC to the next; what stands before the first is not among them. */
function orderGroups(message: Hl7Message): readonly (readonly Segment[])[] {
  const groups: Segment[][] = []
  for (const segment of message.segments) {
    if (segment.name === 'ORC') groups.push([])
    groups.at(-1)?.push(segment)
  }
  return groups
}

const named = (segments: readonly Segment[], ...names: readonly string[]): Segment | undefined =>
  segments.find(({ name }) => names.includes(name))

/** The drug orders of RDE, OMP and ORM (RXE, else RXO); orders of other things have neither and give none. */
export function ordersOf(message: Hl7Message, site: SiteClock): readonly FeedDrugOrder[] {
  return orderGroups(message).flatMap((group): readonly FeedDrugOrder[] => {
    const orc = named(group, 'ORC')
    const rxe = named(group, 'RXE')
    const rxo = named(group, 'RXO')
    if (orc === undefined || (rxe === undefined && rxo === undefined)) return []
    const number = component(message, orc, 2) ?? component(message, orc, 3) ?? ''
    const drug = drugOf(message, rxe, rxo)
    return [
      {
        number,
        control: component(message, orc, 1) ?? '',
        ...drug,
        ...timingOf(message, group, { orc, rxe }, site),
        route: routeOf(message, group),
        prescriber: personWords(message, orc, 12),
      },
    ]
  })
}

/** What is asked for that is no drug: ORM, OMG, OML, OMI with their OBR. */
export function requestsOf(message: Hl7Message): readonly FeedRequest[] {
  return orderGroups(message).flatMap((group): readonly FeedRequest[] => {
    const orc = named(group, 'ORC')
    const obr = named(group, 'OBR')
    if (orc === undefined || obr === undefined) return []
    const number =
      component(message, orc, 2) ??
      component(message, orc, 3) ??
      component(message, obr, 2) ??
      component(message, obr, 3)
    if (number === null) return []
    const tq1 = named(group, 'TQ1')
    const priority = (tq1 === undefined ? null : component(message, tq1, 9)) ?? component(message, obr, 27, 6)
    return [{ number, control: component(message, orc, 1) ?? '', what: wordsOf(message, obr, 4), priority }]
  })
}

function drugOf(
  message: Hl7Message,
  rxe: Segment | undefined,
  rxo: Segment | undefined,
): Pick<FeedDrugOrder, 'drug' | 'amount' | 'amountMost' | 'unit' | 'instructions'> {
  // RXE-2 to -5 and -7; RXO-1 to -4 and -7 (what was asked for, before pharmacy).
  const segment = rxe ?? rxo
  const from = rxe === undefined ? 1 : 2
  if (segment === undefined)
    return { drug: null, amount: null, amountMost: null, unit: null, instructions: null }
  return {
    drug: wordsOf(message, segment, from),
    amount: component(message, segment, from + 1),
    amountMost: component(message, segment, from + 2),
    unit: wordsOf(message, segment, from + 3),
    instructions: fieldText(message, segment, 7),
  }
}

function timingOf(
  message: Hl7Message,
  group: readonly Segment[],
  { orc, rxe }: { readonly orc: Segment; readonly rxe: Segment | undefined },
  site: SiteClock,
): Pick<FeedDrugOrder, 'repeat' | 'startAt' | 'stopAt'> {
  const tq1 = named(group, 'TQ1')
  // TQ, the older form: repeat in the second component, start and end in the fourth and fifth.
  const older = (part: number): string | null =>
    (rxe === undefined ? null : component(message, rxe, 1, part)) ?? component(message, orc, 7, part)
  const olderTime = (part: number): string | null => {
    const read = readTime(older(part) ?? '', site)
    return read.ok ? read.value.at : null
  }
  return {
    repeat: (tq1 === undefined ? null : fieldText(message, tq1, 3)) ?? older(2),
    startAt: (tq1 === undefined ? null : timeOf(message, tq1, 7, site)) ?? olderTime(4),
    stopAt: (tq1 === undefined ? null : timeOf(message, tq1, 8, site)) ?? olderTime(5),
  }
}

function routeOf(message: Hl7Message, group: readonly Segment[]): string | null {
  const rxr = named(group, 'RXR')
  return rxr === undefined ? null : wordsOf(message, rxr, 1)
}

/** XCN: given name, then family name. */
function personWords(message: Hl7Message, segment: Segment, field: number): string | null {
  const words = [3, 2].flatMap((part) => component(message, segment, field, part) ?? [])
  return words.length === 0 ? null : words.join(' ')
}

/** 999 in RXA-6 means that the amount was not recorded (HL7 v2.5.1, 4.14.7.6). */
const NOT_RECORDED = '999'

/** The doses of RAS: each RXA under its ORC. */
export function dosesOf(message: Hl7Message, site: SiteClock): readonly FeedDose[] {
  return orderGroups(message).flatMap((group) => {
    const orc = named(group, 'ORC')
    const order = orc === undefined ? null : (component(message, orc, 2) ?? component(message, orc, 3))
    const route = routeOf(message, group)
    const rxr = named(group, 'RXR')
    const place = rxr === undefined ? null : wordsOf(message, rxr, 2)
    return group
      .filter(({ name }) => name === 'RXA')
      .map((rxa): FeedDose => {
        const amount = component(message, rxa, 6)
        const action = component(message, rxa, 21)
        return {
          order,
          drug: wordsOf(message, rxa, 5),
          at: timeOf(message, rxa, 3, site),
          amount: amount === NOT_RECORDED ? null : amount,
          unit: wordsOf(message, rxa, 7),
          route,
          site: place,
          completion: component(message, rxa, 20) ?? 'CP',
          reason: wordsOf(message, rxa, 18),
          action: action === 'D' || action === 'U' ? action : 'A',
        }
      })
  })
}

/** The results of ORU and OUL: each OBX under its OBR. */
export function resultsOf(message: Hl7Message, site: SiteClock): readonly FeedResult[] {
  const results: FeedResult[] = []
  let obr: Segment | null = null
  let request: string | null = null
  for (const segment of message.segments) {
    if (segment.name === 'ORC') request = component(message, segment, 2)
    if (segment.name === 'OBR') {
      obr = segment
      request = component(message, segment, 2) ?? request
    }
    if (segment.name !== 'OBX') continue
    const order = obr === null ? null : (component(message, obr, 3) ?? component(message, obr, 2))
    const code = component(message, segment, 3)
    const taken = timeOf(message, segment, 14, site) ?? (obr === null ? null : timeOf(message, obr, 7, site))
    results.push({
      request,
      key: JSON.stringify([order, code, component(message, segment, 4)]),
      name: wordsOf(message, segment, 3) ?? 'NAME NOT IN COPY',
      code,
      codeSystem: component(message, segment, 3, 3),
      value: fieldText(message, segment, 5),
      unit: wordsOf(message, segment, 6),
      range: component(message, segment, 7),
      flag: fieldText(message, segment, 8),
      status: component(message, segment, 11) ?? '',
      at: taken,
    })
  }
  return results
}

/** SCH with its time (SCH-11, else TQ1-7, else AIS-4) and place (AIL-3); null: it has no number. */
export function appointmentOf(message: Hl7Message, site: SiteClock): FeedAppointment | null {
  const sch = named(message.segments, 'SCH')
  const number = sch === undefined ? null : (component(message, sch, 1) ?? component(message, sch, 2))
  if (sch === undefined || number === null) return null
  const tq1 = named(message.segments, 'TQ1')
  const ais = named(message.segments, 'AIS')
  const ail = named(message.segments, 'AIL')
  return {
    number,
    what: wordsOf(message, sch, 7) ?? wordsOf(message, sch, 8),
    at:
      timeOf(message, sch, 11, site, 4) ??
      (tq1 === undefined ? null : timeOf(message, tq1, 7, site)) ??
      (ais === undefined ? null : timeOf(message, ais, 4, site)),
    place: ail === undefined ? null : fieldText(message, ail, 3),
    status: component(message, sch, 25),
  }
}
