import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
const tell = (): void => {
  for (const listener of listeners) listener()
}

/** The path and query that the page shows now. */
export function useAddress(): URL {
  const href = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      window.addEventListener('popstate', listener)
      return () => {
        listeners.delete(listener)
        window.removeEventListener('popstate', listener)
      }
    },
    () => window.location.href,
  )
  return new URL(href)
}

/** The minute of the past that the pages show (`?at=`, UTC); null: now. It stays from page to page until somebody leaves it. */
export const useAt = (): string | null => useAddress().searchParams.get('at')

/** The address of a view, as the record stood where the pages show the past. */
export const viewAt = (path: string, at: string | null): string =>
  at === null ? path : `${path}?at=${encodeURIComponent(at)}`

/** Shows the same page as the record stood at an instant; null: as it stands now. */
export function travelTo(at: string | null): void {
  const here = new URL(window.location.href)
  if (at === null) here.searchParams.delete('at')
  else here.searchParams.set('at', at)
  show(`${here.pathname}${here.search}`)
}

/** Shows another page of the set, and puts the focus on its main part. In the past it stays in the past. */
export function goTo(path: string): void {
  const at = new URL(window.location.href).searchParams.get('at')
  const next = new URL(path, window.location.href)
  if (at !== null && !next.searchParams.has('at')) next.searchParams.set('at', at)
  show(`${next.pathname}${next.search}${next.hash}`)
}

function show(path: string): void {
  window.history.pushState(null, '', path)
  tell()
  window.scrollTo(0, 0)
  document.querySelector('main')?.focus()
}

/** Click on a link: within the page set without loading anew; with Ctrl, Meta or Shift as the browser does. */
export function follow(event: {
  readonly currentTarget: { getAttribute(name: string): string | null }
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  preventDefault(): void
}): void {
  const href = event.currentTarget.getAttribute('href')
  if (href === null || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  goTo(href)
}

/** What follows `start` in a path: the id of '/wards/…'; null for another page, or an address that cannot be read. */
export function idAfter(start: string, path: string): string | null {
  if (!path.startsWith(start) || path.length === start.length) return null
  try {
    return decodeURIComponent(path.slice(start.length))
  } catch {
    return null
  }
}
