/** The pages of the board; the place in the list is the digit that leads there. */
export const PAGES = [
  { path: '/', name: 'Situation' },
  { path: '/hit', name: 'Hit' },
  { path: '/care', name: 'Care' },
  { path: '/wards', name: 'Wards' },
  { path: '/elsewhere', name: 'Send elsewhere' },
  { path: '/knows', name: 'Who knows' },
  { path: '/cut', name: 'Cut' },
  { path: '/back', name: 'Come back' },
] as const

/** The question that a path belongs to, for the mark in the navigation and the title; null for the log and the keys. */
export function pageOf(path: string): (typeof PAGES)[number] | null {
  const under = /^\/(servers|findings|rescue|notes)(\/|$)/.test(path)
    ? '/hit'
    : /^\/(evidence|statements|searches|deadlines)(\/|$)/.test(path)
      ? '/knows'
      : path.startsWith('/links/')
        ? '/cut'
        : path
  return PAGES.find((page) => page.path === under) ?? null
}

/** What stands in the title of the browser. */
export function titleOf(path: string): string {
  if (path === '/log') return 'Log'
  if (path === '/command') return 'Command'
  if (path === '/people') return 'Accounts'
  if (path === '/report') return 'Situation report'
  if (path.startsWith('/links/')) return 'Cut, a link'
  if (path === '/keys') return 'Keys'
  const part = /^\/(statements|searches|deadlines)(\/|$)/.exec(path)?.[1]
  if (part !== undefined) return `Who knows, ${part}`
  const server = /^\/servers\/([^/]+)/.exec(path)?.[1]
  if (server !== undefined) return `Hit, ${server}`
  return pageOf(path)?.name ?? 'No such page'
}
