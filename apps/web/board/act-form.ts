/** A field of a panel. What is typed is a text; a choice is one of its values; a tick is 'yes' or ''. */
export interface ActField {
  readonly name: string
  readonly label: string
  readonly kind: 'line' | 'lines' | 'choice' | 'tick' | 'file' | 'secret'
  readonly description?: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  /** Shown only where this says so. */
  readonly when?: (draft: ActDraft) => boolean
}

/** What was typed, by field. */
export type ActDraft = Readonly<Record<string, string>>

/** What is to be sent; a text is why not. */
export type ActRequest = { readonly path: string; readonly body: unknown } | string

/** A panel in words and fields. */
export interface Act {
  readonly title: string
  readonly note?: string
  readonly fields: readonly ActField[]
  readonly start: ActDraft
  readonly send: string
  readonly request: (draft: ActDraft) => ActRequest
  /** The file to be sent before; null: none. `path` gives where. */
  readonly upload?: (draft: ActDraft, file: File) => string
}

/** A field that must be filled, as the sentence that says so; null: it is. */
export function missing(draft: ActDraft, names: Readonly<Record<string, string>>): string | null {
  for (const [name, words] of Object.entries(names))
    if ((draft[name] ?? '').trim() === '') return `${words} is needed.`
  return null
}

/** A text of the draft, without blanks around it; undefined where nothing was typed. */
export const typed = (draft: ActDraft, name: string): string | undefined => {
  const text = (draft[name] ?? '').trim()
  return text === '' ? undefined : text
}

/** The fields in which the second of two people signs in. */
export const secondFields = (when: (draft: ActDraft) => boolean): readonly ActField[] => [
  { name: 'secondUser', label: 'Second person: user name', kind: 'line', when },
  { name: 'secondPassword', label: 'Second person: password', kind: 'secret', when },
  { name: 'secondCode', label: 'Second person: code, if they have one', kind: 'line', when },
]

/** What the second person typed; undefined: nothing. */
export function secondOf(draft: ActDraft): Readonly<Record<string, string>> | undefined {
  const user = typed(draft, 'secondUser')
  const code = typed(draft, 'secondCode')
  return user === undefined
    ? undefined
    : { user, password: draft['secondPassword'] ?? '', ...(code === undefined ? {} : { code }) }
}
