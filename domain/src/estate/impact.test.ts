import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  impact,
  importEstate,
  resolveServer,
  type Dependency,
  type Estate,
  type MemberState,
} from './index.ts'

interface Graph {
  readonly estate: Estate
  readonly states: ReadonlyMap<string, MemberState>
}

/** Small estates with cycles, needs of 0 and of more than there are, and members in all three states. */
const graphs: fc.Arbitrary<Graph> = fc
  .record({
    services: fc.array(
      fc.record({ members: fc.integer({ min: 1, max: 3 }), needs: fc.integer({ min: 0, max: 3 }) }),
      { minLength: 1, maxLength: 6 },
    ),
    edges: fc.array(
      fc.tuple(fc.nat(5), fc.nat(5), fc.constantFrom<'hard' | 'soft'>('hard', 'hard', 'hard', 'soft')),
      { maxLength: 8 },
    ),
    states: fc.array(fc.constantFrom<MemberState['state']>('up', 'down', 'unknown'), {
      minLength: 18,
      maxLength: 18,
    }),
  })
  .map(({ services, edges, states }) => {
    const count = services.length
    const servers = services.flatMap(({ members }, index) =>
      Array.from({ length: members }, (_, member) => ({
        id: `v${index}-${member}`,
        aliases: [],
        service: `v${index}`,
        site: '',
        role: '',
        ip: '',
        os: '',
        virtual: false,
      })),
    )
    const dependencies = edges.map(([from, on, need]): Dependency => ({
      service: `v${from % count}`,
      on: `v${on % count}`,
      need,
    }))
    const estate: Estate = {
      servers,
      services: services.map(({ members, needs }, index) => ({
        id: `v${index}`,
        name: `v${index}`,
        tier: 0,
        careRank: 1,
        members,
        needs,
        restoreMinutesPerServer: 1,
      })),
      dependencies,
      care: [],
    }
    return {
      estate,
      states: new Map(servers.map(({ id }, index) => [id, { state: states[index] ?? 'unknown' }])),
    }
  })

/** The greatest fixpoint by taking away until nothing changes: what runs if exactly the members that are `good` do. */
function running({ estate }: Graph, good: (server: string) => boolean): ReadonlySet<string> {
  const up = new Set(estate.services.map(({ id }) => id))
  for (let changed = true; changed;) {
    changed = false
    for (const { id, needs } of estate.services) {
      const members = estate.servers.filter((server) => server.service === id && good(server.id)).length
      const cut = estate.dependencies.some(
        ({ service, on, need }) => need === 'hard' && service === id && !up.has(on),
      )
      if (up.has(id) && (members < needs || cut)) {
        up.delete(id)
        changed = true
      }
    }
  }
  return up
}

test('agrees with brute force on small graphs with cycles: state, at risk, and a cause for all that is down', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const stateOf = (id: string): MemberState['state'] => graph.states.get(id)?.state ?? 'unknown'
      const careful = (id: string): boolean => stateOf(id) === 'up'
      const hopeful = (id: string): boolean => stateOf(id) !== 'down'
      const surely = running(graph, careful)
      const maybe = running(graph, hopeful)
      for (const line of impact(graph.estate, graph.states).services) {
        const want = surely.has(line.service) ? 'up' : maybe.has(line.service) ? 'unknown' : 'down'
        assert.equal(line.state === 'degraded' ? 'up' : line.state, want)
        const good = want === 'up' ? careful : hopeful
        const risk =
          want !== 'down' &&
          graph.estate.servers.some(
            ({ id }) => good(id) && !running(graph, (one) => one !== id && good(one)).has(line.service),
          )
        assert.equal(line.atRisk, risk)
        if (want !== 'up')
          assert.ok(line.causes.length > 0 && line.causes.every(({ text }) => text.endsWith('.')))
      }
    }),
    { numRuns: 500 },
  )
})

const SERVERS = 'name,role,status,site,service,ip,os,virtual,aliases\n'
const texts = (servers: string): Parameters<typeof importEstate>[0] => ({
  servers: `\uFEFF${SERVERS}${servers}`,
  services:
    'service,name,tier,care_rank,members,needs,restore_minutes_per_server\r\nweb,"Web, and more",1,1,2,1,10\r\n',
  depends: 'parent,type,child\n',
  care: 'care,site,service,need,workaround,phone\n',
})

test('a name fits without regard to case, by alias, and a short one only where exactly one fits', () => {
  const { estate, faults } = importEstate(
    texts(
      'srv-a.one.example,r,active,S,web,10.0.0.1,windows,yes,FILER7;old-a\nsrv-b.one.example,r,active,S,web,10.0.0.2,windows,no,\n',
    ),
  )
  assert.deepEqual(faults, [])
  assert.equal(estate.services[0]?.name, 'Web, and more')
  for (const name of ['SRV-A.ONE.EXAMPLE', 'srv-a', 'filer7', 'OLD-A', '10.0.0.1']) {
    assert.deepEqual(resolveServer(estate, name), { kind: 'one', server: 'srv-a.one.example' }, name)
  }
  assert.equal(resolveServer(estate, 'srv-a.two.example').kind, 'none')
  assert.equal(resolveServer(estate, 'nobody').kind, 'none')
})

test('a short name of two servers is said to be of both', () => {
  const { estate } = importEstate(
    texts(
      'srv-a.one.example,r,active,S,web,10.0.0.1,windows,yes,\nsrv-a.two.example,r,active,S,web,10.0.0.2,windows,no,\n',
    ),
  )
  const found = resolveServer(estate, 'srv-a')
  assert.ok(found.kind === 'many' && found.servers.length === 2)
})

test('any four texts give an estate and faults with a place, and no throw', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 })
  fc.assert(
    fc.property(text, text, text, text, (servers, services, depends, care) => {
      const { faults } = importEstate({ servers, services, depends, care })
      for (const { line, column, expected } of faults) assert.ok(line >= 1 && column >= 1 && expected !== '')
    }),
    { numRuns: 300 },
  )
})
