import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { postJson } from '../parts/api.ts'

/** A form that says something and is told what came of it. */
export interface Say {
  /** What came of the last one; null: nothing said yet. */
  readonly said: string | null
  /** For `onSubmit`. */
  readonly submit: (event: FormEvent) => void
}

/** What the server answers: of who came the downtime number. */
export interface SaidAnswer {
  readonly patient?: string
}

/**
 * POSTs what `ask` gives and reads all views anew; `done` makes the sentence of the answer. A second press while the first is on
 * its way does nothing.
 */
export function useSay(
  ask: () => { readonly path: string; readonly body: unknown },
  done: (answer: SaidAnswer) => string,
): Say {
  const queries = useQueryClient()
  const [said, setSaid] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const say = async (): Promise<void> => {
    setBusy(true)
    try {
      const { path, body } = ask()
      setSaid(done(await postJson<SaidAnswer>(path, body)))
      await queries.invalidateQueries()
    } catch (fault) {
      setSaid(`Not kept: ${(fault as Error).message}`)
    }
    setBusy(false)
  }
  return {
    said,
    submit: (event) => {
      event.preventDefault()
      if (!busy) void say()
    },
  }
}
