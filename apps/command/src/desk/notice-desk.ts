import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type {
  EvidenceItemPage,
  EvidencePage,
  FileTextView,
  NoticesPage,
  NoticeView,
  PageHeader,
} from '@codedark/domain/board'
import {
  evidenceItemView,
  evidenceViews,
  handlingLines,
  noticeViews,
  roleName,
  type EvidenceKind,
  type IncidentCommand,
  type IncidentState,
  type NoticeNames,
} from '@codedark/domain/incident'
import { ROLES } from '@codedark/domain/people'
import { failed, ok, type Result } from '@codedark/domain/result'
import { describeFileFault, evidencePath, openEvidence, takeEvidenceStream } from '@codedark/files'
import {
  channelNames,
  contactsDigest,
  keepNotices,
  openChannels,
  type HeldContacts,
  type NoticeKeeper,
} from '../tasks/notices/index.ts'
import { formPdf, heldChannels, heldContacts, recordContacts } from './notice-settings.ts'
import type { Who } from './commands.ts'
import { nameReader } from './judging.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'

/** Bytes of a kept file that the board shows as text. */
const TEXT_BYTES = 64 * 1024

/** What an upload says of itself. */
export interface Upload {
  readonly kind: EvidenceKind
  readonly fileName: string
  readonly mayShowPatients: boolean
  readonly server?: string | undefined
  /** Null: without a name. */
  readonly who: Who | null
}

/** Evidence and notices as the board works on them, with the clock that makes the chains go up. */
export class NoticeDesk {
  readonly #opened: OpenedCommand
  readonly #now: () => string
  readonly #note: (sentence: string) => void
  #keeper: NoticeKeeper | null = null
  #channelsMark = ''
  #held: { readonly digest: string | null; readonly list: HeldContacts | null } = { digest: null, list: null }

  constructor(opened: OpenedCommand, now: () => string, note: (sentence: string) => void) {
    this.#opened = opened
    this.#now = now
    this.#note = note
    this.#reconcile()
    this.refresh()
  }

  /** Opens the channels anew when they were set to others; called every second. */
  refresh(): void {
    const mark = this.#markOfChannels()
    if (this.#keeper !== null && mark === this.#channelsMark) return
    this.#channelsMark = mark
    const { ledger, folder, keys } = this.#opened
    const held = heldChannels(this.#opened)
    if (!held.ok)
      this.#note(`The channels of notices cannot be read, only the board and paper are left: ${held.fault}`)
    const channels = held.ok ? held.value : {}
    void this.#keeper?.stop()
    const set = ledger.submit({ type: 'SetNoticeChannels', channels: channelNames(channels) }, 'notices')
    if (!set.ok && set.fault.code !== 'handed-over') this.#note(notRecorded(set.fault))
    this.#keeper = keepNotices({
      ledger,
      kind: folder.kind,
      key: keys.databaseKey,
      now: this.#now,
      contacts: () => this.#contacts(),
      channels,
      open: openChannels(channels, folder.kind),
      onNote: this.#note,
    })
  }

