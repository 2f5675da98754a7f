import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'

/**
 * A panel on the right below the header; the page stays visible. Esc closes only if `typed` is false. The
 * focus goes to what is marked `data-first`, else to the first field; and back to where it was, else to main.
 */
export function Panel(props: {
  readonly title: string
  readonly typed: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactElement {
  const { typed, onClose } = props
  const place = useRef<HTMLElement>(null)
  const before = useRef<Element | null>(null)
  useEffect(() => {
    before.current = document.activeElement
    const first = place.current?.querySelector<HTMLElement>('[data-first]')
    ;(first ?? place.current?.querySelector<HTMLElement>('input, select, textarea, button'))?.focus()
    return () => {
      const back = before.current
      if (back instanceof HTMLElement && back.isConnected && back !== document.body) back.focus()
      else document.querySelector('main')?.focus()
    }
  }, [])
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || typed) return
      event.preventDefault()
      onClose()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [typed, onClose])
  return (
    <section className="panel" role="dialog" aria-label={props.title} ref={place}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  )
}
