import { checkBundle, parseBundle } from '@codedark/domain/incident'
import type { Bundle, BundleCheck } from '@codedark/domain/incident'
import { hashOfFile, sha256, verify } from './crypto.ts'
import { byId, element, valueOf } from './page-parts.ts'

const WORDS: Readonly<Record<BundleCheck['state'], string>> = {
  holds: '✓ HOLDS',
  wrong: '✗ WRONG',
  'not-shown': '? NOT SHOWN',
}

let chosen: readonly File[] = []
/** Counts the checks that were begun: only the last one may speak. */
let turn = 0

function show(verdict: string, className: string, rest: readonly HTMLElement[]): void {
  const out = byId('outcome')
  out.replaceChildren(element('p', verdict, `verdict ${className}`), ...rest)
}

/** Begins a check; a file that changed or went away since it was chosen is told, never passed over. */
function begin(): void {
  turn += 1
  const mine = turn
  check(mine).catch((error: unknown) => {
    if (mine === turn)
      show(`A file could not be read, so nothing was checked: ${String(error)}`, 'is-wrong', [])
  })
}

async function check(mine: number): Promise<void> {
  if (chosen.length === 0) return
  show('Reading …', '', [])
  const record = chosen.find(({ name }) => name === 'record.json')
  if (record === undefined)
    return show('record.json is not among these files: nothing was checked.', 'is-wrong', [])
  const bundle = parseBundle(await record.text())
  if (!bundle.ok)
    return show(`record.json is no bundle: ${bundle.fault.expected} is expected.`, 'is-wrong', [])
  const wanted = new Map(
    bundle.value.evidence.flatMap(({ file }) => (file === null ? [] : [[nameOf(file), file]])),
  )
  const files = new Map<string, string>()
  for (const file of chosen) {
    const known = wanted.get(file.name)
    if (known !== undefined) files.set(known, await hashOfFile(file))
  }
  if (mine !== turn) return
  const checks = checkBundle(bundle.value, { sha256, verify, files, outside: valueOf('outside') })
  report(bundle.value, checks)
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

function report(bundle: Bundle, checks: readonly BundleCheck[]): void {
  const wrong = checks.filter(({ state }) => state === 'wrong').length
  const hidden = checks.filter(({ state }) => state === 'not-shown').length
  const rows = checks.map(({ state, sentence }) => {
    const row = element('li', '', `is-${state}`)
    row.append(element('b', WORDS[state]), element('span', sentence))
    return row
  })
  const list = document.createElement('ul')
  list.append(...rows)
  const about = element(
    'p',
    `${bundle.kind === 'drill' ? 'DRILL, nothing in this is real. ' : ''}${bundle.tlp} · ${bundle.hospital} · made for ${bundle.for} at ${bundle.madeAt} · ${bundle.entries.length} entries`,
  )
  const verdict =
    wrong > 0
      ? `DO NOT RELY ON THIS: ${wrong} of ${checks.length} checks are wrong.`
      : hidden > 0
        ? `What can be checked holds. Not shown from here: ${hidden} (below).`
        : 'Everything holds, also against what you hold from elsewhere.'
  show(verdict, wrong > 0 ? 'is-wrong' : hidden > 0 ? 'is-not-shown' : 'is-holds', [about, list])
}

function take(files: Iterable<File>): void {
  chosen = [...files]
  byId('chosen').textContent = `${chosen.length} files chosen`
  begin()
}

for (const id of ['folder', 'files']) {
  byId(id).addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.files !== null) take(target.files)
  })
}
byId('outside').addEventListener('input', begin)
document.addEventListener('dragover', (event) => event.preventDefault())
document.addEventListener('drop', (event) => {
  event.preventDefault()
  if (event.dataTransfer !== null) take(event.dataTransfer.files)
})
