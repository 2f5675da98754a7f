import type { DecisionDraft } from '../decision-draft.ts'
import type { TextRef } from '../event-head.ts'
import { MAX_NAME_CHARS, MAX_TEXT_CHARS } from '../limits.ts'
import { raiseForChange, raiseForItem } from '../notices/raise.ts'
import type { NoticeRefusal } from '../notices/refusals.ts'
import type { EvidenceItemCommand, FileEvidenceItem } from './commands.ts'
import { isLesser } from './kinds.ts'
import type { EvidenceItem } from './state.ts'

type Command<Type extends EvidenceItemCommand['type']> = Extract<EvidenceItemCommand, { type: Type }>

/** What a command on items of evidence leads to. Whatever the policy wants known of it is raised in the same decision. */
export function decideEvidenceItem(command: EvidenceItemCommand, draft: DecisionDraft): void {
  if (command.type === 'FileEvidenceItem') {
    fileItem(draft, command)
    return
  }
  const one = held(draft, command.item)
  if (one === null) return
  const { item } = command
  switch (command.type) {
    case 'ChangeItemKind':
      return changeKind(command, one, draft)
    case 'CloseItem':
      return closeItem(command, one, draft)
    case 'HandleItem': {
      const to = draft.optionalText('to', command.to, MAX_TEXT_CHARS)
      return draft.event({ type: 'EvidenceHandled', item, act: command.act, ...(to && { to }) })
    }
    case 'SeeItemAgain': {
      const { source, server } = command
      draft.server(server)
      if (one.closedBy !== null) return refuse(draft, { code: 'item-closed', item, entry: one.closedBy })
      return draft.event({
        type: 'EvidenceSeenAgain',
        item,
        source,
        ...(server === undefined ? {} : { server }),
      })
    }
    case 'MarkItem':
      if (one.mayShowPatients && one.releasedBy === null) return
      return draft.event({ type: 'EvidenceMarked', item })
    case 'ReleaseItem':
      if (!one.mayShowPatients || one.releasedBy !== null) return refuse(draft, { code: 'not-marked', item })
      return draft.event({
        type: 'EvidenceReleased',
        item,
        reason: draft.text('reason', command.reason, MAX_TEXT_CHARS),
      })
  }
}

const refuse = (draft: DecisionDraft, why: NoticeRefusal): void => draft.refuse({ code: 'notice', why })

function held(draft: DecisionDraft, item: string): EvidenceItem | null {
  const one = draft.state.items.get(item)
  if (one === undefined) refuse(draft, { code: 'no-such-item', item })
  return one ?? null
}

/**
 * Files an item within a decision and raises its notice. The same file again, under the same kind, on an item that is open, is
 * a note on that item: its people know. A closed item is no reason to stay silent: then it is a new one. Texts that stand in
 * another entry of the decision are given in `shared`: taken out there, they are gone here too.
 */
