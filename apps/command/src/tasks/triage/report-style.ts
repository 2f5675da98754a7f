import { createHash } from 'node:crypto'

const SIDE = 4096
const STEP = 8

/**
 * The hatch, drawn once in one large picture: a gradient prints as a solid block (unknown would become known bad), a tiled
 * picture as grey mush. Source: screens.md 2.
 */
function hatchUri(): string {
  const lines = `l${SIDE}-${SIDE}m-${SIDE - STEP} ${SIDE}`.repeat((2 * SIDE) / STEP)
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}">` +
    `<path d="M-${SIDE} ${SIDE}${lines}" stroke="#000" stroke-width="1.5" fill="none"/></svg>`
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}

/** The marks of screens.md 2 that this page uses, as drawings in a box of 16 × 16. */
const MARKS = {
  hit: '<path d="M1 1h14v14H1z"/>',
  'hit-seen': '<circle cx="8" cy="8" r="7.2"/>',
  suspect:
    '<path d="M2 2h12v12H2z" fill="#fff" stroke="currentColor" stroke-width="2"/><path d="M2 8h12v6H2z"/>',
  'no-sign': '<path d="M2 2h12v12H2z" fill="#fff" stroke="currentColor" stroke-width="2"/>',
  blind:
    '<path d="M1.75 1.75h12.5v12.5H1.75zM2 8 8 2M2 14 14 2M8 14 14 8" fill="#fff" stroke="currentColor" stroke-width="1.5"/>',
} as const

/** The name of a mark of this page. */
export type ReportMark = keyof typeof MARKS

/** All drawings, once at the head of the page. */
export const MARK_SHEET = `<svg width="0" height="0" aria-hidden="true">${Object.entries(MARKS)
  .map(([name, drawing]) => `<symbol id="m-${name}" viewBox="0 0 16 16">${drawing}</symbol>`)
  .join('')}</svg>`

/** A mark beside its word. */
export function markOf(name: ReportMark): string {
  return `<svg class="mark m-${name}" aria-hidden="true"><use href="#m-${name}"/></svg>`
}

/** All style of the page. Fonts are those of the machine: the page is one file and must not carry half a megabyte. */
export const STYLE = `
:root{--ink:#111;--ink2:#3d3d3b;--bad:#8e1510;--half:#7a4300;--unk:#1b3a66;--rule2:#5a5a57;--rule:#b4b4af;font-size:16.5px}
*{box-sizing:border-box;print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{margin:0 auto;max-width:70rem;padding:1.2rem;background:#fff;color:var(--ink);font-family:'IBM Plex Sans','DejaVu Sans','Segoe UI',sans-serif;line-height:1.35;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0 0 .4rem}h2{font-size:1.18rem;margin:2rem 0 .4rem;border-bottom:2px solid var(--ink)}h3{font-size:1rem;margin:.7rem 0 .2rem}
pre{white-space:pre-wrap;border:1px solid var(--rule2);padding:.5rem}p{margin:.4rem 0}ul{margin:.2rem 0;padding-left:1.2rem}.label{color:var(--ink2)}
table{border-collapse:collapse;width:100%;line-height:1.25}th{text-align:left;border-bottom:2px solid var(--ink);white-space:nowrap;overflow-wrap:normal}td,th{padding:.2rem .7rem .2rem 0;vertical-align:top}td{border-bottom:1px solid var(--rule)}
.when{white-space:nowrap}.name{min-width:13rem}
.numbers{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin:.7rem 0}.numbers b{font-size:2.5rem;display:block;line-height:1.1}
.mark{width:1em;height:1em;min-width:14px;min-height:14px;vertical-align:-.1em;fill:currentColor}
.m-hit,.m-hit-seen{color:var(--bad)}.m-suspect{color:var(--half)}.m-blind{color:var(--unk)}
.hatch{background:#fff url("${hatchUri()}") 0 0/256rem 256rem no-repeat;forced-color-adjust:none}
.bar{height:.9rem;border:1px solid var(--ink);margin:.1rem 0;display:block}.bar svg{display:block;width:100%;height:100%}
.fine{fill:#fff;stroke:#111}.bad{fill:var(--bad)}.half{fill:var(--half)}.none{fill:none}
.bars{display:grid;grid-template-columns:12rem 1fr;gap:0 .7rem;align-items:center}
details{border-bottom:1px solid var(--rule);padding:.2rem 0}summary{cursor:pointer}summary:focus-visible,a:focus-visible{outline:3px solid #111;outline-offset:2px;box-shadow:0 0 0 2px #fff,0 0 0 8px #ffcf33}
.word{font-weight:700;display:inline-block;min-width:5.5rem}
.drill{border:.5rem solid #5b1a8b;padding:.7rem}.drillword{background:#5b1a8b;color:#fff;font-weight:700;text-align:center;padding:.2rem;position:sticky;top:0}
@media (max-width:40rem){.bars{grid-template-columns:1fr}td,th{padding-right:.4rem}.when{white-space:normal}.name{min-width:0}}
@media print{.drill{border-color:#000}.drillword{background:#fff;color:#000;border:2px solid #000}:root{--ink:#000;--ink2:#000;--bad:#000;--half:#000;--unk:#000;--rule2:#000;--rule:#000;font-size:10.5pt}body{padding:0;max-width:none}details{break-inside:avoid}@page{size:A4;margin:14mm}}
`

/** What the page may do: show itself. No script, no request, no frame, no form. */
export const CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`

/** What every page of a drill says, in the languages of its readers. */
export const DRILL_WORDS = 'DRILL · EXERCICE · OEFENING · ÜBUNG'
