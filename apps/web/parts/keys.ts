/** What a key press can ask of a page. */
export type KeyAction =
  | { readonly kind: 'page'; readonly digit: number }
  | {
      readonly kind:
        | 'log'
        | 'command'
        | 'record'
        | 'find'
        | 'next'
        | 'previous'
        | 'open'
        | 'map'
        | 'wall'
        | 'print'
        | 'keys'
        | 'up'
    }

/** Of a key press, what decides. */
export interface Press {
  readonly code: string
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  /** Whether the focus is where text is typed or an option chosen. */
  readonly inField: boolean
}

const LETTERS: Readonly<Record<string, KeyAction['kind']>> = {
  l: 'log',
  c: 'command',
  n: 'record',
  '/': 'find',
  j: 'next',
  arrowdown: 'next',
  k: 'previous',
  arrowup: 'previous',
  enter: 'open',
  m: 'map',
  w: 'wall',
  p: 'print',
  '?': 'keys',
  backspace: 'up',
}

/**
 * What a press asks for; null for nothing. Digits go by `code`, since the digit row of a Belgian keyboard types letters;
 * letters, / and ? go by `key` whatever Shift is. Never in a field, never with Ctrl, Alt or Meta (WCAG 2.1.4).
 */
export function actionOf(press: Press): KeyAction | null {
  if (press.inField || press.ctrlKey || press.altKey || press.metaKey) return null
  const digit = /^(?:Digit|Numpad)([0-7])$/.exec(press.code)?.[1]
  // A numpad without NumLock sends arrows with a Numpad code: then it is the arrow.
  if (digit !== undefined && !/^(Arrow|Home|End|Page|Ins|Del|Clear)/.test(press.key)) {
    return { kind: 'page', digit: Number(digit) }
  }
  const kind = LETTERS[press.key.toLowerCase()]
  return kind === undefined || kind === 'page' ? null : { kind }
}
