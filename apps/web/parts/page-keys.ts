import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
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
      const chooses = target?.closest('[type="radio"], [type="checkbox"]') != null
      // In a choice letters lead on as elsewhere, arrows are the browser's own.
      if (chooses && (event.key.startsWith('Arrow') || event.key === 'Enter')) return
      const inField = !chooses && target?.closest('input, textarea, select, [contenteditable]') != null
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
      // Where a page marks its lists, arrows walk a row only inside one: else they scroll, as everywhere.
      const walks = event.key.startsWith('Arrow') && document.querySelector('main [data-rows]') !== null
      if (walks && target?.closest('[data-rows]') == null) return
      if (act(action)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [act])
}

/**
 * Moves the focus by a row: rows are the elements with `data-row`. With lists marked `data-rows` the one that holds the focus is
 * walked, else the first; one row of it is a tab stop (`useRows`).
 */
export function moveRow(by: 1 | -1): boolean {
  const focused = document.activeElement
  const list = focused?.closest('[data-rows]') ?? document.querySelector('main [data-rows]') ?? document
  const links = rowsOf(list)
  if (links.length === 0) return false
  const at = links.findIndex((link) => link === focused)
  const next =
    links[
      at === -1
        ? Math.max(
            0,
            links.findIndex((link) => link.tabIndex === 0 && by === -1),
          )
        : clamp(at + by, links.length)
    ]
  for (const link of links) link.tabIndex = link === next ? 0 : -1
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return true
}

const clamp = (at: number, length: number): number => Math.min(length - 1, Math.max(0, at))

const rowsOf = (list: ParentNode): HTMLElement[] =>
  [...list.querySelectorAll<HTMLElement>('[data-row]')].filter((link) => link.offsetParent !== null)

/**
 * For the list that gets this ref (and `data-rows`): after each drawing exactly one of its rows is a tab stop. Rows are drawn
 * with tabIndex -1; a row that gets the focus otherwise, by a click, becomes the stop.
 */
export function useRows<List extends HTMLElement>(): RefObject<List | null> {
  const list = useRef<List>(null)
  useLayoutEffect(() => {
    const place = list.current
    if (place === null) return
    const links = rowsOf(place)
    if (!links.some((link) => link.tabIndex === 0)) {
      const [first] = links
      if (first !== undefined) first.tabIndex = 0
    }
    const take = (event: FocusEvent): void => {
      const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
      if (row === null || row.tabIndex === 0) return
      for (const link of rowsOf(place)) link.tabIndex = link === row ? 0 : -1
    }
    place.addEventListener('focusin', take)
    return () => place.removeEventListener('focusin', take)
  })
  return list
}
