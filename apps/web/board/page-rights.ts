import type { Right } from '@codedark/domain/people'

/** What each page needs to be read; a page that is not here is for everybody who is signed in. */
const PAGES: readonly (readonly [RegExp, Right])[] = [
  [/^\/(hit|rescue|care|wards|elsewhere|cut|back)$/, 'situation.read'],
  [/^\/(notes|evidence)(\/|$)/, 'evidence.read'],
  [/^\/(servers|findings)\//, 'evidence.read'],
  [/^\/knows$/, 'notices.read'],
  [/^\/statements$/, 'statements.read'],
  [/^\/searches$/, 'searches.read'],
  [/^\/deadlines(\/|$)/, 'deadlines.read'],
  [/^\/links\//, 'links.read'],
  [/^\/command$/, 'command.read'],
  [/^\/(log|report)$/, 'log.read'],
  [/^\/people$/, 'people.manage'],
]

/** The right that a page needs; null: none but to be signed in. */
export function rightOfPage(path: string): Right | null {
  return PAGES.find(([pages]) => pages.test(path))?.[1] ?? null
}

/**
 * The right that each form needs, by the path that it posts to: what somebody may not do is not offered. The server decides all the
 * same; a test holds this against what it answers.
 */
export const FORM_RIGHTS: Readonly<Record<string, Right>> = {
  '/api/links/reports': 'links.write',
  '/api/links/agreements': 'links.write',
  '/api/links/conditions': 'links.write',
  '/api/links/reopenings': 'links.reopen',
  '/api/links/watches': 'links.reopen',
  '/api/links/probes': 'links.write',
  '/api/releases': 'links.reopen',
  '/api/releases/withdrawals': 'links.write',
  '/api/searches': 'searches.write',
  '/api/statements/drafts': 'statements.draft',
  '/api/statements/releases': 'statements.release',
  '/api/statements/withdrawals': 'statements.release',
  '/api/deadlines/awareness': 'deadlines.write',
  '/api/deadlines/scopes': 'deadlines.write',
  '/api/deadlines/requests': 'deadlines.write',
  '/api/deadlines/submissions': 'deadlines.write',
  '/api/deadlines/handled': 'deadlines.write',
  '/api/people': 'people.manage',
  '/api/people/roles': 'people.manage',
  '/api/people/resets': 'people.manage',
  '/api/people/removals': 'people.manage',
  '/api/people/cards': 'people.manage',
  '/api/removals': 'texts.take-out',
  '/api/shifts': 'command.write',
  '/api/shifts/ends': 'command.write',
  '/api/tasks': 'command.write',
  '/api/tasks/checklists': 'command.write',
  '/api/tasks/changes': 'command.write',
  '/api/decisions': 'command.write',
  '/api/decisions/reviews': 'command.write',
}
