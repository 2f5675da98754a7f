import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { DeadlineDraft } from '@codedark/domain/incident'
import { getJson } from '../parts/api.ts'
import { follow } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'

/** What must be in one submission, filled from the record; what it does not know is hatched. */
export function DeadlineDraftPage({ id }: { readonly id: string }): ReactElement {
  const path = `/api/deadlines/${encodeURIComponent(id)}/draft`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<{ draft: DeadlineDraft }>(path) })
  if (read.data === undefined) return <NotRead what="The draft" error={read.error} />
  const { draft } = read.data
  return (
    <>
      <p className="crumbs no-print">
        <a href="/deadlines" onClick={follow}>
          Deadlines
        </a>{' '}
        / draft
      </p>
      <h1>{draft.title}</h1>
      <p className="answer-text">
        <b>{draft.heading}</b>
      </p>
      {draft.replay !== null && <p className="answer-text">{draft.replay}</p>}
      <p>
        {draft.ref}. To: {draft.to === '' ? 'not known' : draft.to}. <b>{draft.due}.</b>
      </p>
      {draft.caution !== null && <p className="label">{draft.caution}</p>}
      <p className="no-print">
        <a href={`${path}.pdf`} target="_blank" rel="noreferrer">
          As PDF
        </a>
      </p>
      {draft.lines.map(({ what, text, known }) => (
        <section key={what}>
          <h2>{what}</h2>
          {known ? (
            <p>{text}</p>
          ) : (
            <Unknown>
              <p>{text}</p>
            </Unknown>
          )}
        </section>
      ))}
    </>
  )
}
