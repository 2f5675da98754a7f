/** Where a resource was read: the file's name and the line from 1 (in a Bundle: the entry). */
export interface Where {
  readonly file: string
  readonly line: number | null
  /** `fullUrl` of its entry in a Bundle; null: none. Others may refer to it by this. */
  readonly fullUrl: string | null
}

/** What could not be read into the copy in full; all the rest stands. Nothing is left out without one. */
export interface CopyFault {
  readonly code:
    | 'not-r4'
    | 'same-id-twice'
    | 'same-identifier-on-two-patients'
    | 'reference-not-in-copy'
    | 'reference-means-two'
    | 'stay-without-patient'
    | 'second-stay'
    | 'class-not-known'
    | 'place-not-in-copy'
    | 'place-in-a-circle'
    | 'two-in-one-bed'
    | 'dose-without-order'
    | 'time-not-told'
    | 'date-not-plausible'
    | 'time-of-day-not-told'
    | 'merge-in-a-circle'
  /** Null: it is not about one resource that was read. */
  readonly file: string | null
  readonly line: number | null
  /** Type and id, as `Encounter/e1`; null: it is not about one resource. */
  readonly resource: string | null
  /** The id of the inpatient whose data it is about; null: none, or not known. */
  readonly patient: string | null
  /** What was expected, in words; holds ids and codes, no name. */
  readonly expected: string
}

/** Collects faults while a copy is built, each with its place. */
export interface FaultList {
  readonly list: readonly CopyFault[]
  add(code: CopyFault['code'], resource: string | null, expected: string, patient?: string | null): void
}

/** A fault list that looks up where resources were read. */
export function faultList(whereOf: (resource: string) => Where | null): FaultList {
  const list: CopyFault[] = []
  const add: FaultList['add'] = (code, resource, expected, patient = null) => {
    const where = resource === null ? null : whereOf(resource)
    list.push({ code, file: where?.file ?? null, line: where?.line ?? null, resource, patient, expected })
  }
  return { list, add }
}
