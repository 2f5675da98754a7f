import type { Evidence } from './evidence.ts'
import { sayInstant } from './instant.ts'
import { BACKUP_NEAR_MS, MAX_STARTS } from './limits.ts'
import type { BitLockerSignal } from './mover.ts'

/** What the findings and records of one server tell of BitLocker, before it is put together. */
export class BitLockerStory {
  readonly #starts: string[] = []
  readonly #first = new Map<BitLockerSignal, string>()
  readonly #last = new Map<BitLockerSignal, string>()
  #unlistedStarts = false

  /** Takes one signal with its instant, in any order. */
  add(signal: BitLockerSignal, at: string): void {
    if (signal === 'started') {
      if (this.#starts.length < MAX_STARTS) this.#starts.push(at)
      else this.#unlistedStarts = true
    }
    const first = this.#first.get(signal)
    const last = this.#last.get(signal)
    if (first === undefined || at < first) this.#first.set(signal, at)
    if (last === undefined || at > last) this.#last.set(signal, at)
  }

  /**
   * What it means together (`spec`: bitlocker-evidence 5.1, 5.4). `keyBackups` are the instants at which a recovery key was
   * known to be in a directory.
   *
   * - Encryption started, and a protector removed at or after the first start, or a passphrase protector made: *hit*. This
   *   is how the owner is locked out; ordinary roll-outs keep the TPM and the recovery password.
   * - Encryption started and each start has a key backup within a day: *suspect*, with the question who did this. An
   *   attacker with the rights of an administrator looks the same where policy demands the backup.
   * - Encryption started without that: *suspect*. That no backup was seen proves nothing unless policy demands one.
   * - Protectors touched without a start seen: *suspect*; the start may be in a log that was not collected.
   */
  tell(keyBackups: readonly string[]): Evidence | null {
    const started = this.#first.get('started')
    const removed = this.#last.get('protector-removed')
    const passphrase = this.#first.get('passphrase-protector')
    if (started === undefined) return this.#withoutStart()
    if (removed !== undefined && removed >= started)
      return this.#evidence(
        'hit',
        true,
        `BitLocker encryption was started at ${sayInstant(started)} and a key protector was removed at ${sayInstant(removed)}: this locks the owner out.`,
      )
    if (passphrase !== undefined)
      return this.#evidence(
        'hit',
        true,
        `BitLocker encryption was started at ${sayInstant(started)} with a passphrase made at ${sayInstant(passphrase)}, as whoever wants to lock the owner out does.`,
      )
    const backups = [...keyBackups, ...this.#backupsByRule()]
    const backed =
      !this.#unlistedStarts &&
      this.#starts.every((at) =>
        backups.some((other) => Math.abs(Date.parse(at) - Date.parse(other)) <= BACKUP_NEAR_MS),
      )
    return backed
      ? this.#evidence(
          'suspect',
          false,
          `BitLocker was switched on at ${sayInstant(started)} and its key was backed up to the directory: ask who did this.`,
        )
      : this.#evidence(
          'suspect',
          true,
          `BitLocker encryption was started at ${sayInstant(started)}; no backup of its key to the directory was seen: ask who did this, and check the volume at the console before the server is switched off.`,
        )
  }

  #backupsByRule(): string[] {
    return [this.#first.get('key-backed-up'), this.#last.get('key-backed-up')].filter(
      (at) => at !== undefined,
    )
  }

  #withoutStart(): Evidence | null {
    const removed = this.#first.get('protector-removed')
    const made = this.#first.get('passphrase-protector') ?? this.#first.get('protector-added')
    if (removed !== undefined)
      return this.#evidence(
        'suspect',
        true,
        `A BitLocker key protector was removed at ${sayInstant(removed)}; no start of encryption was seen: ask who did this.`,
      )
    if (made !== undefined)
      return this.#evidence(
        'suspect',
        true,
        `A BitLocker key protector was made at ${sayInstant(made)}; no start of encryption was seen: ask who did this.`,
      )
    return null
  }

  #evidence(value: 'hit' | 'suspect', opensWindow: boolean, text: string): Evidence {
    const firsts = [...this.#first].filter(([signal]) => signal !== 'key-backed-up').map(([, at]) => at)
    const lasts = [...this.#last].filter(([signal]) => signal !== 'key-backed-up').map(([, at]) => at)
    return {
      answer: 'encryption',
      value,
      firstAt: firsts.sort()[0] ?? '',
      lastAt: lasts.sort().at(-1) ?? '',
      text,
      byPerson: false,
      opensWindow,
    }
  }
}
