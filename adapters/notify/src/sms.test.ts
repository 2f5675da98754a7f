import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { channelConformance } from '../../../domain/src/incident/notices/channel-port.conformance.ts'
import { readInbound, smsChannel, takeInbound, type SmsSettings } from './sms.ts'

const NUMBER = '+32470123456'
const gammu = spawnSync('gammu-smsd', ['--version']).status === 0
const skip = gammu ? false : 'gammu-smsd is not installed (npm run setup:tests)'

function folders(): { root: string; settings: SmsSettings } {
  const root = mkdtempSync(join(tmpdir(), 'codedark-sms-'))
  for (const name of ['out', 'sent', 'err', 'in', 'modem/sms/1'])
    mkdirSync(join(root, name), { recursive: true })
  const [outbox, sent, error, inbox] = ['out', 'sent', 'err', 'in'].map((name) => join(root, name))
  assert.ok(outbox !== undefined && sent !== undefined && error !== undefined && inbox !== undefined)
  return { root, settings: { outbox, sent, error, inbox } }
}

/** Debian's gammu-smsd with its dummy modem, which keeps what it sends and receives in files. */
function startModem(root: string): ChildProcess {
  const config = [
    '[gammu]',
    'model = dummy',
    'connection = none',
    `port = ${join(root, 'modem')}`,
    'gammuloc = /dev/null',
    '[smsd]',
    'service = files',
    `logfile = ${join(root, 'log')}`,
    'checkSecurity = 0',
    `inboxpath = ${root}/in/`,
    `outboxpath = ${root}/out/`,
    `sentsmspath = ${root}/sent/`,
    `errorsmspath = ${root}/err/`,
    'inboxformat = unicode',
    'outboxformat = unicode',
    'commtimeout = 1',
    'loopsleep = 1',
    'maxretries = 0',
  ]
  writeFileSync(join(root, 'rc'), `${config.join('\n')}\n`)
  return spawn('gammu-smsd', ['-c', join(root, 'rc')], { stdio: 'ignore' })
}

const utf16 = (path: string): string => new TextDecoder('utf-16le').decode(readFileSync(path))

/** The modem's side of the four folders without its program: whatever is whole in the outbox goes to `sent`. */
function moveBy(settings: SmsSettings, refused: string): NodeJS.Timeout {
  return setInterval(() => {
    for (const name of readdirSync(settings.outbox).filter((one) => one.startsWith('OUT')))
      renameSync(
        join(settings.outbox, name),
        join(name.includes(refused) ? settings.error : settings.sent, name),
      )
  }, 20)
}

channelConformance(
  'SMS through folders',
  async () => {
    const { root, settings } = folders()
    const refused = '+32400000000'
    const timer = moveBy(settings, refused)
    const channel = smsChannel(settings, 2_000)
    return {
      channel,
      to: NUMBER,
      refused,
      arrived: async () =>
        readdirSync(settings.sent)
          .sort()
          .map((name) => ({ to: name.split('_')[1] ?? '', text: utf16(join(settings.sent, name)) })),
      breakDown: async () => clearInterval(timer),
      close: async () => {
        await channel.close()
        rmSync(root, { recursive: true })
      },
    }
  },
  { carries: true },
)

describe('with Debian’s gammu-smsd and its dummy modem', { skip }, () => {
  const { root, settings } = folders()
  const modem = gammu ? startModem(root) : null
  after(() => {
    modem?.kill()
    rmSync(root, { recursive: true, force: true })
  })

  test('a message goes out, in any script, and is sent only when the modem took it', async () => {
    const channel = smsChannel(settings, 20_000)
    const body = 'Notice n-001. ACK 7KQ2M9XR. é 支払え 🏥'
    assert.deepEqual(await channel.send({ key: 'n-001-1', to: NUMBER, subject: '', body }), { fate: 'sent' })
    assert.equal(utf16(join(settings.sent, `OUTA_${NUMBER}_n-001-1.txt`)), body)
    assert.deepEqual(readdirSync(settings.outbox), [])
    await channel.close()
  })

  test('an answer comes in with its number, and stays until it is taken', async () => {
    const text = 'ACK 7KQ2M9XR'
    const hex = [...text]
      .map((one) => (one.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase())
      .join('')
    const message = [
      '[SMSBackup000]',
      'State = UnRead',
      `Number = "${NUMBER}"`,
      'Name = ""',
      'DateTime = 20261124T210000',
      'Coding = Default_No_Compression',
      'Folder = 1',
      `Length = ${text.length}`,
      'Class = -1',
      'ReplySMSC = False',
      'RejectDuplicates = False',
      'ReplaceMessage = 0',
      'MessageReference = 0',
      `Text00 = ${hex}`,
    ]
    writeFileSync(join(root, 'modem/sms/1/1'), `${message.join('\n')}\n`)
    for (let waited = 0; waited < 15_000 && inboundOf(settings).length === 0; waited += 100) await pause(100)
    const [inbound] = inboundOf(settings)
    assert.ok(inbound !== undefined)
    assert.deepEqual([inbound.from, inbound.text], [NUMBER, text])
    assert.ok(takeInbound(settings, inbound.file).ok)
    assert.deepEqual(inboundOf(settings), [])
    assert.ok(existsSync(join(settings.inbox, 'taken', inbound.file)))
  })
})

function inboundOf(settings: SmsSettings) {
  const read = readInbound(settings)
  assert.ok(read.ok)
  return read.value
}

test('the same attempt after a restart is not put into the outbox again once the modem has sent it', async () => {
  const { root, settings } = folders()
  writeFileSync(join(settings.sent, `OUTA_${NUMBER}_n-001-1.txt`), 'sent before')
  const sent = await smsChannel(settings, 500).send({ key: 'n-001-1', to: NUMBER, subject: '', body: 'x' })
  assert.deepEqual(sent, { fate: 'sent' })
  assert.deepEqual(readdirSync(settings.outbox), [])
  rmSync(root, { recursive: true })
})

test('what lies in the outbox when the time is up is not known; without the folders nothing was sent', async () => {
  const { root, settings } = folders()
  const message = { key: 'n-001-1', to: NUMBER, subject: '', body: 'x' }
  assert.deepEqual(await smsChannel(settings, 500).send(message), { fate: 'not-known', reason: 'timed-out' })
  rmSync(root, { recursive: true })
  assert.deepEqual(await smsChannel(settings, 500).send(message), { fate: 'failed', reason: 'disk' })
})

test('a message of the inbox that is far too long is read as none, and a hidden number as what the network gave', () => {
  const { root, settings } = folders()
  writeFileSync(join(settings.inbox, 'IN20261124_210000_00_Anonymous_00.txt'), 'ACK x'.repeat(10_000))
  assert.deepEqual(inboundOf(settings), [
    { file: 'IN20261124_210000_00_Anonymous_00.txt', from: 'Anonymous', text: '' },
  ])
  rmSync(root, { recursive: true })
})
