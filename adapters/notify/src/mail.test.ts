import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { channelConformance } from '../../../domain/src/incident/notices/channel-port.conformance.ts'
import { mailChannel } from './mail.ts'

interface Arrived {
  readonly to: string
  readonly text: string
}

/** Undoes what mail does to text: encoded words, quoted-printable, base64. */
function readable(raw: string): string {
  const at = raw.indexOf('\r\n\r\n')
  const [head, body] = [raw.slice(0, at), raw.slice(at + 4)]
  if (/base64/iu.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/quoted-printable/iu.test(head)) return body
  const bytes = body
    .replace(/=\r\n/gu, '')
    .replace(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

async function relay(): Promise<{ server: SMTPServer; port: number; arrived: Arrived[]; raw: string[] }> {
  const arrived: Arrived[] = []
  const raw: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody') ? new Error('no such mailbox') : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        raw.push(text)
        for (const { address } of session.envelope.rcptTo) arrived.push({ to: address, text: readable(text) })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  return { server, port: (server.server.address() as AddressInfo).port, arrived, raw }
}

const closed = async (server: SMTPServer): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
  })

channelConformance(
  'mail by SMTP',
  async () => {
    const { server, port, arrived } = await relay()
    const channel = mailChannel({ host: '127.0.0.1', port, security: 'none', from: 'codedark@example.org' })
    return {
      channel,
      to: 'director@example.org',
      refused: 'nobody@example.org',
      arrived: async () => arrived,
      breakDown: async () => closed(server),
      close: async () => channel.close(),
    }
  },
  { carries: true },
)

test('says that it was made by a program, with an id of its attempt and a subject of one line', async () => {
  const { server, port, raw } = await relay()
  const channel = mailChannel({ host: '127.0.0.1', port, security: 'none', from: 'codedark@example.org' })
  await channel.send({ key: 'n-001-7', to: 'a@example.org', subject: 'one\r\nBcc: b@example.org', body: 'x' })
  const head = raw[0]?.split('\r\n\r\n')[0] ?? ''
  assert.match(head, /^Message-ID: <n-001-7@codedark\.invalid>$/imu)
  assert.match(head, /^Auto-Submitted: auto-generated$/imu)
  assert.match(head, /^Subject: one Bcc: b@example\.org$/imu)
  assert.doesNotMatch(head, /^Bcc:/imu)
  await channel.close()
  await closed(server)
})

test('does not speak in clear to a relay that was to be secure', async () => {
  const { server, port, arrived } = await relay()
  for (const security of ['starttls', 'tls'] as const) {
    const channel = mailChannel({ host: '127.0.0.1', port, security, from: 'codedark@example.org' })
    const sent = await channel.send({ key: 'n-001-1', to: 'a@example.org', subject: 's', body: 'b' })
    assert.notEqual(sent.fate, 'sent')
    await channel.close()
  }
  assert.deepEqual(arrived, [])
  await closed(server)
})

test('does not know what became of a mail whose relay went silent after it was handed over', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('220 relay\r\n')
    socket.on('data', (data) => {
      const line = data.toString('utf8')
      if (/^(EHLO|HELO|MAIL|RCPT)/iu.test(line)) socket.write('250 ok\r\n')
      else if (/^DATA/iu.test(line)) socket.write('354 go on\r\n')
      else socket.destroy()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const { port } = server.address() as AddressInfo
  const channel = mailChannel({ host: '127.0.0.1', port, security: 'none', from: 'codedark@example.org' })
  const sent = await channel.send({ key: 'n-001-1', to: 'a@example.org', subject: 's', body: 'b' })
  assert.equal(sent.fate, 'not-known')
  await channel.close()
  server.close()
})
