/** What a connection to the outside is made of. */
export const LINK_KINDS = [
  'internet',
  'vpn',
  'leased-line',
  'remote-maintenance',
  'interface',
  'mail',
  'telephony',
  'cloud',
  'wireless',
  'other',
] as const
/** What a connection to the outside is made of. */
export type LinkKind = (typeof LINK_KINDS)[number]

/** The kinds in words, as a sentence has them. */
export const LINK_KIND_WORDS: Readonly<Record<LinkKind, string>> = {
  internet: 'internet',
  vpn: 'VPN',
  'leased-line': 'leased line',
  'remote-maintenance': 'remote maintenance',
  interface: 'interface',
  mail: 'mail',
  telephony: 'telephony',
  cloud: 'cloud',
  wireless: 'wireless',
  other: 'other',
}

/** How a link was cut, opened or tested. A test names what was tried, so that the next person can judge it. */
export const LINK_METHODS = [
  'cable-out',
  'port-closed',
  'firewall-rule',
  'account-closed',
  'partner-side',
  'device-off',
  'tried-from-inside',
  'tried-from-outside',
  'traffic-watched',
  'other',
] as const
/** How a link was cut, opened or tested. */
export type LinkMethod = (typeof LINK_METHODS)[number]

/** The ways in words, as a sentence has them. */
export const LINK_METHOD_WORDS: Readonly<Record<LinkMethod, string>> = {
  'cable-out': 'cable out',
  'port-closed': 'port closed',
  'firewall-rule': 'firewall rule',
  'account-closed': 'account closed',
  'partner-side': 'by the partner, on their side',
  'device-off': 'device off',
  'tried-from-inside': 'tried from inside',
  'tried-from-outside': 'tried from outside',
  'traffic-watched': 'traffic watched',
  other: 'other',
}

/**
 * What must hold before a link may open again; all of them, each ticked by a person. The order is the one in which they are
 * met: our end first, the partner's word before the ports, the way back before the first packet.
 */
export const LINK_CONDITIONS = [
  'our-end-searched',
  'access-renewed',
  'partner-confirmed',
  'only-what-is-needed',
  'traffic-logged',
  'way-back-tried',
] as const
/** What must hold before a link may open again. */
export type LinkCondition = (typeof LINK_CONDITIONS)[number]

/** The conditions as lines to tick. */
export const LINK_CONDITION_WORDS: Readonly<Record<LinkCondition, string>> = {
  'our-end-searched': 'The servers at our end were searched, or built anew',
  'access-renewed': 'Passwords, keys and certificates of this link are new',
  'partner-confirmed': 'The partner confirms that their end is fit, by name',
  'only-what-is-needed': 'Only the addresses and ports that are needed are open',
  'traffic-logged': 'Traffic is logged and looked at from the first minute',
  'way-back-tried': 'Cutting it again was tried, and who does it is known',
}

/** What people may tick when they let a server reconnect. None of them follows from a verdict. */
export const RELEASE_CONDITIONS = [
  'built-anew',
  'restored-from-before',
  'logs-searched',
  'accounts-renewed',
  'patched',
  'traffic-logged',
] as const
/** What people ticked when they let a server reconnect. */
export type ReleaseCondition = (typeof RELEASE_CONDITIONS)[number]

/** The lines of a release in words. */
export const RELEASE_CONDITION_WORDS: Readonly<Record<ReleaseCondition, string>> = {
  'built-anew': 'built anew',
  'restored-from-before': 'restored from a copy made before the first sign',
  'logs-searched': 'its logs were searched as far back as they go',
  'accounts-renewed': 'its accounts and keys are new',
  patched: 'patched',
  'traffic-logged': 'its traffic is logged and looked at',
}
