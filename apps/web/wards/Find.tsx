import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { FindView } from '@codedark/domain/downtime'
import { getJson } from '../parts/api.ts'
import { follow, goTo } from '../parts/route.ts'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { Allergies } from './Allergies.tsx'
import { Born } from './Census.tsx'
import { patientName } from './patient-name.ts'

/** The line of every page by which a patient is found: part of the name, number, or birth date. */
export function FindLine({ query }: { readonly query: string }): ReactElement {
  const [words, setWords] = useState(query)
  const find = (event: FormEvent): void => {
    event.preventDefault()
    goTo(`/find?q=${encodeURIComponent(words.trim())}`)
  }
  return (
    <form className="find no-print" role="search" onSubmit={find}>
      <TextInput
        id="find"
        aria-label="Find a patient: name, number or birth date"
        placeholder="Name, number or birth date"
        autoComplete="off"
        maxLength={200}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit">Find</Button>
    </form>
  )
}

/** Who was found. */
export function Find({ query }: { readonly query: string }): ReactElement {
  const path = `/api/find?q=${encodeURIComponent(query)}`
  const read = useQuery({
    queryKey: [path],
    queryFn: () => getJson<FindView>(path),
    enabled: query !== '',
  })
  if (query === '') return <p>Type part of a name, a number or a birth date (1984-07-12), then Enter.</p>
  if (read.data === undefined) return <NotRead what="The search" error={read.error} />
  const { rows, more } = read.data
  if (rows.length === 0) {
    return (
      <Unknown heading={`Nobody in this copy fits “${query}”`}>
        <p>
          Who came after the as-of time above and was not taken in on these pages, and outpatients, are not in
          it.
        </p>
      </Unknown>
    )
  }
  return (
    <>
      <h1>
        {rows.length}
        {more ? ' of more' : ''} found for “{query}”
      </h1>
      {more && <p>There are more than are shown. Type more of the name.</p>}
      <table className="blocks wards">
        <thead>
          <tr>
            <th>Patient</th>
            <th>Born, age, sex</th>
            <th>Number</th>
            <th>Ward</th>
            <th>Bed</th>
            <th>Allergies</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <a data-row href={`/patients/${encodeURIComponent(row.id)}`} onClick={follow}>
                  {patientName(row)}
                </a>
                {row.notInCopy === true && <b> CAME SINCE</b>}
                {row.said !== undefined && <div>{row.said.at(-1)?.text}</div>}
                {row.nameAlert.length > 0 && <div>NAME ALERT: {row.nameAlert.join(', ')}</div>}
              </th>
              <td data-l="Born">
                <Born bornOn={row.bornOn} ageYears={row.ageYears} sex={row.sex} />
              </td>
              <td data-l="Number" className="nowrap">
                {row.number}
              </td>
              <td data-l="Ward">{row.wardName ?? <NotKnown>not in this copy</NotKnown>}</td>
              <td data-l="Bed" className="nowrap">
                {row.bed ?? <NotKnown>not in this copy</NotKnown>}
              </td>
              <td data-l="Allergies">
                <Allergies allergies={row.allergies} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
