import type { TextRef } from '../event-head.ts'
import type { EvidenceItemEvent } from './events.ts'
import { ITEM_KIND_WORDS } from './kinds.ts'
import type { ItemSource } from './kinds.ts'

const BY_SOURCE: Readonly<Record<ItemSource, string>> = {
  triage: 'found by triage',
  'file-scan': 'found in collected files',
  typed: 'typed in',
  photographed: 'photographed',
  'paper-form': 'brought on paper form 213',
  sighting: 'seen on a server',
}

/** An event of an item of evidence as one sentence. */
export function describeEvidenceItem(event: EvidenceItemEvent, said: (ref: TextRef) => string): string {
  const by = (ref: TextRef | undefined): string => (ref === undefined ? '' : `, ${said(ref)}`)
  switch (event.type) {
    case 'EvidenceItemFiled': {
      const where = event.server === undefined ? '' : ` on ${event.server}`
      const who = event.seenBy === undefined ? ', without a name' : `, by ${said(event.seenBy)}`
      const text = event.text === undefined ? '' : `: ${said(event.text)}`
      return `${event.item}: ${ITEM_KIND_WORDS[event.kind]}, ${BY_SOURCE[event.source]}${where}${who}${text}.`
    }
    case 'EvidenceSeenAgain':
      return `${event.item} found again${event.server === undefined ? '' : ` on ${event.server}`} (${BY_SOURCE[event.source]}).`
    case 'EvidenceKindChanged':
      return `${event.item} is “${ITEM_KIND_WORDS[event.to]}” now, was “${ITEM_KIND_WORDS[event.from]}”${by(event.secondName)}: ${said(event.reason)}.`
    case 'EvidenceItemClosed':
      return `${event.item} closed, second person ${said(event.secondName)}: ${said(event.reason)}.`
    case 'EvidenceHandled':
      return `${event.item} ${event.act.replace('-', ' ')}${event.to === undefined ? '' : `, to ${said(event.to)}`}.`
    case 'EvidenceMarked':
      return `${event.item} may show patients: it stays out of every bundle.`
    case 'EvidenceReleased':
      return `${event.item} released for bundles: ${said(event.reason)}.`
  }
}
