/** Why something about evidence or a notice is not recorded. */
export type NoticeRefusal =
  | { readonly code: 'no-such-item'; readonly item: string }
  | { readonly code: 'no-such-notice'; readonly notice: string }
  | { readonly code: 'item-closed'; readonly item: string; readonly entry: number }
  | { readonly code: 'not-kept'; readonly sha256: string }
  | { readonly code: 'kind-is-another'; readonly item: string; readonly kind: string }
  | { readonly code: 'same-kind'; readonly kind: string }
  | { readonly code: 'not-marked'; readonly item: string }
  | { readonly code: 'needs-two'; readonly what: string }
  | { readonly code: 'other-hash'; readonly need: string; readonly have: string }
  | { readonly code: 'not-addressed'; readonly role: string; readonly roles: readonly string[] }
  | { readonly code: 'not-decider'; readonly role: string; readonly roles: readonly string[] }
  | { readonly code: 'acknowledged-before'; readonly at: string; readonly entry: number }
  | { readonly code: 'decided-before'; readonly at: string; readonly entry: number }
  | { readonly code: 'not-decided'; readonly notice: string }
  | { readonly code: 'closed-before'; readonly entry: number }
  | { readonly code: 'no-such-attempt'; readonly attempt: number }
  | { readonly code: 'fate-known'; readonly attempt: number }
  | { readonly code: 'no-such-contact'; readonly contact: string }
  | { readonly code: 'bad-policy'; readonly place: string; readonly expected: string }
  | { readonly code: 'clock-behind'; readonly now: string; readonly last: string }

/** A refusal as a whole sentence for the person who asked. */
export function describeNoticeRefusal(refusal: NoticeRefusal): string {
  switch (refusal.code) {
    case 'no-such-item':
      return `There is no item ${refusal.item}.`
    case 'no-such-notice':
      return `There is no notice ${refusal.notice}.`
    case 'item-closed':
      return `${refusal.item} was closed by entry ${refusal.entry + 1}; file what is new as a new item.`
    case 'not-kept':
      return `No file with the SHA-256 ${refusal.sha256} is kept: take it in first.`
    case 'kind-is-another':
      return `${refusal.item} is “${refusal.kind}” by now: somebody else changed it. Look again first.`
    case 'same-kind':
      return `It is “${refusal.kind}” already.`
    case 'not-marked':
      return `${refusal.item} is not marked as one that may show patients.`
    case 'needs-two':
      return `${refusal.what} takes two different people, both by name.`
    case 'other-hash':
      return `This names another item: the notice is about ${refusal.need.slice(0, 8)}…, not ${refusal.have.slice(0, 8)}….`
    case 'not-addressed':
      return `${refusal.role} is not addressed by this notice; it goes to ${refusal.roles.join(', ')}.`
    case 'not-decider':
      return `${refusal.role} cannot decide this; ${refusal.roles.join(' or ')} can.`
    case 'acknowledged-before':
      return `Acknowledged before, at ${refusal.at} (entry ${refusal.entry + 1}).`
    case 'decided-before':
      return `Decided before, at ${refusal.at} (entry ${refusal.entry + 1}).`
    case 'not-decided':
      return `${refusal.notice} is not decided yet: nothing closes before somebody decided.`
    case 'closed-before':
      return `Closed before, by entry ${refusal.entry + 1}.`
    case 'no-such-attempt':
      return `There is no attempt ${refusal.attempt}.`
    case 'fate-known':
      return `What became of attempt ${refusal.attempt} is known already.`
    case 'no-such-contact':
      return `${refusal.contact} is not in the call tree.`
    case 'bad-policy':
      return `The policy cannot be used: ${refusal.place} must be ${refusal.expected}.`
    case 'clock-behind':
      return `The clock says ${refusal.now}, the record has ${refusal.last}: it was set back.`
  }
}
