import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { CardMade, PeopleView, ShownOnce } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { NotRead } from '../parts/Unknown.tsx'
import { EntryForm } from './EntryForm.tsx'
import { accountFields, ADD_FIELDS, CARD_FIELDS, rolesFields, roleWords } from './people-fields.ts'

interface When {
  readonly now: string
  readonly zone: string
}

/** Accounts of the board: who may sign in, as what; a new one, other roles, a reset, a removal, a role card. */
export function People({ now }: { readonly now: string }): ReactElement {
  const read = useQuery({ queryKey: ['/api/people'], queryFn: () => getJson<PeopleView>('/api/people') })
  const [once, setOnce] = useState<ShownOnce | null>(null)
  const [card, setCard] = useState<CardMade | null>(null)
  if (read.data === undefined) return <NotRead what="The accounts" error={read.error} />
  const { accounts, cards, header } = read.data
  const when = { now, zone: header.timeZone }
  const going = accounts.filter(({ removedAt }) => removedAt === null)
  return (
    <>
      <h1>Accounts</h1>
      {read.error !== null && <NotRead what="The newest state of the accounts" error={read.error} />}
      <p className="answer-text">
        <b>{going.length}</b> may sign in at the board, <b>{accounts.length - going.length}</b> may not any
        more. Each change is an entry of the record. Accounts of the ward pages are apart:{' '}
        <code>codedark people</code>.
      </p>
      {once !== null && <Once key={once.entry} once={once} onDone={() => setOnce(null)} />}
      {card !== null && <Card key={card.entry} card={card} onDone={() => setCard(null)} />}
      <Accounts rows={accounts} when={when} />
      <Forms accounts={accounts} when={when} onOnce={setOnce} onCard={setCard} />
      <h2>Sealed role cards</h2>
      <Cards rows={cards} when={when} />
    </>
  )
}

function Forms(props: {
  readonly accounts: PeopleView['accounts']
  readonly when: When
  readonly onOnce: (once: ShownOnce) => void
  readonly onCard: (card: CardMade) => void
}): ReactElement {
  const { accounts, when, onOnce, onCard } = props
  return (
    <>
      <EntryForm<ShownOnce>
        title="Make an account"
        path="/api/people"
        fields={ADD_FIELDS}
        onRecorded={onOnce}
        {...when}
      />
      <EntryForm<ShownOnce>
        title="Reset password and second factor"
        path="/api/people/resets"
        fields={accountFields(accounts)}
        onRecorded={onOnce}
        {...when}
      />
      <EntryForm
        title="Give an account other roles"
        path="/api/people/roles"
        fields={rolesFields(accounts)}
        {...when}
      />
      <EntryForm
        title="Let an account sign in no more"
        path="/api/people/removals"
        fields={accountFields(accounts)}
        {...when}
      />
      <EntryForm<CardMade>
        title="Print a role card"
        path="/api/people/cards"
        fields={CARD_FIELDS}
        onRecorded={onCard}
        {...when}
      />
    </>
  )
}

/** What its owner is told once: it is kept nowhere, and leaves this page when it is handed over. */
function Once({ once, onDone }: { readonly once: ShownOnce; readonly onDone: () => void }): ReactElement {
  const { user, password, secondFactor } = once
  return (
    <section className="shown-once" role="region" aria-label={`Shown once, for ${user}`} tabIndex={-1}>
      <h2>Shown once, for {user}: write it down or hand it over now</h2>
      <dl className="facts">
        <div>
          <dt>Password</dt>
          <dd>
            <code>{password}</code>
          </dd>
        </div>
        {secondFactor !== null && (
          <>
            <div>
              <dt>Second factor</dt>
              <dd>
                <code>{secondFactor.secret}</code> in any app for six-digit codes, SHA-1, 30 seconds
              </dd>
            </div>
            <div>
              <dt>Backup codes</dt>
              <dd>
                <code>{secondFactor.backupCodes.join('  ')}</code>
              </dd>
            </div>
          </>
        )}
      </dl>
      <Button variant="default" className="no-print" onClick={onDone}>
        It is handed over: take it off the screen
      </Button>
    </section>
  )
}

/** A card that was just made: as a file to print, fold and seal. Its code is on it and nowhere else. */
function Card({ card, onDone }: { readonly card: CardMade; readonly onDone: () => void }): ReactElement {
  return (
    <section className="shown-once no-print" role="region" aria-label="A new role card">
      <h2>Role card {card.serials.join(', ')}: print, fold and seal it now</h2>
      <p>
        <a href={`data:application/pdf;base64,${card.pdf}`} download={`${card.serials.join('-')}.pdf`}>
          The card as PDF
        </a>{' '}
        Its code stands on it and nowhere else. Delete the file when it is printed.
      </p>
      <Button variant="default" onClick={onDone}>
        It is printed: take it off the screen
      </Button>
    </section>
  )
}

function Accounts({
  rows,
  when,
}: {
  readonly rows: PeopleView['accounts']
  readonly when: When
}): ReactElement {
  return (
    <table className="blocks">
      <thead>
        <tr>
          <th>User</th>
          <th>Name</th>
          <th>Roles</th>
          <th>Second factor</th>
          <th>May sign in</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, user, name, roles, secondFactor, removedAt }) => (
          <tr key={id}>
            <th scope="row">{user}</th>
            <td data-l="Name">{name}</td>
            <td data-l="Roles">{roles.length === 0 ? 'none' : roles.map(roleWords).join(', ')}</td>
            <td data-l="Second factor">{secondFactor ? 'yes' : 'none'}</td>
            <td data-l="May sign in">
              {removedAt === null ? 'yes' : `no more, since ${whenOf(removedAt, when.now, when.zone)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ rows, when }: { readonly rows: PeopleView['cards']; readonly when: When }): ReactElement {
  const told = (at: string): string => whenOf(at, when.now, when.zone)
  if (rows.length === 0) return <p>No role card was printed.</p>
  return (
    <table className="blocks">
      <thead>
        <tr>
          <th>Card</th>
          <th>Role</th>
          <th>Printed</th>
          <th>State</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ serial, role, printedAt, openedAt, voidAt }) => (
          <tr key={serial}>
            <th scope="row">{serial}</th>
            <td data-l="Role">{roleWords(role)}</td>
            <td data-l="Printed">{told(printedAt)}</td>
            <td data-l="State">
              {openedAt !== null ? (
                <>
                  <Mark name="decide" /> <b>opened {told(openedAt)}</b>
                </>
              ) : voidAt !== null ? (
                `void since ${told(voidAt)}`
              ) : (
                'not opened: who holds it is not in the record'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
