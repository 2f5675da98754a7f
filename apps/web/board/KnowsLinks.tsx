import type { ReactElement } from 'react'
import { follow } from '../parts/route.ts'
import { useWho } from '../parts/session.ts'
import { rightOfPage } from './page-rights.ts'

const PARTS = [
  { path: '/knows', name: 'Who knows' },
  { path: '/evidence', name: 'Evidence' },
  { path: '/statements', name: 'Statements' },
  { path: '/searches', name: 'Searches' },
  { path: '/deadlines', name: 'Deadlines' },
] as const

/** The parts of question 5, above each of them. */
export function KnowsLinks({ here }: { readonly here: (typeof PARTS)[number]['path'] }): ReactElement {
  const { rights } = useWho()
  const open = PARTS.filter(({ path }) => {
    const needs = rightOfPage(path)
    return needs === null || rights.includes(needs)
  })
  return (
    <nav className="crumbs no-print" aria-label="Who knows">
      {open.map(({ path, name }, index) => (
        <span key={path}>
          {index > 0 && ' · '}
          {path === here ? (
            <b aria-current="page">{name}</b>
          ) : (
            <a href={path} onClick={follow}>
              {name}
            </a>
          )}
        </span>
      ))}
    </nav>
  )
}
