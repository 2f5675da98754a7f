import { useEffect } from 'react'
import { actionOf, type KeyAction } from './keys.ts'

const OFF = 'codedark-keys-off'

/** Whether single keys work on this page; a person may switch them off (WCAG 2.1.4). */
export const keysAreOn = (): boolean => localStorage.getItem(OFF) === null

/** Switches single keys on or off for this browser. */
export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(OFF)
  else localStorage.setItem(OFF, 'off')
}

/** Hands key presses to the page. `act` says whether it did something; then the browser does nothing more. */
export function useKeys(act: (action: KeyAction) => boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!keysAreOn() || event.defaultPrevented) return
      const target = event.target as HTMLElement | null
      const inField = target?.closest('input, textarea, select, [contenteditable]') != null
      const action = actionOf({
        code: event.code,
        key: event.key,
        ctrlKey: event.ctrlKey,
        altKey: event.altKey,
        metaKey: event.metaKey,
        inField,
      })
      // Enter on a link or button is the browser's own.
      if (action === null || (action.kind === 'open' && target?.closest('a, button, summary') != null)) return
      if (act(action)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [act])
}

/**
 * Moves the focus by a row: rows are the elements with `data-row`, their link is what is focused. One tab stop: the rest of the
 * links have tabindex -1 by `RowLink`.
 */
export function moveRow(by: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter(
    (link) => link.offsetParent !== null,
  )
  if (links.length === 0) return false
  const at = links.indexOf(document.activeElement as HTMLElement)
  const next = links[at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]
  for (const link of links) link.tabIndex = link === next ? 0 : -1
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return true
}
