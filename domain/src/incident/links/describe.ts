import { sayInstant } from '../../triage/index.ts'
import type { TextRef } from '../event-head.ts'
import type { LinkEvent, LinkProbed, LinkReported } from './events.ts'
import { LINK_CONDITION_WORDS, LINK_METHOD_WORDS, RELEASE_CONDITION_WORDS } from './kinds.ts'

type Said = (ref: TextRef) => string

/** An event of links or releases as one short English sentence for the log. */
export function describeLink(event: LinkEvent, said: Said): string {
  const because = 'text' in event && event.text !== undefined ? ` ${said(event.text)}` : ''
  switch (event.type) {
    case 'LinksImported':
      return `Register of links taken in: ${event.links} links${event.faults > 0 ? `, ${event.faults} faults` : ''}.`
    case 'LinkRegistered':
      return `Link ${event.link} stands in the register: ${said(event.partner)}.`
    case 'LinkReported':
      return reported(event, said) + because
    case 'LinkProbed':
      return probed(event, said)
    case 'LinkCutAgreed':
      return `${said(event.agreedBy)} agrees to cut link ${event.link}: ${lost(event.careLost)}.${because}`
    case 'LinkConditionSet':
      return `Link ${event.link}: “${LINK_CONDITION_WORDS[event.condition]}” ${event.met ? 'is ticked' : 'is no longer ticked'} by ${said(event.statedBy)}.${because}`
    case 'LinkReopened':
      return `Link ${event.link} reopened, signed by ${event.byName === undefined ? '[no name]' : said(event.byName)} and ${said(event.secondName)}; watched until ${sayInstant(event.watchUntil)}, ${said(event.closer)} closes it again.`
    case 'LinkWatchEnded':
      return `Link ${event.link}: the watch was quiet, says ${said(event.statedBy)}.${because}`
    case 'ServerReleased':
      return `${event.server} may reconnect, signed by ${event.byName === undefined ? '[no name]' : said(event.byName)} and ${said(event.secondName)} (${verdictThen(event.verdict)}; ${event.conditions.map((one) => RELEASE_CONDITION_WORDS[one]).join(', ')}): ${said(event.reason)}.`
    case 'ReleaseWithdrawn':
      return `${event.server} may not reconnect any more: ${said(event.reason)}.`
  }
}

function verdictThen(verdict: string | null): string {
  if (verdict === null) return 'no verdict then'
  return `verdict then: ${verdict === 'no-sign' ? 'no sign in what was searched' : verdict}`
}

function reported(event: LinkReported, said: Said): string {
  const state = `Link ${event.link}: ${event.state}`
  const how = LINK_METHOD_WORDS[event.method]
  return event.confidence === 'tested'
    ? `${state}, tested by ${said(event.statedBy)} (${how}).`
    : `${state}, says ${said(event.statedBy)} (${how}); not tested.`
}

function probed(event: LinkProbed, said: Said): string {
  const { connected, refused, silent, notTried } = event
  const tried = connected + refused + silent + notTried
  const from = said(event.from)
  if (connected > 0)
    return `Link ${event.link} is NOT cut: ${connected} of ${tried} addresses could be connected to from ${from}.`
  const parts = [
    refused > 0 ? `${refused} answered and refused` : '',
    silent > 0 ? `${silent} not reachable` : '',
    notTried > 0 ? `${notTried} could not be tried` : '',
  ].filter((part) => part !== '')
  return `Link ${event.link}, tried from ${from} only: of ${tried} addresses ${parts.join(', ')}. That proves nothing for other places.`
}

function lost(care: Extract<LinkEvent, { type: 'LinkCutAgreed' }>['careLost']): string {
  if (care === undefined) return 'what care it costs could not be reckoned'
  return `${care.down} lines of care more go down, ${care.onPaper} to paper, ${care.limited} are limited, ${care.notReckoned} cannot be reckoned`
}
