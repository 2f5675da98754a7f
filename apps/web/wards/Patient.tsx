import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { MedicationLine, PatientView, ResultLine } from '@codedark/domain/downtime'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { follow } from '../parts/route.ts'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { AllergyBox } from './Allergies.tsx'
import { Born } from './Census.tsx'
import { SaidLines, Whereabouts } from './Whereabouts.tsx'
import { patientName } from './patient-name.ts'

/** One patient: who, allergies, medication with the hatched span in which given doses are not known. */
export function Patient({ id, now }: { readonly id: string; readonly now: string }): ReactElement {
  const path = `/api/patients/${encodeURIComponent(id)}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<PatientView>(path) })
  if (read.data === undefined) return <NotRead what="The patient" error={read.error} />
  const view = read.data
  const { patient } = view
  const when = (at: string | null): string => whenOf(at, now, view.header.timeZone)
  return (
    <div className="sheet">
      <div className="who">
        <h1>{patientName({ ...patient, familyName: patient.familyName.toUpperCase() })}</h1>
        <Identity view={view} />
        {view.nameAlert.length > 0 && (
          <p className="alert">
            <b>NAME ALERT: {view.nameAlert.join(', ')}</b>
          </p>
        )}
      </div>
      <div className="rest">
        {read.error !== null && <NotRead what="The newest state of the patient" error={read.error} />}
        {patient.deceased && <p className="box known">Recorded as deceased</p>}
        <SaidLines said={view.said} now={now} zone={view.header.timeZone} />
        <Whereabouts key={view.ward?.id} view={view} />
        <p className="facts">
          <Fact label="Resuscitation" value={patient.codeStatus} />
          <Fact label="Weight" value={patient.weight} />
          <Fact label="Admitted" value={patient.admittedAt === null ? null : when(patient.admittedAt)} />
          <Fact label="Language" value={patient.language} />
          <Listed label="Mind" items={patient.alerts} />
          <Listed label="Diet" items={patient.diet} />
        </p>
        <AllergyBox allergies={patient.allergies} />
        <PaperStrip view={view} when={when} />
        {view.notInCopy === true ? (
          <Unknown heading="Came since the copy: it holds no order, dose or result of this patient">
            <p>Read the chart at the bed.</p>
          </Unknown>
        ) : (
          <div className={view.standing?.state === 'paper' ? 'no-print' : undefined}>
            <Medication view={view} when={when} />
          </div>
        )}
        {view.notInCopy !== true && <Results view={view} when={when} />}
        <Beside patient={patient} />
      </div>
    </div>
  )
}

/** Once paper is the record the orders below are what the copy holds, not what counts; they are not printed from here. */
function PaperStrip({
  view,
  when,
}: {
  readonly view: PatientView
  readonly when: When
}): ReactElement | null {
  const { standing, header } = view
  if (standing?.state !== 'paper') return null
  return (
    <p className="box known paper">
      PAPER IS THE RECORD since {when(standing.since)}, signed {standing.signedBy}. The orders of the copy are
      those AS OF {header.asOf.orders === null ? 'a time that is not known' : when(header.asOf.orders)}: read
      the chart at the bed.
    </p>
  )
}

/** Results and vital signs, and what the copy cannot know of them. */
function Results({ view, when }: { readonly view: PatientView; readonly when: When }): ReactElement {
  const { patient } = view
  return (
    <>
      <Unknown
        heading={
          view.header.asOf.results === null
            ? 'Results are not in this copy'
            : `Results after ${when(view.header.asOf.results)} are not in this copy`
        }
      >
        <p>Phone the laboratory.</p>
      </Unknown>
      {patient.results.length > 0 && (
        <ul className="list">
          {patient.results.map((result, index) => (
            <li key={`${index} ${result.name}`}>
              <ResultWords result={result} when={when} />
            </li>
          ))}
        </ul>
      )}
      {patient.vitals.length > 0 && (
        <section>
          <h2>Vital signs, last known</h2>
          <ul className="list">
            {patient.vitals.map((vital, index) => (
              <li key={`${index} ${vital.name}`}>
                <ResultWords result={vital} when={when} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Beside({ patient }: { readonly patient: PatientView['patient'] }): ReactElement {
  return (
    <>
      <h2>Beside</h2>
      <p className="facts beside">
        <Listed label="Problems" items={patient.problems} />
        <Listed label="Ordered, not done" items={patient.pending} />
        <Listed label="Contacts" items={patient.contacts} />
      </p>
    </>
  )
}

/** A word longer than this may be broken, so that no column pushes another off the paper. */
const LONG_WORD = 24

/** Received words, with places to break only where a word is too long for any column. */
function Breakable({ words }: { readonly words: string }): ReactElement {
  const pieces = words
    .split(/(\s+)/u)
    .flatMap((word) =>
      word.length <= LONG_WORD
        ? [word]
        : (word.match(/.{1,20}/gsu) ?? [word]).flatMap((piece) => [piece, null]),
    )
  return <>{pieces.map((piece, index) => (piece === null ? <wbr key={index} /> : piece))}</>
}

/** Who it is, on top of the page while it is scrolled: a dose is given to a person. */
function Identity({ view }: { readonly view: PatientView }): ReactElement {
  const { patient } = view
  return (
    <p className="facts">
      <span>
        <span className="label">Born</span>{' '}
        <b>
          <Born bornOn={patient.bornOn} ageYears={view.ageYears} sex={patient.sex} />
        </b>
      </span>
      <Fact label="Number" value={patient.number} />
      <Fact label="Bed" value={view.bed} />
      <span>
        <span className="label">Ward</span>{' '}
        {view.ward === null ? (
          <NotKnown>not in this copy</NotKnown>
        ) : (
          <a data-up href={`/wards/${encodeURIComponent(view.ward.id)}`} onClick={follow}>
            <b>{view.ward.name}</b>
          </a>
        )}
      </span>
      <Fact label="Doctor" value={patient.doctor} />
    </p>
  )
}

/** A list of the copy. Null: not in it. Empty: the copy holds nothing, which is not "none". */
function Listed(props: { readonly label: string; readonly items: readonly string[] | null }): ReactElement {
  const { items } = props
  return (
    <span>
      <span className="label">{props.label}</span>{' '}
      {items === null ? (
        <NotKnown>not in this copy</NotKnown>
      ) : items.length === 0 ? (
        'nothing in this copy'
      ) : (
        <b>{items.join(' · ')}</b>
      )}
    </span>
  )
}

function ResultWords(props: { readonly result: ResultLine; readonly when: When }): ReactElement {
  const { result, when } = props
  return (
    <>
      {result.name}: <b>{result.value}</b> {result.flag !== null && <b>{result.flag}</b>}{' '}
      {result.range !== null && <span className="label">({result.range})</span>}{' '}
      {result.preliminary && <b>preliminary</b>} <span className="label">{when(result.at)}</span>
    </>
  )
}

function Fact(props: { readonly label: string; readonly value: string | null }): ReactElement {
  return (
    <span>
      <span className="label">{props.label}</span>{' '}
      {props.value === null ? <NotKnown>not in this copy</NotKnown> : <b>{props.value}</b>}
    </span>
  )
}

type When = (at: string | null) => string

function Medication({ view, when }: { readonly view: PatientView; readonly when: When }): ReactElement {
  const { unknown, lines } = view
  const span = unknown.from === null ? 'all given doses' : `${when(unknown.from)} to ${when(unknown.until)}`
  if (lines.length === 0) {
    return (
      <Unknown heading="Medication">
        <p>
          {view.header.asOf.orders === null
            ? 'Orders are not in this copy. Ask.'
            : `No order is in this copy as of ${when(view.header.asOf.orders)}. What was ordered since is not known.`}
        </p>
      </Unknown>
    )
  }
  return (
    <section>
      <h2>Medication</h2>
      <p>As received, nothing converted.</p>
      <div className="scroll" role="region" aria-label="Medication" tabIndex={0}>
        <table className="grid land">
          <thead>
            <tr>
              <th>Drug</th>
              <th>Dose</th>
              <th>How, how often</th>
              <th>Last given, as far as known</th>
              <th>
                <NotKnown>UNKNOWN {span}: ask, look, then give</NotKnown>
              </th>
              {view.columns.length === 0 && <th>Due</th>}
              {view.columns.map((at) => (
                <th key={at} className="due">
                  {when(at)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={line.order.id} line={line} columns={view.columns} when={when} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Line(props: {
  readonly line: MedicationLine
  readonly columns: readonly string[]
  readonly when: When
}): ReactElement {
  const { line, when } = props
  const { order } = line
  // A dash says 'not due then'; an order whose times cannot be told must not say it.
  const timesNotTold =
    (order.kind === 'scheduled' || order.kind === 'once') &&
    order.dueTimes.length === 0 &&
    line.due.length === 0
  return (
    <tr>
      <th scope="row">
        <Breakable words={order.drug} />
        {order.kind === 'stopped' ? (
          <div>STOPPED</div>
        ) : (
          order.status !== 'active' && <div>{order.status}</div>
        )}
      </th>
      {order.dose === null ? (
        <td className="hatch" data-hatched="true">
          <b className="plate">DOSE NOT IN COPY</b>
        </td>
      ) : (
        <td>
          <b>
            <Breakable words={order.dose} />
          </b>
        </td>
      )}
      <td>
        {order.route ?? <NotKnown>route not in copy</NotKnown>},{' '}
        {order.frequency ?? <NotKnown>frequency not in copy</NotKnown>}
        <div>
          {order.highAlert === 'yes' && <b>HIGH ALERT. </b>}
          {order.highAlert === 'not-checked' && 'High alert not checked. '}
          {order.instructions} {line.nextInWords !== null && <b>{line.nextInWords}</b>}
        </div>
      </td>
      <td>
        {order.lastGiven === null ? (
          <NotKnown>not in this copy</NotKnown>
        ) : (
          `${when(order.lastGiven.at)} ${order.lastGiven.dose ?? ''} ${order.lastSite ?? ''}`
        )}
      </td>
      <td className="hatch" data-hatched="true">
        {line.dueInUnknown.length > 0 && (
          <b className="plate">due {line.dueInUnknown.map(when).join(', ')}</b>
        )}
      </td>
      <Due line={line} columns={props.columns} timesNotTold={timesNotTold} />
    </tr>
  )
}

/** Why a line has no due times: in words, since a dash would say 'not due then'. */
const WITHOUT_TIMES: Readonly<Partial<Record<MedicationLine['order']['kind'], string>>> = {
  infusion: 'infusion',
  'as-needed': 'as needed',
  stopped: 'STOPPED',
}

function Due(props: {
  readonly line: MedicationLine
  readonly columns: readonly string[]
  readonly timesNotTold: boolean
}): ReactElement | null {
  const { line, columns } = props
  const words = WITHOUT_TIMES[line.order.kind]
  if (columns.length === 0 && words === undefined && !props.timesNotTold) return null
  if (words !== undefined || props.timesNotTold) {
    return (
      <td
        colSpan={Math.max(columns.length, 1)}
        className={words === undefined ? 'hatch' : undefined}
        data-hatched={words === undefined ? 'true' : undefined}
      >
        {words ?? <b className="plate">times not told: ask</b>}
      </td>
    )
  }
  return (
    <>
      {columns.map((at) => (
        <td key={at}>{line.due.includes(at) ? <b>due</b> : '–'}</td>
      ))}
    </>
  )
}
