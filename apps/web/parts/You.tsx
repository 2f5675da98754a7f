import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { postJson } from './api.ts'
import { useWho } from './session.ts'

/** Who is signed in, and the way out. */
export function You(): ReactElement {
  const queries = useQueryClient()
  const { name } = useWho()
  const leave = async (): Promise<void> => {
    await postJson('/api/sign-out', {}).catch(() => undefined)
    // Nothing of it stays in the page for who comes next.
    queries.clear()
    location.reload()
  }
  return (
    <span className="you">
      You are <b>{name}</b>.{' '}
      <button type="button" className="plain no-print" onClick={() => void leave()}>
        Sign out
      </button>
    </span>
  )
}
