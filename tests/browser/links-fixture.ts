import { linksPart, staffPart, type LinksPart, type StaffPart } from '@codedark/domain/board'
import { writeLinkWords, type LinkFact, type LinkRecord } from '@codedark/domain/incident'

/** Texts by their stand-in for a commitment. */
const TEXTS: Readonly<Record<string, string>> = {
  partner: 'Partner <b>laboratory</b>',
  who: 'N. Peeters, network',
  words: writeLinkWords({
    purpose: 'Results',
    care: ['Laboratory'],
    needs: ['lab'],
    helps: [],
    owner: '',
    phone: '',
    workaround: 'courier',
    addresses: [{ host: '192.0.2.9', port: 443 }],
  }),
  what: 'Theatre is called off',
}
const ref = (commitment: string) => ({ commitment })
const textOf = ({ commitment }: { readonly commitment: string }): string | null => TEXTS[commitment] ?? null

const fact = (minute: number, kind: LinkFact['kind'], how: LinkFact['how']): LinkFact => ({
  at: new Date(Date.UTC(2021, 0, 17, 21, minute)).toISOString(),
  entry: minute,
  kind,
  how,
  method: 'cable-out',
  by: ref('who'),
})

const link = (id: string, facts: readonly LinkFact[]): LinkRecord => ({
  link: id,
  kind: 'vpn',
  partner: ref('partner'),
  words: ref('words'),
  addresses: 1,
  listed: true,
  facts,
  lastProbe: null,
  agreed: null,
  conditions: new Map(),
  reopening: null,
  changedAt: '2021-01-17T21:30:00.000Z',
})

/** A register with a link in each state that a page must tell apart. */
export function someLinks(now: string, timeZone: string): LinksPart {
  const links = [
    link('A-TESTED', [fact(1, 'cut', 'tested')]),
    link('B-SAID', [fact(1, 'cut', 'said')]),
    link('C-NOBODY', []),
    link('D-FOUND-OPEN', [fact(1, 'cut', 'tested'), fact(9, 'open', 'probed')]),
  ]
  return linksPart({
    state: {
      register: { digest: 'a'.repeat(64), importedAt: now, links: links.length, faults: 1, entry: 2 },
      links: new Map(links.map((one) => [one.link, one])),
      releases: new Map(),
    },
    textOf,
    now,
    timeZone,
    verdictOf: () => null,
  })
}

/** One person on duty, one decision that is over its review, no task. */
export function someStaff(now: string): StaffPart {
  const at = '2021-01-17T20:30:00.000Z'
  return staffPart({
    state: {
      shifts: new Map([
        [
          's-001',
          {
            shift: 's-001',
            entry: 3,
            role: 'it-commander',
            person: ref('who'),
            startedAt: at,
            plannedUntil: at,
            endedAt: null,
            text: null,
          },
        ],
      ]),
      tasks: new Map(),
      decisions: new Map([
        [
          'd-001',
          {
            decision: 'd-001',
            entry: 4,
            role: 'incident-commander',
            what: ref('what'),
            reason: ref('taken out'),
            refused: null,
            decidedBy: ref('who'),
            decidedAt: at,
            reviewAt: at,
            review: null,
          },
        ],
      ]),
    },
    textOf,
    now,
  })
}
