import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { NoticeChannel } from '@codedark/domain/incident'
import { holdFile } from '../../desk/held.ts'
import { initDataFolder, openIncident } from '../../desk/init.ts'
import { importContacts, listNotices, setChannels } from '../../desk/notice-settings.ts'
import { NoticeDesk } from '../../desk/notice-desk.ts'
import { openCommand, type OpenedCommand } from '../../desk/open-command.ts'
import { DRILL_PASSPHRASE } from '@codedark/files'
import { openCommandLedger } from '../ledger/index.ts'
import { readContacts } from './call-tree.ts'
import { codeOf } from './codes.ts'
import { keepNotices, type KeepNoticesOptions } from './keep-notices.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-notices-'))
after(() => rmSync(root, { recursive: true, force: true }))

const CONTACTS = `role,name,mobile,deputy,mail,language
management,Management on call,0470 00 00 01,,m@example.org,fr
incident-commander,Commander on call,0470 00 00 03,,c@example.org,nl
it-commander,Head of IT on call,0470 00 00 04,,,en
board-chair,Chair of the board,0470 00 00 09,,b@example.org,fr
police,Police,0470 00 00 99,,p@example.org,fr
`
let folders = 0

interface Place {
  readonly opened: OpenedCommand
  readonly path: string
  readonly sms: Readonly<Record<'outbox' | 'sent' | 'error' | 'inbox', string>>
}

