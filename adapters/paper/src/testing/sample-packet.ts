import type { MedicationLine, MedicationOrder, PatientView, WardPacket } from '@codedark/domain/downtime'

/** An order with everything in it; `over` replaces fields. */
export function sampleOrder(over: Partial<MedicationOrder> = {}): MedicationOrder {
  return {
    id: 'o1',
    kind: 'scheduled',
    status: 'active',
    drug: 'Bumetanide 1 mg tablet',
    dose: '1 mg',
    route: 'PO',
    frequency: '2 x per dag',
    instructions: null,
    dueTimes: ['08:00', '14:00'],
    dueDays: [],
    startAt: null,
    stopAt: null,
    prescriber: null,
    highAlert: 'no',
    lastGiven: { at: '2026-11-23T13:05:00Z', dose: null },
    lastSite: null,
    dueAt: [],
    lastNotGiven: null,
    recent: [],
    asNeededFor: null,
    most: null,
    doNotGive: false,
    notes: [],
    ...over,
  }
}

/** A line of the sheet. */
export function sampleLine(
  number: number,
  over: Partial<MedicationOrder>,
  due: readonly string[],
): MedicationLine {
  return {
    number,
    order: sampleOrder({ id: `o${number}`, ...over }),
    due,
    dueInUnknown: [],
    nextInWords: null,
    dueInWords: null,
  }
}

/** An invented patient with these lines. */
export function samplePatient(
  lines: readonly MedicationLine[],
  over: Partial<PatientView['patient']> = {},
): PatientView {
  const header = sampleHeader()
  return {
    header,
    ward: { id: '4B', name: '4B Geriatrics', site: 'main' },
    bed: '412-2',
    ageYears: 85,
    nameAlert: [],
    lines,
    columns: [...new Set(lines.flatMap((line) => line.due))].sort(),
    unknown: { from: '2026-11-23T19:46:00Z', until: '2026-11-23T22:10:00Z' },
    standing: null,
    patient: {
      id: 'p1',
      number: '0012345678',
      stayNumber: '2611230457',
      familyName: 'Van den Broecke-Şahin',
      givenNames: 'Marie-Thérèse',
      bornOn: '1941-03-07',
      sex: 'F',
      ward: '4B',
      bed: '412-2',
      site: 'main',
      doctor: 'Dr. Peeters',
      admittedAt: '2026-11-20T10:00:00Z',
      deceased: false,
      language: 'nl',
      weight: '58,5 kg (2026-11-20)',
      allergies: {
        state: 'known',
        contradiction: false,
        noneKnownOf: [],
        list: [
          {
            substance: 'PENICILLIN',
            reaction: 'anaphylaxis (2019)',
            severity: null,
            certainty: 'confirmed',
            recordedAs: null,
          },
          { substance: 'LATEX', reaction: null, severity: null, certainty: 'unconfirmed', recordedAs: null },
        ],
      },
      medications: lines.map((line) => line.order),
      problems: ['Heart failure', 'Hip fracture 2026-11-20'],
      codeStatus: null,
      alerts: ['fall risk'],
      diet: [],
      results: [
        {
          name: 'Potassium',
          value: '3,1 mmol/L',
          flag: 'L',
          range: '3,5–5,1',
          at: '2026-11-23T06:00:00Z',
          preliminary: false,
        },
      ],
      vitals: [],
      contacts: ['daughter 0470 00 00 00'],
      pending: ['MRI hip'],
      nameText: null,
      otherNames: [],
      formerNumbers: [],
      warnings: [],
      looseDoses: [],
      endedEarlier: 0,
      ...over,
    },
  }
}

/** The packet of a ward with these patients. */
export function samplePacket(patients: readonly PatientView[], kind: 'real' | 'drill' = 'real'): WardPacket {
  return {
    header: { ...sampleHeader(), kind },
    ward: { id: '4B', name: '4B Geriatrics', site: 'main' },
    printedAt: '2026-11-23T22:14:00Z',
    rows: [
      ...patients.map((view) => ({ bed: view.bed ?? '?', room: '412', patient: sampleCensus(view) })),
      { bed: '413-1', room: '413', patient: null },
    ],
    withoutBed: [],
    patients,
    serialPrefix: kind === 'drill' ? 'DRILL-20261123-' : 'CD-20261123-',
    firstSerial: 4217,
  }
}

function sampleCensus(view: PatientView): NonNullable<WardPacket['rows'][number]['patient']> {
  const { id, familyName, givenNames, bornOn, sex, number, doctor, allergies, codeStatus, alerts, diet } =
    view.patient
  const { ageYears, nameAlert } = view
  return {
    id,
    familyName,
    givenNames,
    bornOn,
    ageYears,
    sex,
    number,
    doctor,
    allergies,
    codeStatus,
    alerts,
    diet,
    nameAlert,
  }
}

function sampleHeader(): WardPacket['header'] {
  const at = '2026-11-23T19:46:00Z'
  return {
    kind: 'real',
    hospital: 'Sample Hospital',
    timeZone: 'Europe/Brussels',
    now: '2026-11-23T22:10:00Z',
    generation: 12,
    takenAt: at,
    asOf: { patients: at, orders: at, administrations: at, allergies: at, results: null },
    oneCopyOnlySince: null,
    heldBack: null,
  }
}