  /** Every notice, with names. */
  views(): readonly NoticeView[] {
    return this.viewsOf(this.#opened.ledger.state(), this.#now())
  }

  /** Every notice of a state of the record, as of an instant. */
  viewsOf(state: IncidentState, now: string): readonly NoticeView[] {
    return noticeViews(state, this.#names(), now)
  }

  notices(header: PageHeader): NoticesPage {
    return this.pageOf(header, this.#opened.ledger.state(), this.#now())
  }

  /** The page of notices of a state of the record, as of an instant. */
  pageOf(header: PageHeader, state: IncidentState, now: string): NoticesPage {
    const { notices } = state
    return {
      header,
      notices: this.viewsOf(state, now),
      callTree: {
        importedAt: notices.contactsImportedAt,
        people: notices.contacts.length,
        misfit: notices.contacts.length > 0 && this.#contacts() === null,
      },
      channels: notices.channels,
      policySetAt: notices.policySetAt,
      roles: ROLES.map((role) => ({ role, name: roleName(role) })),
    }
  }

  evidence(header: PageHeader): EvidencePage {
    const state = this.#opened.ledger.state()
    const items = evidenceViews(state, nameReader(this.#opened.ledger))
    const filed = new Set(items.filter(({ hasFile }) => hasFile).map(({ hash }) => hash))
    return { header, items, otherFiles: [...state.evidence.keys()].filter((sha) => !filed.has(sha)).length }
  }

  item(header: PageHeader, id: string): EvidenceItemPage | null {
    const state = this.#opened.ledger.state()
    const item = state.items.get(id)
    if (item === undefined) return null
    const textOf = nameReader(this.#opened.ledger)
    const view = evidenceItemView(item, state, textOf)
    return {
      header,
      item: view,
      handling: handlingLines(item, textOf),
      notices: this.views().filter(({ notice }) => view.notices.includes(notice)),
    }
  }

  /** Records; ok only when it is synced. What is due because of it goes out at once. */
  async record(
    command: IncidentCommand,
    who: Who | null,
  ): Promise<Result<{ readonly entry: number }, string>> {
    const done = this.#opened.ledger.submit(command, who?.account ?? 'anonymous', who?.name)
    if (!done.ok) return failed(notRecorded(done.fault))
    void this.#keeper?.tick()
    return ok({ entry: done.value.from + 1 })
  }

  /** Keeps an upload beside the record and records that it is there; what breaks off leaves nothing. */
  async upload(
    chunks: AsyncIterable<Uint8Array>,
    { kind, fileName, mayShowPatients, server, who }: Upload,
  ): Promise<Result<{ readonly sha256: string; readonly bytes: number; readonly entry: number }, string>> {
    const { ledger, keys } = this.#opened
    const taken = await takeEvidenceStream(chunks, this.#folder(), keys.databaseKey)
    if (!taken.ok) return failed(describeFileFault(taken.fault))
    const { sha256, bytes, again } = taken.value
    const held = ledger.state().evidence.get(sha256)
    if (held !== undefined) return ok({ sha256, bytes, entry: held.entry + 1 })
    const done = ledger.submit(
      { type: 'RecordEvidence', evidence: kind, sha256, bytes, mayShowPatients, server, fileName },
      who?.account ?? 'anonymous',
      who?.name,
    )
    if (done.ok) return ok({ sha256, bytes, entry: done.value.from + 1 })
    if (!again) rmSync(evidencePath(this.#folder(), sha256), { force: true })
    return failed(notRecorded(done.fault))
  }

  /** The bytes of an item's file, checked whole first; that it was given out is an entry before the first byte is. */
  async file(
    id: string,
    who: Who,
  ): Promise<
    Result<{ readonly name: string; readonly bytes: number; blocks(): AsyncGenerator<Uint8Array> }, string>
  > {
    const opened = await this.#openFile(id)
    if (!opened.ok) return opened
    const done = this.#opened.ledger.submit(
      { type: 'HandleItem', item: id, act: 'exported' },
      who.account,
      who.name,
    )
    return done.ok ? ok({ name: `${id}.evidence`, ...opened.value }) : failed(notRecorded(done.fault))
  }

  /** The start of an item's file as text; that somebody looked is an entry. */
  async text(id: string, who: Who): Promise<Result<FileTextView, string>> {
    const opened = await this.#openFile(id)
    if (!opened.ok) return opened
    const done = this.#opened.ledger.submit(
      { type: 'HandleItem', item: id, act: 'looked-at' },
      who.account,
      who.name,
    )
    if (!done.ok) return failed(notRecorded(done.fault))
    const parts: Uint8Array[] = []
    let shown = 0
    for await (const block of opened.value.blocks()) {
      parts.push(block.subarray(0, TEXT_BYTES - shown))
      shown += parts.at(-1)?.byteLength ?? 0
      if (shown >= TEXT_BYTES) break
    }
    return ok({ text: plainText(Buffer.concat(parts)), shown, bytes: opened.value.bytes })
  }

  /** Form 213 for one contact; that a sheet was printed is in the handling record of its item. */
  async form(notice: string, to: string, who: Who): Promise<Result<Uint8Array, string>> {
    const sheet = await formPdf(this.#opened, { notice, to }, this.#now())
    const subject = this.#opened.ledger.state().notices.all.get(notice)?.subject
    if (!sheet.ok || subject?.kind !== 'evidence') return sheet
    const done = this.#opened.ledger.submit(
      { type: 'HandleItem', item: subject.id, act: 'printed', to },
      who.account,
      who.name,
    )
    return done.ok ? sheet : failed(notRecorded(done.fault))
  }

  async close(): Promise<void> {
    await this.#keeper?.stop()
  }

  async #openFile(
    id: string,
  ): Promise<Result<{ bytes: number; blocks(): AsyncGenerator<Uint8Array> }, string>> {
    const item = this.#opened.ledger.state().items.get(id)
    if (item === undefined) return failed(`There is no item ${id}.`)
    if (!item.hasFile) return failed(`${id} has no file: it came as words.`)
    const opened = await openEvidence(this.#folder(), this.#opened.keys.databaseKey, item.hash)
    if (opened.ok) return opened
    return failed(
      opened.fault === 'missing'
        ? `The file of ${id} is missing: run codedark ledger verify.`
        : `The file of ${id} is not what was taken in: nothing of it is given out. Run codedark ledger verify.`,
    )
  }

  #folder(): string {
    return join(this.#opened.folder.commandFolder, 'evidence')
  }

  #names(): NoticeNames {
    const people = new Map((this.#contacts()?.contacts ?? []).map(({ id, name }) => [id, name]))
    return {
      textOf: nameReader(this.#opened.ledger),
      nameOf: (contact) => people.get(contact) ?? null,
    }
  }

  /** The list that is kept, if it is the one of the record; read anew when another was imported. */
  #contacts(): HeldContacts | null {
    const { contactsDigest: digest } = this.#opened.ledger.state().notices
    if (digest !== null && digest === this.#held.digest) return this.#held.list
    const held = heldContacts(this.#opened)
    const list = held.ok ? held.value : null
    const fits = list !== null && contactsDigest(list, this.#opened.keys.databaseKey) === digest
    if (fits) this.#held = { digest, list }
    return fits ? list : null
  }

  /** A list that was kept without its entry: the program was stopped between the two. */
  #reconcile(): void {
    const held = heldContacts(this.#opened)
    if (!held.ok) return this.#note(held.fault)
    const { contactsDigest: digest } = this.#opened.ledger.state().notices
    const { value: list } = held
    if (list === null || contactsDigest(list, this.#opened.keys.databaseKey) === digest) return
    const recorded = recordContacts(this.#opened, list, 'start-up')
    this.#note(recorded.ok ? 'A call tree was kept without its entry: it is recorded now.' : recorded.fault)
  }

  #markOfChannels(): string {
    try {
      const { mtimeMs, ino } = statSync(join(this.#opened.folder.commandFolder, 'channels.sealed'))
      return `${mtimeMs} ${ino}`
    } catch {
      return 'none'
    }
  }
}

/** As text, whatever it is; nothing in it is ever read as anything else. */
function plainText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