/** A drill's folder with an incident, a call tree and one item. */
function place(): Place {
  folders += 1
  const path = join(root, `data-${folders}`)
  assert.ok(initDataFolder(path, 'drill', DRILL_PASSPHRASE).ok)
  const opened = openCommand(path, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  assert.ok(openIncident(opened.value, 'Night').ok)
  const list = join(root, `contacts-${folders}.csv`)
  writeFileSync(list, CONTACTS)
  assert.ok(importContacts(opened.value, list, 'Ada Eins').ok)
  const [outbox, sent, error, inbox] = ['out', 'sent', 'err', 'in'].map((name) =>
    join(root, `sms-${folders}`, name),
  )
  assert.ok(outbox !== undefined && sent !== undefined && error !== undefined && inbox !== undefined)
  for (const folder of [outbox, sent, error, inbox]) mkdirSync(folder, { recursive: true })
  return { opened: opened.value, path, sms: { outbox, sent, error, inbox } }
}

function fileDemand({ opened }: Place): void {
  const done = opened.ledger.submit(
    {
      type: 'FileEvidenceItem',
      kind: 'demand',
      source: 'typed',
      mayShowPatients: false,
      text: 'pay 50 BTC to xyz',
    },
    'board',
  )
  assert.ok(done.ok)
}

interface Sent {
  readonly to: string
  readonly body: string
}

/** A channel that says what it is told to, and keeps what it was given. */
function recording(
  channel: NoticeChannel['channel'],
  sent: Sent[],
  fate: 'sent' | 'failed' = 'sent',
): NoticeChannel {
  return {
    channel,
    send: async ({ to, body }) => {
      sent.push({ to, body })
      return fate === 'sent' ? { fate } : { fate, reason: 'unreachable' }
    },
    close: async () => undefined,
  }
}

function optionsOf({ opened }: Place, more: Partial<KeepNoticesOptions>): KeepNoticesOptions {
  const read = readContacts(join(root, `contacts-${folders}.csv`))
  assert.ok(read.ok)
  return {
    ledger: opened.ledger,
    kind: 'drill',
    key: opened.keys.databaseKey,
    now: () => new Date().toISOString(),
    contacts: () => read.value,
    channels: {},
    open: [],
    onNote: (sentence) => assert.fail(sentence),
    ...more,
  }
}

const types = ({ opened }: Place): string[] => opened.ledger.state().log.map(({ type }) => type)

describe('the clock of the notices', () => {
  test('records that it begins, sends, records what became of it; a second look sends nothing', async () => {
    const here = place()
    fileDemand(here)
    here.opened.ledger.submit({ type: 'SetNoticeChannels', channels: ['sms', 'mail'] }, 'notices')
    const sent: Sent[] = []
    const keeper = keepNotices(optionsOf(here, { open: [recording('sms', sent), recording('mail', sent)] }))
    await keeper.tick()
    await keeper.tick()
    assert.deepEqual(sent.map(({ to }) => to).sort(), [
      '+32470000001',
      '+32470000003',
      '+32470000004',
      'c@example.org',
      'm@example.org',
    ])
    assert.equal(
      types(here).filter((type) => type === 'NoticeSendBegun').length,
      6,
      'one sheet waits: no mail is listed',
    )
    assert.equal(types(here).filter((type) => type === 'NoticeSendEnded').length, 5)
    for (const { body } of sent) {
      assert.doesNotMatch(body, /BTC|xyz/u)
      assert.match(body, /DRILL|EXERCICE|OEFENING/u)
    }
    await keeper.stop()
    here.opened.close()
  })

  test('goes on after the program was killed between the record and the message, from the record alone', async () => {
    const here = place()
    fileDemand(here)
    here.opened.ledger.submit({ type: 'SetNoticeChannels', channels: ['sms'] }, 'notices')
    const never: NoticeChannel = {
      channel: 'sms',
      send: async () => new Promise(() => undefined),
      close: async () => undefined,
    }
    const killed = keepNotices(optionsOf(here, { open: [never] }))
    void killed.tick()
    await killed.stop()
    here.opened.close()
    const later = (minutes: number) => (): string => new Date(Date.now() + minutes * 60_000).toISOString()
    const again = openCommand(here.path, DRILL_PASSPHRASE)
    assert.ok(again.ok)
    const state = again.value.ledger.state()
    assert.equal(
      state.notices.all
        .get('n-001')
        ?.attempts.filter(({ fate, channel }) => fate === null && channel === 'sms').length,
      3,
    )
    again.value.close()
    const sent: Sent[] = []
    for (const minutes of [3, 5]) {
      const opened = openCommandAt(here.path, later(minutes))
      const keeper = keepNotices(
        optionsOf({ ...here, opened }, { open: [recording('sms', sent)], now: later(minutes) }),
      )
      await keeper.tick()
      await keeper.stop()
      opened.close()
    }
    assert.deepEqual(sent.map(({ to }) => to).sort(), ['+32470000001', '+32470000003', '+32470000004'])
  })

  test('tells the chair outside only whom to call, and never writes to an authority', async () => {
    const here = place()
    fileDemand(here)
    here.opened.ledger.submit({ type: 'SetNoticeChannels', channels: ['sms', 'mail'] }, 'notices')
    here.opened.close()
    const sent: Sent[] = []
    let minutes = 0
    const now = (): string => new Date(Date.now() + minutes * 60_000).toISOString()
    const opened = openCommandAt(here.path, now)
    const open = [recording('sms', sent), recording('mail', sent)]
    const keeper = keepNotices(optionsOf({ ...here, opened }, { open, now }))
    for (; minutes < 120; minutes += 5) await keeper.tick()
    await keeper.stop()
    opened.close()
    const chair = sent.filter(({ to }) => to === '+32470000009' || to === 'b@example.org')
    assert.notEqual(chair.length, 0)
    for (const { body } of chair) assert.equal(body, 'EXERCICE. Appelez Commander on call au +32470000003.')
    assert.ok(sent.every(({ to }) => to !== '+32470000099' && to !== 'p@example.org'))
  })
})

/** The folder with a record whose clock is another. */
function openCommandAt(path: string, now: () => string): OpenedCommand {
  const opened = openCommand(path, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  opened.value.ledger.close()
  const ledger = openCommandLedger(opened.value.folder, opened.value.keys, now)
  assert.ok(ledger.ok)
  return {
    ...opened.value,
    ledger: ledger.value,
    close: () => (ledger.value.close(), opened.value.findings.close()),
  }
}

describe('an answer by SMS', () => {
  const answer = (here: Place, from: string, text: string, serial = '00'): void =>
    writeFileSync(
      join(here.sms.inbox, `IN20261124_210000_${serial}_${from}_00.txt`),
      Buffer.from(`\u{feff}${text}`, 'utf16le'),
    )

  test('acknowledges once for its person; strangers, other people’s codes and chatter are entries and answer nothing', async () => {
    const here = place()
    fileDemand(here)
    const { ledger, keys } = here.opened
    const keeper = keepNotices(optionsOf(here, { channels: { sms: here.sms } }))
    await keeper.tick()
    const notice = ledger.state().notices.all.get('n-001') ?? assert.fail()
    const code = codeOf(keys.databaseKey, notice, 'management-1')
    answer(here, '+32499999999', `ACK ${code}`, '01')
    answer(here, '+32470000003', `ACK ${code}`, '02')
    answer(here, '+32470000001', 'who is this?', '03')
    answer(here, '+32470000001', 'ACK 22222222', '04')
    answer(here, '+32470000001', `ack ${code.toLowerCase()}`, '05')
    answer(here, '+32470000001', `ACK ${code}`, '06')
    await keeper.tick()
    const refused = ledger.state().log.flatMap(({ index }) => {
      const event = ledger.event(index)
      return event?.type === 'InboundRefused' ? [event.reason] : []
    })
    assert.deepEqual(refused, ['unknown-number', 'other-person', 'not-read', 'unknown-code'])
    const held = ledger.state().notices.all.get('n-001')
    assert.deepEqual(
      held?.acknowledgements.map(({ role, channel }) => [role, channel]),
      [['management', 'sms']],
    )
    assert.deepEqual(readdirSync(here.sms.inbox), ['taken'])
    assert.equal(readdirSync(join(here.sms.inbox, 'taken')).length, 6)
    // The same file once more: a replay.
    for (const name of readdirSync(join(here.sms.inbox, 'taken')))
      renameSync(join(here.sms.inbox, 'taken', name), join(here.sms.inbox, name))
    await keeper.tick()
    assert.equal(ledger.state().notices.all.get('n-001')?.acknowledgements.length, 1)
    await keeper.stop()
    here.opened.close()
  })
})

describe('the settings of notices', () => {
  test('hold no secret and no number in clear in the folder, and none is said', async () => {
    const here = place()
    const file = join(root, 'channels.json')
    const server = await pager()
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const channels = {
      mail: {
        host: 'relay.example.org',
        port: 465,
        security: 'tls',
        from: 'a@b.org',
        user: 'u',
        password: 'hunter-two-secret',
      },
      webhook: { url, secret: 'sixteen characters at least' },
    }
    writeFileSync(file, JSON.stringify(channels))
    const said = setChannels(here.opened, file, 'Ada Eins')
    assert.ok(said.ok)
    assert.doesNotMatch(said.value.join(' '), /hunter|sixteen/u)
    here.opened.close()
    const whole = readdirSync(here.path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('')
    assert.doesNotMatch(whole, /hunter-two|sixteen char|32470000001|Management on call/u)
    server.close()
  })

  test('refuse what would send a password in clear, or page an address in clear', () => {
    const here = place()
    const file = join(root, 'bad.json')
    const mail = {
      host: 'relay.example.org',
      port: 25,
      security: 'none',
      from: 'a@b.org',
      user: 'u',
      password: 'p',
    }
    for (const bad of [
      { mail },
      { webhook: { url: 'http://pager.example.org/', secret: 'x'.repeat(20) } },
      { fax: {} },
      [],
    ]) {
      writeFileSync(file, JSON.stringify(bad))
      const set = setChannels(here.opened, file, 'Ada Eins')
      assert.equal(set.ok, false, JSON.stringify(bad))
    }
    here.opened.close()
  })

  test('a call tree that was kept without its entry is recorded at the next start, and named', () => {
    const here = place()
    const before = here.opened.ledger.state().log.length
    const other = place()
    here.opened.close()
    other.opened.close()
    // The kept list of another import, as if the program had been stopped between the file and the entry.
    const opened = openCommand(here.path, DRILL_PASSPHRASE)
    assert.ok(opened.ok)
    const list = join(root, 'second.csv')
    writeFileSync(list, 'role,name,mobile,deputy,mail,language\ndpo,DPO on call,0470 00 00 06,,,fr\n')
    const read = readContacts(list)
    assert.ok(read.ok)
    const { contacts, faults } = read.value
    assert.ok(holdFile(opened.value.folder, opened.value.keys, 'contacts', { contacts, faults }).ok)
    const notes: string[] = []
    const desk = new NoticeDesk(
      opened.value,
      () => new Date().toISOString(),
      (note) => notes.push(note),
    )
    assert.deepEqual(notes, ['A call tree was kept without its entry: it is recorded now.'])
    assert.equal(opened.value.ledger.state().log.length, before + 1)
    assert.equal(opened.value.ledger.state().notices.contacts.length, 1)
    void desk.close()
    opened.value.close()
  })

  test('a list of nobody leaves the call tree as it was', () => {
    const here = place()
    const list = join(root, 'none.csv')
    writeFileSync(list, 'role,name\nboss,A\n')
    assert.equal(importContacts(here.opened, list, 'Ada Eins').ok, false)
    assert.equal(here.opened.ledger.state().notices.contacts.length, 5)
    assert.equal(listNotices(here.opened, new Date().toISOString()).ok, true)
    here.opened.close()
  })
})

async function pager(): Promise<Server> {
  const server = createServer((_, answer) => answer.end())
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  return server
}
