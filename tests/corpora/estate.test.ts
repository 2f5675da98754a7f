import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { impact, importEstate, whatIf, type MemberState } from '@codedark/domain/estate'

const corpora = process.env['CODEDARK_CORPORA'] ?? ''

test('with all servers known and the 80 marked encrypted down, the impact is the expected one', (t) => {
  if (corpora === '') return t.skip('CODEDARK_CORPORA is not set')
  const read = (file: string): string => readFileSync(join(corpora, 'estate', file), 'utf8')
  const servers = read('servers.csv')
  const { estate, faults } = importEstate({
    servers,
    services: read('services.csv'),
    depends: read('depends.csv'),
    care: read('care.csv'),
  })
  assert.deepEqual(faults, [])
  const hit = new Set(
    servers
      .trim()
      .split(/\r?\n/)
      .filter((line) => line.endsWith(',yes'))
      .map((line) => line.split(',')[0]),
  )
  const states = new Map<string, MemberState>(
    estate.servers.map(({ id }) => [id, hit.has(id) ? { state: 'down', because: 'hit' } : { state: 'up' }]),
  )
  const { services } = impact(estate, states)
  const byId = new Map(estate.services.map((service) => [service.id, service]))
  const down = services.filter(({ state }) => state === 'down')
  const short = (line: (typeof down)[number]): boolean =>
    line.membersUp + line.membersUnknown < (byId.get(line.service)?.needs ?? 0)
  const names = (lines: typeof down): string[] => lines.map(({ service }) => service).sort()
  assert.deepEqual(
    {
      servers: estate.servers.length,
      encrypted: hit.size,
      services: estate.services.length,
      directlyDown: names(down.filter(short)),
      downByHardDependency: names(down.filter((line) => !short(line))),
      degradedOnly: names(services.filter(({ state }) => state === 'degraded')),
      careRank1Down: names(down.filter(({ service }) => byId.get(service)?.careRank === 1)),
    },
    JSON.parse(read('expected-impact.json')),
  )
  assert.ok(down.every(({ causes }) => causes.length > 0))
  assert.deepEqual(whatIf(estate, states, ['no-such-server']).notFound, ['no-such-server'])
})
