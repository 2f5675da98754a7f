/** A field of a panel. What is typed is a text; a choice is one of its values; a tick is 'yes' or ''. */
export interface ActField {
  readonly name: string
  readonly label: string
  readonly kind: 'line' | 'lines' | 'choice' | 'tick' | 'file' | 'password'
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

/** What the second of two people types: they sign in beside the first. */
export function secondFields(when: (draft: ActDraft) => boolean): readonly ActField[] {
  return [
    {
      name: 'secondUser',
      label: 'Second person: user name',
      kind: 'line',
      description: 'Somebody else, who stands beside you and may do this too',
      when,
    },
    { name: 'secondPassword', label: 'Second person: password', kind: 'password', when },
    { name: 'secondCode', label: 'Second person: code (if they have one)', kind: 'line', when },
  ]
}

/** The second person as the server wants them; undefined: user name or password is missing. */
export function secondOf(draft: ActDraft): Readonly<Record<string, string>> | undefined {
  const user = typed(draft, 'secondUser')
  const password = draft['secondPassword'] ?? ''
  const code = typed(draft, 'secondCode')
  if (user === undefined || password === '') return undefined
  return { user, password, ...(code === undefined ? {} : { code }) }
}
