import { csvCell, DRILL_WORDS, htmlText as text, plainLine } from '../triage/index.ts'
import type { CollectionLine } from './collection-order.ts'

/** What people with sticks are told; it stands on top of every form of the list. */
export const COLLECTION_ORDERS: readonly string[] = [
  'Copy the whole folder C:\\Windows\\System32\\winevt\\Logs to the stick, into a folder with the name of the server.',
  'Change nothing else. No restart, no shutdown, no logging off, no other command: ask the response lead first.',
  'A server that cannot be reached or started stays on the list: write down what you saw and when.',
  'Back at the desk the stick is hashed before anything is read. Write the hash beside the server.',
]

const FILLED_IN = ['Stick', 'Copied by', 'Time', 'Hash, first 8'] as const
const HEAD = ['No.', 'Server', 'Place', 'Service', 'Group', 'Why here', 'What', ...FILLED_IN] as const

const cells = (line: CollectionLine): readonly (string | number)[] => [
  line.number,
  line.server,
  line.site,
  line.service,
  line.group,
  line.reason,
  line.what,
]

/** The list as CSV; the last four columns are empty, for people to fill in. */
export function collectionCsv(lines: readonly CollectionLine[], drill: boolean): string {
  const rows = [
    ...(drill ? [[DRILL_WORDS]] : []),
    HEAD,
    ...lines.map((line) => [...cells(line), ...FILLED_IN.map(() => '')]),
  ]
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** The list as plain text, a group under its name. */
export function collectionText(lines: readonly CollectionLine[], drill: boolean): string {
  const out = [
    ...(drill ? [DRILL_WORDS, ''] : []),
    'COLLECT LOGS, IN THIS ORDER',
    '',
    ...COLLECTION_ORDERS.map((order) => `  - ${order}`),
  ]
  let group = ''
  for (const line of lines) {
    if (line.group !== group) out.push('', line.group.toUpperCase())
    group = line.group
    out.push(
      plainLine(
        `${String(line.number).padStart(4)}  ${line.server.padEnd(20)} ${line.site.padEnd(14)} ${line.service}: ${line.reason}`,
      ),
      '      stick ________  copied by ________________  time ________  hash ________________',
    )
  }
  if (lines.length === 0) out.push('', 'No server of the list is waiting for its logs to be fetched.')
  return `${out.join('\n')}\n`
}

const STYLE = `
*{box-sizing:border-box;print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{margin:0;font:10.5pt/1.25 'IBM Plex Sans','DejaVu Sans','Segoe UI',sans-serif;color:#000;background:#fff}
h1{font-size:16pt;margin:0 0 2mm}h2{font-size:12pt;margin:0;padding:3mm 0 1mm}
ol,ul{margin:0 0 2mm;padding-left:5mm}
table{border-collapse:collapse;width:100%}thead{display:table-header-group}tr{break-inside:avoid}
th{text-align:left;border-bottom:.7mm solid #000;padding:1mm}td{border:.2mm solid #000;padding:1mm;vertical-align:top;overflow-wrap:anywhere}
td.box{height:13mm}td.n{text-align:right}b{font-size:11.5pt}
.head td{border:0;border-bottom:.4mm solid #000;break-after:avoid}
col.n{width:8mm}col.s{width:44mm}col.w{width:52mm}col.b1{width:20mm}col.b2{width:27mm}col.b3{width:17mm}
.drill{position:fixed;top:0;left:0;right:0;text-align:center;font-weight:700;border:.7mm solid #000;background:#fff}.drill~h1{margin-top:9mm}thead th{padding-top:7mm}
@page{size:A4;margin:12mm}@media screen{body{max-width:210mm;margin:0 auto;padding:8mm}}
`

/** The list as a page that prints on A4: white boxes are for writing. Self-contained, no script. */
export function collectionHtml(lines: readonly CollectionLine[], drill: boolean): string {
  const rows: string[] = []
  let group = ''
  for (const line of lines) {
    if (line.group !== group)
      rows.push(`<tr class="head"><td colspan="7"><h2>${text(line.group)}</h2></td></tr>`)
    group = line.group
    rows.push(
      `<tr><td class="n">${line.number}</td><td><b>${text(line.server)}</b><br>${text(line.site)}</td><td>${text(line.service)}: ${text(line.reason)}</td>${FILLED_IN.map(() => '<td class="box"></td>').join('')}</tr>`,
    )
  }
  const none = '<p>No server of the list is waiting for its logs to be fetched.</p>'
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"><title>Collection order</title><style>${STYLE}</style></head><body>${drill ? `<div class="drill">${DRILL_WORDS}</div>` : ''}
<h1>Collect logs, in this order</h1>
<ul>${COLLECTION_ORDERS.map((order) => `<li>${text(order)}</li>`).join('')}</ul>
${lines.length === 0 ? none : `<table><colgroup><col class="n"><col class="s"><col class="w"><col class="b1"><col class="b2"><col class="b3"><col></colgroup><thead><tr><th>No.</th><th>Server, place</th><th>Why here</th>${FILLED_IN.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`}
</body></html>
`
}
