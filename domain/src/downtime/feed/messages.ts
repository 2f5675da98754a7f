/**
 * What a message of a hospital feed says, in the words of HL7 v2.5.1 chapter 3, 4, 7 and 10, taken out of its encoding.
 * Texts stand as received. Null: the field was empty, which means *no change*; `DELETED`: the sender deletes the value.
 */
export interface FeedMessage {
  /** When it came, UTC: messages count in the order in which they came. */
  readonly receivedAt: string
  /** EVN-6, else EVN-2; UTC. Null: not told. */
  readonly occurredAt: string | null
  readonly event: FeedEvent
}

/** The sender deletes the value that it gave before. */
export const DELETED = Symbol('deleted')
/** A field of a message. */
export type Given<Value = string> = Value | null | typeof DELETED

/** A number by which a patient or a stay is known. */
export interface FeedNumber {
  readonly value: string
  /** Assigning authority; empty where none is told. */
  readonly authority: string
  /** MR, NI, VN …; empty where none is told. */
  readonly type: string
}

/** PID. */
export interface FeedPerson {
  /** PID-3; the first of type MR or PI, else the first, is the number that counts. */
  readonly numbers: readonly FeedNumber[]
  readonly family: Given
  readonly given: Given
  /** YYYY-MM-DD, YYYY-MM or YYYY. */
  readonly bornOn: Given
  readonly sex: Given
  readonly language: Given
  readonly deceased: Given<boolean>
}

/** PV1-3: point of care, room, bed, facility, each as received; empty where it is empty. */
export interface FeedPlace {
  readonly ward: string
  readonly room: string
  readonly bed: string
  readonly site: string
}

/** PV1. */
export interface FeedVisit {
  /** PV1-19. */
  readonly number: FeedNumber | null
  /** PV1-2: I, E, O, P, R, B … */
  readonly patientClass: string
  readonly place: FeedPlace | null
  readonly doctor: string | null
  /** PV1-44, UTC. */
  readonly admittedAt: string | null
  /** PV1-45, UTC. */
  readonly dischargedAt: string | null
}

/** AL1 or IAM. */
export interface FeedAllergy {
  readonly substance: string
  readonly reaction: string | null
  readonly severity: string | null
  /** IAM-6: A added, U updated, D deleted, X no change; AL1 has none and adds. */
  readonly action: 'A' | 'U' | 'D' | 'X'
}

/** ORC, RXE, RXR, TQ1 of one drug order. */
export interface FeedDrugOrder {
  /** ORC-2, else ORC-3. */
  readonly number: string
  /** ORC-1. */
  readonly control: string
  readonly drug: string | null
  /** RXE-3, and -4 where it differs: the number as received. */
  readonly amount: string | null
  readonly amountMost: string | null
  readonly unit: string | null
  readonly route: string | null
  /** TQ1-3, else RXE-1 or ORC-7, second component. */
  readonly repeat: string | null
  readonly instructions: string | null
  readonly startAt: string | null
  readonly stopAt: string | null
  readonly prescriber: string | null
}

/** RXA. */
export interface FeedDose {
  readonly order: string | null
  readonly drug: string | null
  readonly at: string | null
  /** As received; null: not recorded (999 in RXA-6). */
  readonly amount: string | null
  readonly unit: string | null
  readonly route: string | null
  readonly site: string | null
  /** RXA-20: CP complete, PA partly, RE refused, NA not given. */
  readonly completion: string
  readonly reason: string | null
  /** RXA-21: A, D or U. */
  readonly action: 'A' | 'D' | 'U'
}

/** OBX under its OBR. */
export interface FeedResult {
  /** ORC-2 or OBR-2: the request that it answers. */
  readonly request: string | null
  /** OBR-3 else -2, OBX-3 and -4: what a correction names again. */
  readonly key: string
  readonly name: string
  readonly code: string | null
  readonly codeSystem: string | null
  /** As received. */
  readonly value: string | null
  readonly unit: string | null
  readonly range: string | null
  readonly flag: string | null
  /** OBX-11: P, F, C, X, D, W … */
  readonly status: string
  readonly at: string | null
}

/** ORC and OBR of one request for a test, an image, a transfusion. */
export interface FeedRequest {
  /** ORC-2, else ORC-3, else OBR-2 or -3. */
  readonly number: string
  /** ORC-1. */
  readonly control: string
  readonly what: string | null
  /** TQ1-9, else OBR-27: S stat, A as soon as possible, R routine. */
  readonly priority: string | null
}

/** SCH with its time. */
export interface FeedAppointment {
  readonly number: string
  readonly what: string | null
  readonly at: string | null
  readonly place: string | null
  /** SCH-25. */
  readonly status: string | null
}

/** What ADT does with a stay, by its trigger event. */
export type VisitStep =
  | 'admit'
  | 'register'
  | 'expect'
  | 'transfer'
  | 'discharge'
  | 'to-inpatient'
  | 'to-outpatient'
  | 'update'
  | 'cancel-admit'
  | 'cancel-transfer'
  | 'cancel-discharge'
  | 'cancel-expected'
  | 'leave'
  | 'return'

/** What happened. */
export type FeedEvent =
  | {
      readonly kind: 'visit'
      readonly step: VisitStep
      readonly person: FeedPerson
      readonly visit: FeedVisit | null
      readonly allergies: readonly FeedAllergy[]
    }
  | {
      readonly kind: 'person'
      readonly person: FeedPerson
      readonly allergies: readonly FeedAllergy[]
    }
  | { readonly kind: 'swap'; readonly pairs: readonly { person: FeedPerson; visit: FeedVisit }[] }
  /** A40 and the older merges: the retired numbers belong to the survivor for ever. */
  | {
      readonly kind: 'merge'
      readonly pairs: readonly { survivor: FeedPerson; retired: readonly FeedNumber[] }[]
    }
  /** A43, A44, A45: one stay, or the one that is open, goes to another patient. */
  | {
      readonly kind: 'move-visit'
      readonly to: FeedPerson
      readonly from: readonly FeedNumber[]
      readonly visit: FeedNumber | null
    }
  | {
      readonly kind: 'orders'
      readonly person: FeedPerson
      readonly visit: FeedVisit | null
      readonly orders: readonly FeedDrugOrder[]
    }
  | {
      readonly kind: 'doses'
      readonly person: FeedPerson
      readonly visit: FeedVisit | null
      readonly doses: readonly FeedDose[]
    }
  | {
      readonly kind: 'requests'
      readonly person: FeedPerson
      readonly visit: FeedVisit | null
      readonly requests: readonly FeedRequest[]
    }
  | {
      readonly kind: 'results'
      readonly person: FeedPerson
      readonly visit: FeedVisit | null
      readonly results: readonly FeedResult[]
    }
  /** SIU: S15, S16, S17 cancel; all others set. */
  | {
      readonly kind: 'appointment'
      readonly person: FeedPerson | null
      readonly appointment: FeedAppointment
      readonly cancelled: boolean
    }
