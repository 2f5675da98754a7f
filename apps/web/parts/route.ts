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

/** Shows another page of the set, and puts the focus on its main part. */
export function goTo(path: string): void {
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
