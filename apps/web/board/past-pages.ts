/** The pages that can be shown as the record stood at a minute; the others are of now only, and say so. */
const WITH_PAST: ReadonlySet<string> = new Set([
  '/',
  '/hit',
  '/care',
  '/wards',
  '/elsewhere',
  '/knows',
  '/cut',
  '/back',
  '/statements',
  '/searches',
  '/deadlines',
  '/command',
  '/report',
  '/log',
  '/keys',
])

/** Whether a page can be shown as the record stood. */
export const hasPast = (path: string): boolean => WITH_PAST.has(path)
