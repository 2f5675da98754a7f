import { sha256, verify } from './crypto.ts'
import { byId, element, valueOf } from './page-parts.ts'
import { handBack, heldFrom, takeOnPhone } from './phone-held.ts'
import type { PhoneHeld } from './phone-held.ts'

const STORED = 'codedark-witness'

let held: readonly PhoneHeld[] = heldFrom(localStorage.getItem(STORED))

function draw(): void {
  byId('held').replaceChildren(
    ...(held.length === 0
      ? [element('p', 'Nothing is held yet.')]
      : held.map(({ origin, size, at, notes }) =>
          element(
            'p',
            `${origin}: entries 1 to ${size}, since ${new Date(at).toLocaleString()}; ${notes.length} checkpoints kept.`,
          ),
        )),
  )
  const back = byId('back')
  if (back instanceof HTMLTextAreaElement) back.value = handBack(held)
}

function take(): void {
  const taken = takeOnPhone(held, valueOf('text'), { sha256, verify, now: new Date().toISOString() })
  let { kind, sentence } = taken
  try {
    // Stored first, said afterwards.
    localStorage.setItem(STORED, JSON.stringify(taken.held))
    held = taken.held
  } catch {
    kind = 'refused'
    sentence =
      'NOT KEPT: this browser stores nothing for this page. Keep the text itself in a message to yourself.'
  }
  const said = element(
    'p',
    sentence,
    `verdict ${kind === 'kept' ? 'is-holds' : kind === 'alarm' ? 'is-wrong' : 'is-not-shown'}`,
  )
  byId('outcome').replaceChildren(said)
  draw()
}

byId('take').addEventListener('click', take)
byId('copy').addEventListener('click', () => {
  const back = byId('back')
  if (back instanceof HTMLTextAreaElement) back.select()
})
draw()
