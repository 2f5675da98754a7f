import { useEffect, type ReactElement } from 'react'

const WORDS = 'DRILL · EXERCICE · OEFENING · ÜBUNG · not real · '

/**
 * On paper a fixed frame covers rows from page 2 on, so the words stand in the margin boxes of every page. A style element of
 * ours carries the nonce; these rules are constant.
 */
const PAPER = `@page { margin: 17mm 15mm 15mm 18mm;
  @top-left-corner { content: 'DRILL'; font: 700 9.9pt 'IBM Plex Sans'; }
  @top-center { content: 'DRILL · EXERCICE · OEFENING · ÜBUNG · not real'; font: 700 12pt 'IBM Plex Sans'; white-space: nowrap; }
  @top-right-corner { content: 'DRILL'; font: 700 9.9pt 'IBM Plex Sans'; }
  @bottom-left { content: 'DRILL · EXERCICE · OEFENING · ÜBUNG'; font: 700 12pt 'IBM Plex Sans'; white-space: nowrap; }
  @left-middle { content: 'DRILL · EXERCICE · OEFENING · ÜBUNG · not real'; font: 700 11pt 'IBM Plex Sans'; writing-mode: vertical-rl; white-space: nowrap; }
  @right-middle { content: 'DRILL · EXERCICE · OEFENING · ÜBUNG · not real'; font: 700 11pt 'IBM Plex Sans'; writing-mode: vertical-rl; white-space: nowrap; }
}`

/** The frame of a drill: its own name on four sides of the screen and of every printed page, and in the title. */
export function DrillFrame({ nonce }: { readonly nonce: string }): ReactElement {
  useEffect(() => {
    const root = document.documentElement
    root.classList.add('drill')
    return () => root.classList.remove('drill')
  }, [])
  const words = WORDS.repeat(12)
  return (
    <>
      <style nonce={nonce}>{PAPER}</style>
      <div className="drill-edge t">
        <span className="only-read">This is a drill. </span>
        <span aria-hidden="true">{words}</span>
      </div>
      <div className="drill-edge b" aria-hidden="true">
        {words}
      </div>
      <div className="drill-edge l" aria-hidden="true">
        {words}
      </div>
      <div className="drill-edge r" aria-hidden="true">
        {words}
      </div>
    </>
  )
}
