import type { ReactElement } from 'react'
import type { AllergyKnowledge } from '@codedark/domain/downtime'
import { NotKnown } from '../parts/Unknown.tsx'

/** What is known of allergies, in a cell. Four states that are never mixed; a state this page does not know is not known. */
export function Allergies({ allergies }: { readonly allergies: AllergyKnowledge }): ReactElement {
  const list = allergies.list
    .map(({ substance, reaction, severity, certainty }) => {
      const facts = [reaction, severity, certainty === 'unconfirmed' ? 'unconfirmed' : null]
      const said = facts.filter((fact) => fact !== null).join(', ')
      return `${substance}: ${said === '' ? 'not described' : said}`
    })
    .join('. ')
  if (allergies.state === 'known') {
    return list === '' ? <NotKnown>recorded, but not in this copy</NotKnown> : <b>{list}</b>
  }
  if (allergies.state === 'none-known')
    return list === '' ? <>none known</> : <b>CONTRADICTION: none known; {list}</b>
  const words = allergies.state === 'not-recorded' ? 'not recorded' : 'not in this copy'
  return (
    <>
      <NotKnown>{words}</NotKnown> {list !== '' && <b>{list}</b>}
    </>
  )
}

/** The box of a patient's allergies: heavy where known, thin where none are known, hatched else. */
export function AllergyBox({ allergies }: { readonly allergies: AllergyKnowledge }): ReactElement {
  const { state } = allergies
  const heading =
    state === 'known'
      ? 'Known allergies'
      : state === 'none-known'
        ? 'Allergies: none known'
        : state === 'not-recorded'
          ? 'Allergies: not recorded. Ask.'
          : 'Allergies: not in this copy. Ask.'
  const known = state === 'known' || state === 'none-known'
  return (
    <section
      className={`box ${state === 'known' ? 'known' : ''} ${known ? '' : 'hatch'}`}
      data-hatched={known ? undefined : 'true'}
    >
      <div className="plate">
        <h2>{heading}</h2>
        <Allergies allergies={allergies} />
      </div>
    </section>
  )
}
