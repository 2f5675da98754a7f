/** What a hospital runs and what needs what, as imported. Ids are as written in the files; names match case-insensitively. */
export interface Estate {
  readonly servers: readonly Server[]
  readonly services: readonly Service[]
  readonly dependencies: readonly Dependency[]
  readonly care: readonly Care[]
}

/** One server of the list: `id` is its `name` column as written. */
export interface Server {
  readonly id: string
  readonly aliases: readonly string[]
  readonly service: string
  readonly site: string
  readonly role: string
  readonly ip: string
  readonly os: string
  readonly virtual: boolean
  /** The machine that a virtual one runs on, as the list names it; absent where it does not. */
  readonly host?: string
}

/** What servers run together: up while at least `needs` of its members are. */
export interface Service {
  readonly id: string
  readonly name: string
  readonly tier: number
  readonly careRank: number
  readonly members: number
  readonly needs: number
  readonly restoreMinutesPerServer: number
  /** What of patients it holds, as the list says; absent where it does not say. `patient-record`: it is the record itself. */
  readonly holds?: 'patient-record' | 'patient-data' | 'none'
}

/** `service` needs (hard) or is helped by (soft) `on`. */
export interface Dependency {
  readonly service: string
  readonly on: string
  readonly need: 'hard' | 'soft'
}

/** One line of care.csv: a care at a site needs a service. */
export interface Care {
  readonly care: string
  readonly site: string
  readonly service: string
  readonly need: 'hard' | 'soft'
  readonly workaround: string
  readonly phone: string
}

/** What is held of one server for the purpose of impact. */
export interface MemberState {
  readonly state: 'up' | 'down' | 'unknown'
  /** Why it is down or not known; absent when up. */
  readonly because?: 'hit' | 'switched off' | 'cut by us' | 'blind' | 'suspect'
}

/** A service now. `atRisk`: one more loss takes it down. `causes`: for *down* and *unknown*, why, root causes first. */
export interface ServiceImpact {
  readonly service: string
  readonly state: 'up' | 'degraded' | 'down' | 'unknown'
  readonly atRisk: boolean
  readonly membersUp: number
  readonly membersDown: number
  readonly membersUnknown: number
  readonly causes: readonly Cause[]
}

/** Why a service or care is down: the members lost, or the dependency that is. */
export interface Cause {
  readonly kind: 'hit' | 'switched off' | 'cut by us' | 'dependency' | 'not known'
  /** Server ids, or for `dependency` the service ids from the nearest to the root. */
  readonly names: readonly string[]
  /** A whole sentence. */
  readonly text: string
}

/** A care at a site: `limited` when only a soft need is lost, `on paper` when down with a workaround. */
export interface CareImpact {
  readonly care: string
  readonly site: string
  readonly phone: string
  readonly state: 'works' | 'limited' | 'on paper' | 'down' | 'unknown'
  readonly workaround: string
  readonly causes: readonly Cause[]
}
