import { useSyncExternalStore } from 'react'

const KEY = 'codedark-name'
const listeners = new Set<() => void>()

/** The name that the person before the page gave; empty: none. It is said, not proven: nobody signs in yet. */
export const nameGiven = (): string => localStorage.getItem(KEY) ?? ''

/** Keeps the name for this browser; an empty one forgets it. */
export function giveName(name: string): void {
  const kept = name.trim().slice(0, 200)
  if (kept === '') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, kept)
  for (const listener of listeners) listener()
}

/** The name, followed as it changes. */
export function useName(): string {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, nameGiven)
}

/** The header that tells the server who looks; none while nobody said. */
export function whoHeader(): Readonly<Record<string, string>> {
  const name = nameGiven()
  return name === '' ? {} : { 'X-Codedark-Name': encodeURIComponent(name) }
}

/** The address of a packet's PDF, with who opens it. */
export function packetLink(href: string, name: string): string {
  return name === '' ? href : `${href}?by=${encodeURIComponent(name)}`
}
