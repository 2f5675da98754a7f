// An invented hospital and its worst night, written as real files. It is not real, and every file of it says so.
import { estateCsv, linksCsv } from './csv.ts'
import { inventHospital } from './hospital.ts'
import { inventNight } from './invent-night.ts'
import { contactsCsv } from './contact-list.ts'
import { inventLinkNight } from './link-list.ts'
import { nightLogs, type DrillFile } from './logs/index.ts'
import { patientFiles } from './patients/index.ts'
import { randomOf } from './random.ts'
import { truthOf } from './truth.ts'

export { DRILL_NIGHT } from './drill-night.ts'
export type { DrillFile } from './logs/index.ts'

const README = `DRILL · EXERCICE · OEFENING · ÜBUNG: not real.

This hospital, its servers, its people and its night are invented. Nothing here is a record of a real incident.

estate/           servers, services, what needs what, care by site
logs/             event logs as they were collected, server by server
sightings.json    what named people saw
connections.json  when each server was taken off the network, said or tested
links.csv         connections to the outside; links.json: what was said and tested of them
contacts.csv      the call tree, by role; its numbers and addresses exist nowhere
downtime/         the inpatients as FHIR R4, as the record system last exported them
truth.json, downtime-truth.json
                  what really happened and who really lies where: look only afterwards
`

/** Every file of the drill of a seed, in a fixed order: same seed, same bytes. Text is UTF-8. */
export function* drillFiles({ seed }: { readonly seed: number }): Generator<DrillFile> {
  const random = randomOf(seed)
  const hospital = inventHospital(random.split('hospital'))
  const night = inventNight(hospital, random.split('night'))
  yield text('README.txt', README)
  for (const [name, csv] of Object.entries(estateCsv(hospital))) yield text(`estate/${name}.csv`, csv)
  yield* nightLogs(hospital, night, random.split('logs'))
  yield json('sightings.json', night.sightings)
  yield json(
    'connections.json',
    night.servers.map(({ server, isolatedAt, isolation }) => ({
      server: server.id,
      state: 'isolated',
      at: isolatedAt,
      confidence: isolation,
    })),
  )
  const links = inventLinkNight(random.split('links'))
  yield text('links.csv', linksCsv())
  yield text('contacts.csv', contactsCsv())
  yield json('links.json', links.reports)
  for (const { path, content } of patientFiles(hospital, { seed, random: random.split('patients') }))
    yield text(path, content)
  yield json('truth.json', {
    drill: true,
    seed,
    hospital: hospital.name,
    stranger: night.stranger,
    servers: truthOf(night),
    links: links.truth,
  })
}

const text = (path: string, content: string): DrillFile => ({
  path,
  bytes: new TextEncoder().encode(content),
})

const json = (path: string, value: unknown): DrillFile => text(path, `${JSON.stringify(value, null, 1)}\n`)