export function fileItem(
  draft: DecisionDraft,
  command: Omit<FileEvidenceItem, 'type'>,
  shared: { readonly seenBy?: TextRef; readonly text?: TextRef } = {},
): void {
  draft.needsIncident()
  draft.server(command.server)
  const { kind, source, sha256, mayShowPatients, server, seenAt } = command
  if (seenAt !== undefined) draft.past('seenAt', seenAt)
  if (sha256 !== undefined && !draft.state.evidence.has(sha256) && draft.count('EvidenceRecorded') === 0)
    return refuse(draft, { code: 'not-kept', sha256 })
  const seenBy = shared.seenBy ?? draft.optionalText('seenBy', command.seenBy, MAX_NAME_CHARS)
  const text =
    shared.text ??
    (sha256 === undefined
      ? draft.text('text', command.text ?? '', MAX_TEXT_CHARS)
      : draft.optionalText('text', command.text, MAX_TEXT_CHARS))
  const form = draft.optionalText('form', command.form, MAX_NAME_CHARS)
  const found = {
    source,
    ...(server === undefined ? {} : { server }),
    ...(seenBy && { seenBy }),
    ...(seenAt === undefined ? {} : { seenAt }),
    ...(text && { text }),
  }
  const again = [...draft.state.items.values()].find(
    (one) =>
      one.kind === kind &&
      one.closedBy === null &&
      // Notes seen on forty servers in one night are one thing to know; each find is named in it.
      (sha256 === undefined ? source === 'sighting' && one.source === 'sighting' : one.hash === sha256),
  )
  if (again !== undefined) {
    draft.event({ type: 'EvidenceSeenAgain', item: again.item, ...found })
    if (mayShowPatients && (!again.mayShowPatients || again.releasedBy !== null))
      draft.event({ type: 'EvidenceMarked', item: again.item })
    return
  }
  const item = `e-${String(draft.state.items.size + draft.count('EvidenceItemFiled') + 1).padStart(3, '0')}`
  const hash = sha256 ?? text?.commitment ?? ''
  const hasFile = sha256 !== undefined
  draft.event({
    type: 'EvidenceItemFiled',
    item,
    kind,
    hash,
    hasFile,
    mayShowPatients,
    ...found,
    ...(form && { form }),
  })
  raiseForItem(draft, { item, hash, kind }, 'filed')
}

function changeKind(command: Command<'ChangeItemKind'>, one: EvidenceItem, draft: DecisionDraft): void {
  const { item, from, to } = command
  if (one.closedBy !== null) return refuse(draft, { code: 'item-closed', item, entry: one.closedBy })
  if (one.kind !== from) return refuse(draft, { code: 'kind-is-another', item, kind: one.kind })
  if (from === to) return refuse(draft, { code: 'same-kind', kind: to })
  const lesser = isLesser(from, to)
  const second = command.secondName?.trim() ?? ''
  if (lesser && !draft.twoPeople(second, command.secondBy))
    return refuse(draft, { code: 'needs-two', what: 'Making less of an item' })
  const reason = draft.text('reason', command.reason, MAX_TEXT_CHARS)
  const secondName = draft.optionalText('secondName', second, MAX_NAME_CHARS)
  draft.event({
    type: 'EvidenceKindChanged',
    item,
    from,
    to,
    reason,
    ...(secondName && { secondName }),
    ...(command.secondBy === undefined ? {} : { secondBy: command.secondBy }),
  })
  if (lesser) raiseForChange(draft, one, 'lowered')
  else raiseForItem(draft, { ...one, kind: to }, 'kind-changed')
}

function closeItem(command: Command<'CloseItem'>, one: EvidenceItem, draft: DecisionDraft): void {
  const { item } = command
  if (one.closedBy !== null) return refuse(draft, { code: 'item-closed', item, entry: one.closedBy })
  const second = command.secondName ?? ''
  if (!draft.twoPeople(second, command.secondBy))
    return refuse(draft, { code: 'needs-two', what: 'Closing an item' })
  draft.event({
    type: 'EvidenceItemClosed',
    item,
    reason: draft.text('reason', command.reason, MAX_TEXT_CHARS),
    secondName: draft.text('secondName', second, MAX_NAME_CHARS),
    ...(command.secondBy === undefined ? {} : { secondBy: command.secondBy }),
  })
  raiseForChange(draft, one, 'closed')
}

/** Whether a kept file may go into a bundle: nobody marked it, or a person released every item that it belongs to. */
export function mayLeave(
  state: {
    readonly evidence: ReadonlyMap<string, { readonly mayShowPatients: boolean }>
    readonly items: ReadonlyMap<string, EvidenceItem>
  },
  sha256: string,
): boolean {
  const file = state.evidence.get(sha256)
  if (file === undefined) return false
  const items = [...state.items.values()].filter(({ hash, hasFile }) => hasFile && hash === sha256)
  if (items.some(({ mayShowPatients, releasedBy }) => mayShowPatients && releasedBy === null)) return false
  return !file.mayShowPatients || items.some(({ releasedBy }) => releasedBy !== null)
}
