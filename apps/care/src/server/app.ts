import type { Hono } from 'hono'
import { findPatients, hospitalView, patientView, wardView } from '@codedark/domain/downtime'
import type { CareStatus } from '@codedark/domain/downtime'
import type { Result } from '@codedark/domain/result'
import type { AccountsPort } from '@codedark/domain/people'
import { guardRoutes, signedIn, signInRoutes } from '@codedark/http'
import type { AccessNews, ChangeFeed, SlowTries, Tries } from '@codedark/http'
import { packetHref } from '../tasks/copy-source.ts'
import { callsRoutes } from './calls-routes.ts'
import { plannedRoutes } from './planned-routes.ts'
import { findQuery, packetBody, sentenceOf, unlockBody } from './requests.ts'
import { byOf, jsonOf, LOCKED, NO_WARD, withDesk, withSource } from './answers.ts'
import { CARE_RIGHTS } from './route-rights.ts'
import { censusRoutes } from './census-routes.ts'
import { stateRoutes } from './state-routes.ts'
import type { WardDesk } from './ward-desk.ts'

/** What the server needs of the program around it. */
export interface CareRoutes {
  readonly kind: 'real' | 'drill'
  readonly changes: ChangeFeed
  /** The desk, or null while the data folder is locked. */
  desk(): WardDesk | null
  /** Spaces the tries of a passphrase. */
  readonly tries: Tries
  /** Spaces the tries to sign in. */
  readonly signInTries: SlowTries
  readonly now: () => string
  /** Null while the data folder is locked. */
  accounts(): AccountsPort | null
  /** Opens the desk; the sentence tells why not. */
  unlock(passphrase: string): Promise<Result<WardDesk, string>>
}

/** Puts the ward pages' API on `app`. */
export function careRoutes(app: Hono, routes: CareRoutes): void {
  const accounts = (): AccountsPort | null => routes.accounts()
  app.use('/api/*', guardRoutes({ side: 'care', rights: CARE_RIGHTS, accounts }))
  signInRoutes(app, {
    side: 'care',
    kind: routes.kind,
    tries: routes.signInTries,
    now: routes.now,
    accounts,
    tell: (news) => tellVault(routes, news),
  })
  app.get('/api/lock', (context) => context.json({ locked: routes.desk() === null, kind: routes.kind }))
  app.post('/api/unlock', async (context) => {
    const body = unlockBody.safeParse(await jsonOf(context))
    if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
    const outcome = await routes.tries.attempt(
      () => routes.unlock(body.data.passphrase),
      (tried) => tried.ok,
    )
    if (outcome === null)
      return context.json({ error: 'Too many tries are waiting. Try again in a minute.' }, 429)
    return outcome.ok ? context.json({ locked: false }) : context.json({ error: outcome.fault }, 403)
  })
  readRoutes(app, routes)
  findRoute(app, routes)
  packetRoutes(app, routes)
  const planned = { desk: () => routes.desk(), now: routes.now }
  plannedRoutes(app, planned)
  callsRoutes(app, planned)
  stateRoutes(app, routes)
  censusRoutes(app, routes)
  app.get('/api/changes', (context) => routes.changes.stream(context, routes.desk()?.version() ?? 0))
}

function readRoutes(app: Hono, routes: CareRoutes): void {
  app.get('/api/hospital', (context) =>
    withSource(context, routes, (_, source) => context.json(hospitalView(source))),
  )
  app.get('/api/status', (context) =>
    withDesk(context, routes, (desk) => {
      const status: CareStatus = { troubles: desk.troubles() }
      return context.json(status)
    }),
  )
  app.get('/api/wards/:id', (context) =>
    withSource(context, routes, (desk, source) => {
      const ward = context.req.param('id')
      const view = wardView(source, ward)
      if (view === null) return context.json({ error: NO_WARD }, 404)
      desk.note('looked', byOf(signedIn(context)), [{ ward, patient: null }])
      return context.json(view)
    }),
  )
  app.get('/api/patients/:id', (context) =>
    withSource(context, routes, (desk, source) => {
      const patient = context.req.param('id')
      const view = patientView(source, patient)
      if (view === null) return context.json({ error: 'There is no such inpatient in the copy.' }, 404)
      desk.note('looked', byOf(signedIn(context)), [{ ward: view.ward?.id ?? null, patient }])
      return context.json(view)
    }),
  )
}

function findRoute(app: Hono, routes: CareRoutes): void {
  app.get('/api/find', (context) =>
    withSource(context, routes, (desk, source) => {
      const query = findQuery.safeParse(context.req.query())
      if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
      const view = findPatients(source, query.data.q)
      if (view.rows.length > 0)
        desk.note(
          'found',
          byOf(signedIn(context)),
          view.rows.map(({ ward, id }) => ({ ward, patient: id })),
        )
      return context.json(view)
    }),
  )
}

function packetRoutes(app: Hono, routes: CareRoutes): void {
  app.post('/api/wards/:id/packet', async (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const body = packetBody.safeParse(await jsonOf(context))
    if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
    const source = desk.source()
    if (!source.ok) return context.json({ error: source.fault }, 503)
    const ward = context.req.param('id')
    if (!source.value.copy.wards.some(({ id }) => id === ward)) return context.json({ error: NO_WARD }, 404)
    const done = await desk.write(ward, byOf(signedIn(context)))
    if (!done.ok) return context.json({ error: done.fault }, 503)
    return context.json({ ...done.value, href: packetHref(done.value.firstSerial) }, 201)
  })
  app.get('/api/packets/:serial', (context) =>
    withDesk(context, routes, (desk) => {
      const serial = context.req.param('serial')
      const pdf = desk.pdf(serial)
      if (!pdf.ok) return context.json({ error: pdf.fault }, 409)
      if (pdf.value === null || !/^[\w-]{1,100}$/u.test(serial))
        return context.json({ error: 'There is no such packet, or its PDF was dropped for room.' }, 404)
      desk.note('opened-packet', byOf(signedIn(context)), [{ ward: null, patient: null }])
      return context.body(new Uint8Array(pdf.value), 200, {
        'Content-Type': 'application/pdf',
        'Content-Disposition': `attachment; filename="${serial}.pdf"`,
      })
    }),
  )
}

/** Who came in is noted with who looked: in the vault, since a name beside a ward is not for command. */
function tellVault(routes: CareRoutes, news: AccessNews): void {
  const desk = routes.desk()
  if (news.kind === 'failed') desk?.noteAccess('sign-ins-failed', `${news.count} since ${news.since}`)
  else desk?.noteAccess(news.kind, byOf(news.who))
}
