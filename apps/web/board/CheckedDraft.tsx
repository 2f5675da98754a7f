import { Button, Checkbox } from '@mantine/core'
import type { ReactElement } from 'react'
import { ROLE_WORDS, ROLES } from '@codedark/domain/people'
import type { StatementsView } from '@codedark/domain/board'
import type { CheckedClaim, CheckLine } from '@codedark/domain/incident'
import { timeOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { EntryForm } from './EntryForm.tsx'
import { ANSWER_MARKS, draftPieces, sayInstead, type Checked, type Choice } from './statement-marks.ts'

interface CheckedProps {
  readonly checked: Checked
  readonly kinds: StatementsView['kinds']
  readonly now: string
  readonly zone: string
  readonly onChoice: (choice: Choice) => void
  readonly onUse: (sentence: string) => void
}

const keyOf = ({ claim, sentence }: Pick<CheckedClaim, 'claim' | 'sentence'>): string =>
  `${sentence}:${claim}`

/** A draft with each claim marked in it, what the record says of each and why, and the sentence that can be said now. */
export function CheckedDraft(props: CheckedProps): ReactElement {
  const { checked, zone, onUse } = props
  const { check, text, language } = checked
  const instead = sayInstead(check)
  return (
    <section>
      <h2>The draft, against the record of {timeOf(check.at, zone)}</h2>
      <blockquote lang={language} className="draft">
        {draftPieces(text, check).map((piece) => (
          <span key={piece.from} className={`claim-${piece.answer ?? 'none'}`}>
            {piece.answer !== null && (
              <Mark name={piece.answer === 'unchecked' ? 'blind' : ANSWER_MARKS[piece.answer].mark} />
            )}
            {piece.text}
          </span>
        ))}
      </blockquote>
      <Claims {...props} />
      <AddClaim {...props} />
      {instead !== '' && (
        <>
          <h3>The sentence that can be said now</h3>
          <p className="say-now" lang={language}>
            {instead}
          </p>
          <Button className="no-print" onClick={() => onUse(instead)}>
            Use this sentence
          </Button>
        </>
      )}
      <Release {...props} />
    </section>
  )
}

const uncheckedOf = ({ check }: Checked) => check.sentences.filter((one) => one.checked === 'unchecked')

function Claims({ checked, zone, onChoice }: CheckedProps): ReactElement {
  const { check, choice } = checked
  const toggle = (claim: CheckedClaim): void =>
    onChoice(
      claim.shownBy === null
        ? { ...choice, added: choice.added.filter((one) => keyOf(one) !== keyOf(claim)) }
        : { ...choice, dropped: [...choice.dropped, keyOf(claim)] },
    )
  return (
    <>
      <table className="blocks">
        <thead>
          <tr>
            <th>Claim</th>
            <th>At {timeOf(check.at, zone)}</th>
            <th>Because</th>
          </tr>
        </thead>
        <tbody>
          {check.claims.map((claim) => (
            <ClaimRow key={keyOf(claim)} claim={claim} onDrop={() => toggle(claim)} />
          ))}
          {uncheckedOf(checked).map(({ text: sentence, from }) => (
            <tr key={from}>
              <th scope="row">“{sentence}”</th>
              <td data-l="Answer" data-state="unknown" className="hatch care-unknown" data-hatched="true">
                <span className="plate">
                  <Mark name="blind" /> <b>not checked by us</b>
                </span>
              </td>
              <td data-l="Because">
                No rule knows this sentence. That nothing is said against it does not make it right.
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {choice.dropped.length > 0 && (
        <p>
          Left out by you, and kept with a release: {choice.dropped.length}.{' '}
          <Button variant="default" onClick={() => onChoice({ dropped: [], added: choice.added })}>
            Take them in again
          </Button>
        </p>
      )}
    </>
  )
}

function Release({ checked, now, zone }: CheckedProps): ReactElement {
  const { check, text, language, choice } = checked
  const supported =
    check.claims.every(({ answer }) => answer === 'supported') &&
    uncheckedOf(checked).length === 0 &&
    choice.dropped.length === 0
  return (
    <div className="row">
      <EntryForm
        title="Save as draft"
        path="/api/statements/drafts"
        fixed={{ text, language }}
        fields={[]}
        now={now}
        zone={zone}
      />
      <EntryForm
        title={supported ? 'Release' : 'Release as drafted, with my reason'}
        path="/api/statements/releases"
        fixed={{ text, language, choice }}
        fields={[
          { name: 'approvedBy', label: 'Approved by', kind: 'text', description: 'Name and function' },
          {
            ...{ name: 'approverRole', label: 'Role of the approver', kind: 'choice' },
            options: ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role].en })),
          },
          {
            ...{ name: 'reason', label: 'Reason', kind: 'words', optional: supported },
            description: supported ? 'Nothing stands against it' : 'The record does not support all of it',
          },
        ]}
        now={now}
        zone={zone}
      />
    </div>
  )
}

function ClaimRow({
  claim,
  onDrop,
}: {
  readonly claim: CheckedClaim
  readonly onDrop: () => void
}): ReactElement {
  const { mark, word } = ANSWER_MARKS[claim.answer]
  const unknown = claim.answer === 'not-known'
  return (
    <tr>
      <th scope="row">
        “{claim.name}”
        <div className="label">
          {claim.shownBy === null ? 'added by you' : `shown by: ${claim.shownBy.words.join(' … ')}`}
        </div>
        <Checkbox
          className="no-print"
          label="It says this"
          checked
          onChange={onDrop}
          description="Untick it where the draft does not say this"
        />
      </th>
      <td data-l="Answer" data-state={unknown ? 'unknown' : claim.answer}>
        <Mark name={mark} /> <b>{word}</b>
      </td>
      <td data-l="Because">
        <Lines lines={claim.because} />
        {claim.notLooked.length > 0 && (
          <>
            <b>
              <Mark name="blind" /> Not looked at:
            </b>
            <Lines lines={claim.notLooked} />
          </>
        )}
      </td>
    </tr>
  )
}

function Lines({ lines }: { readonly lines: readonly CheckLine[] }): ReactElement {
  return (
    <ul className="why">
      {lines.map((line) => (
        <li key={line.text}>
          {line.text}
          {line.entries.length > 0 && (
            <span className="label">
              {' '}
              {line.entries
                .slice(0, 6)
                .map((entry) => `#${entry + 1}`)
                .join(' ')}
              {line.entries.length > 6 && ` and ${line.entries.length - 6} more`}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function AddClaim({ checked, kinds, onChoice }: CheckedProps): ReactElement {
  const { choice } = checked
  const { sentences } = checked.check
  return (
    <details className="no-print">
      <summary>A sentence says something that was not recognised</summary>
      {sentences.map(({ text, from }, sentence) => (
        <fieldset key={from}>
          <legend>“{text}”</legend>
          {kinds.map(({ id, name }) => {
            const key = `${sentence}:${id}`
            const has = checked.check.claims.some((one) => keyOf(one) === key)
            return (
              <Checkbox
                key={id}
                label={name[checked.language]}
                checked={has}
                onChange={() =>
                  onChoice(
                    has
                      ? {
                          dropped: [...choice.dropped, key],
                          added: choice.added.filter((one) => keyOf(one) !== key),
                        }
                      : {
                          dropped: choice.dropped.filter((one) => one !== key),
                          added: [...choice.added, { claim: id, sentence }],
                        },
                  )
                }
              />
            )
          })}
        </fieldset>
      ))}
    </details>
  )
}
