/**
 * A rule whose findings may move a verdict. Findings of all other rules are context: they are shown, and they move nothing,
 * since on ordinary computers one in four has a match of level medium or higher.
 */
export interface Mover {
  readonly ruleId: string
  readonly answer: 'encryption' | 'intrusion'
  /** How far one finding of this rule moves the answer alone. */
  readonly moves: 'hit' | 'suspect'
  /** A clause that says what a finding means; it stands in the reasons of the verdict. */
  readonly because: string
  /** Techniques of MITRE ATT&CK, as `T1486`. */
  readonly techniques?: readonly string[]
  /** What it says of BitLocker, for the rules that only mean something together (`bitlocker.ts`). */
  readonly signal?: BitLockerSignal
}

/** What a finding tells of BitLocker on a server. */
export type BitLockerSignal =
  | 'started'
  | 'passphrase-protector'
  | 'protector-added'
  | 'protector-removed'
  | 'key-backed-up'
