import './wards.css'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, type ReactElement } from 'react'
import type { HospitalView } from '@codedark/domain/downtime'
import { getJson } from '../parts/api.ts'
import type { Contact } from '../parts/contact.ts'
import { ContactStrip, Gate, HatchKey } from '../parts/Frame.tsx'
import type { KeyAction } from '../parts/keys.ts'
import { useServerClock } from '../parts/live.ts'
import { moveRow, useKeys } from '../parts/page-keys.ts'
import { start } from '../parts/Root.tsx'
import { goTo, idAfter, useAddress } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { Census } from './Census.tsx'
import { CopyHead } from './CopyHead.tsx'
import { Patient } from './Patient.tsx'
import { WardList } from './WardList.tsx'

function Wards({ contact }: { readonly contact: Contact }): ReactElement {
  const hospital = useQuery({
    queryKey: ['/api/hospital'],
    queryFn: () => getJson<HospitalView>('/api/hospital'),
  })
  const header = hospital.data?.header
  const path = useAddress().pathname
  const now = useServerClock(header?.now ?? null, contact)
  const act = useCallback((action: KeyAction): boolean => {
    if (action.kind === 'next') return moveRow(1)
    if (action.kind === 'previous') return moveRow(-1)
    if (action.kind === 'print') window.print()
    else if (action.kind === 'up') goTo('/')
    else return false
    return true
  }, [])
  useKeys(act)
  useEffect(() => {
    document.title = `${header?.kind === 'drill' ? 'DRILL · ' : ''}DOWNTIME COPY`
  }, [header])
  return (
    <>
      {header !== undefined && <CopyHead header={header} now={now} frozen={contact.lost} />}
      <ContactStrip now={now} contact={contact} server="the ward server" zone={header?.timeZone ?? 'UTC'} />
      <main id="main" tabIndex={-1}>
        {hospital.data === undefined ? (
          <NotRead what="The downtime copy" error={hospital.error} />
        ) : (
          <>
            {hospital.error !== null && <NotRead what="The newest copy" error={hospital.error} />}
            <Page path={path} hospital={hospital.data} now={now} />
          </>
        )}
      </main>
      <footer>
        <b>DOWNTIME COPY</b>
        <HatchKey words="the copy does not know. Ask, look." />
      </footer>
    </>
  )
}

function Page(props: {
  readonly path: string
  readonly hospital: HospitalView
  readonly now: string
}): ReactElement {
  if (props.path === '/') return <WardList {...props} />
  const ward = idAfter('/wards/', props.path)
  if (ward !== null) return <Census id={ward} now={props.now} />
  const patient = idAfter('/patients/', props.path)
  if (patient !== null) return <Patient id={patient} now={props.now} />
  return (
    <Unknown heading="There is no such page">
      <p>The address leads to nothing.</p>
    </Unknown>
  )
}

start(
  <Gate what="The ward pages" holds="The downtime copy is locked. Packets on paper hold.">
    {(contact) => <Wards contact={contact} />}
  </Gate>,
)
