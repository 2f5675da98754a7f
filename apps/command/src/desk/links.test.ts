import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DRILL_PASSPHRASE } from '@codedark/files'
import { initDataFolder, openIncident } from './init.ts'
import { boardLinks, probeLinks, recordLinkReport, takeLinks } from './links.ts'
import { openCommand } from './open-command.ts'
import { openDesk } from './open-desk.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-links-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function opened(name: string) {
  const data = join(folder, name)
  assert.ok(initDataFolder(data, 'drill', DRILL_PASSPHRASE).ok)
  const command = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(command.ok)
  return command.value
}

function register(name: string, rows: readonly string[]): string {
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, ['id,partner,purpose,addresses', ...rows].join('\n'))
  return path
}

const ADA = { account: 'ada', name: 'Ada Eins' }

test('a register is taken in before any incident, its faults are told by line, and the same file is refused', () => {
  const command = opened('import')
  const path = register('import', ['A,Partner <b>,results,10.0.0.0/8:1', ',x,y,', 'B,Partner,mail,'])
  const taken = takeLinks(command, path)
  assert.ok(taken.ok)
  assert.equal(taken.value.links, 2)
  assert.equal(taken.value.faults.length, 2)
  assert.match(taken.value.faults[0] ?? '', /line 2: one address/)
  assert.ok(!takeLinks(command, path).ok)
  assert.ok(!takeLinks(command, join(folder, 'nowhere.csv')).ok)
  assert.equal(boardLinks(command).rows.find(({ id }) => id === 'A')?.partner, 'Partner <b>')
  command.close()
})

test('a probe tries only what the register has; one that connects takes a tested cut away, and all of it are entries', async () => {
  const command = opened('probe')
  const tried: number[] = []
  const listener = createServer((socket) => {
    tried.push(1)
    socket.on('error', () => undefined)
    socket.resume()
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  assert.ok(address !== null && typeof address === 'object')
  const rows = [`OPEN,P,x,127.0.0.1:${address.port}`, 'AWAY,P,x,192.0.2.1:443', 'NONE,P,x,']
  assert.ok(takeLinks(command, register('probe', rows)).ok)
  const asked = { links: null, from: 'crisis laptop', by: 'command-line', recordedBy: 'Net One' }
  assert.ok(!(await probeLinks(command.ledger, asked)).ok, 'no incident is opened')
  assert.deepEqual(tried, [])
  assert.ok(openIncident(command, 'Night').ok)
  const statedAt = new Date(Date.now() - 60_000).toISOString()
  const report = {
    state: 'cut',
    confidence: 'tested',
    method: 'cable-out',
    statedBy: 'Net One',
    statedAt,
  } as const
  for (const link of ['OPEN', 'AWAY']) assert.ok(recordLinkReport(command, { link, ...report }, 'Net One').ok)
  assert.ok(!(await probeLinks(command.ledger, { ...asked, links: ['OTHER'] })).ok)
  const probed = await probeLinks(command.ledger, asked)
  assert.ok(probed.ok)
  assert.deepEqual(probed.value.without, ['NONE'])
  assert.deepEqual(
    probed.value.entries.map(({ link, connected }) => [link, connected]),
    [
      ['OPEN', true],
      ['AWAY', false],
    ],
  )
  listener.close()
  const { counts, rows: shown } = boardLinks(command)
  assert.equal(counts.contradicted, 1)
  assert.equal(counts.testedCut, 1)
  assert.equal(shown[0]?.id, 'OPEN')
  assert.match(shown[0]?.alarm ?? '', /NOT cut/)
  // The address of a drill is invented: nothing went out to it.
  assert.match(shown.find(({ id }) => id === 'AWAY')?.probe ?? '', /could not be tried.*no test/)
  command.close()
})

test('the desk shows links, keeps an agreement, and refuses what the rules refuse with a sentence', async () => {
  const command = opened('desk')
  assert.ok(takeLinks(command, register('desk', ['A,P,x,'])).ok)
  assert.ok(openIncident(command, 'Night').ok)
  const desk = openDesk(command, { now: () => new Date().toISOString() })
  assert.ok(desk.ok)
  const { links } = desk.value
  const says = { link: 'A', statedBy: 'Net One', statedAt: new Date().toISOString() }
  assert.ok((await links.agree({ type: 'AgreeToCut', ...says }, ADA)).ok)
  assert.match(links.view().rows[0]?.agreed ?? '', /could not be reckoned/)
  assert.equal(links.cost('B'), null)
  const reopened = await links.record(
    {
      type: 'ReopenLink',
      link: 'A',
      reopenedAt: says.statedAt,
      watchUntil: new Date(Date.now() + 60_000).toISOString(),
      closer: 'Net One',
      secondName: 'Bea Zwei',
    },
    ADA,
  )
  assert.ok(!reopened.ok)
  assert.match(reopened.fault, /^Not recorded: A is not cut/)
  await desk.value.close()
})
