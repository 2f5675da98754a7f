import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { STATEMENT_LANGUAGES, type SpokespersonCard, type StatementLanguage } from '@codedark/domain/incident'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { NotRead } from '../parts/Unknown.tsx'

/** The spokesperson's card, live: can say, do not know yet, do not say. */
export function Card({ now, zone }: { readonly now: string; readonly zone: string }): ReactElement {
  const [language, setLanguage] = useState<StatementLanguage>('fr')
  const path = `/api/card?language=${language}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<SpokespersonCard>(path) })
  const card = read.data
  return (
    <aside className="card">
      <div className="side-head">
        <h2>Spokesperson’s card</h2>
        <NativeSelect
          aria-label="Language of the card"
          className="no-print"
          data={[...STATEMENT_LANGUAGES]}
          value={language}
          onChange={(event) =>
            setLanguage(STATEMENT_LANGUAGES.find((one) => one === event.currentTarget.value) ?? 'fr')
          }
        />
      </div>
      {card === undefined ? (
        <NotRead what="The card" error={read.error} />
      ) : (
        <>
          <p className="label">
            As of {whenOf(card.at, now, zone)}.{' '}
            <a
              className="no-print"
              href={`/api/card.pdf?language=${language}`}
              target="_blank"
              rel="noreferrer"
            >
              One sheet as PDF
            </a>
          </p>
          <h3>Can say</h3>
          {card.canSay.length === 0 && <p>Nothing yet.</p>}
          <ul className="list" lang={language}>
            {card.canSay.map((text) => (
              <li key={text}>
                <Mark name="supported" /> {text}
              </li>
            ))}
          </ul>
          <h3>Do not know yet</h3>
          <ul className="list" lang={language} data-state="unknown">
            {card.notKnownYet.map((text) => (
              <li key={text}>
                <Mark name="blind" /> {text}
              </li>
            ))}
          </ul>
          <h3>Do not say</h3>
          <ul className="list" lang={language}>
            {card.doNotSay.map(({ name, contradicted }) => (
              <li key={name}>
                <Mark name={contradicted ? 'contradicted' : 'blind'} /> “{name}”:{' '}
                <span lang="en">{contradicted ? 'what we hold says otherwise' : 'not known'}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  )
}
