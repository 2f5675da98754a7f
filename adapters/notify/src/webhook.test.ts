import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { channelConformance } from '../../../domain/src/incident/notices/channel-port.conformance.ts'
import { isPagerUrl, signatureOf, webhookChannel } from './webhook.ts'

const SECRET = 'a secret of the test'
const NOW = Date.parse('2026-11-24T21:00:00Z')

interface Request {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

async function pager(
  status = 200,
  location?: string,
): Promise<{ server: Server; url: string; requests: Request[] }> {
  const requests: Request[] = []
  const server = createServer((request, answer) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      requests.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') })
      answer.writeHead(status, location === undefined ? {} : { Location: location })
      answer.end('ignored')
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`, requests }
}

function end(server: Server): void {
  server.close()
  server.closeAllConnections()
}

channelConformance(
  'a pager by webhook',
  async () => {
    const { server, url, requests } = await pager()
    const channel = webhookChannel({ url, secret: SECRET, kind: 'drill' }, () => NOW)
    return {
      channel,
      to: 'management-1',
      refused: null,
      arrived: async () =>
        requests.map(({ body }) => ({ to: (JSON.parse(body) as { page: string }).page, text: body })),
      breakDown: async () => end(server),
      close: async () => channel.close(),
    }
  },
  { carries: false },
)

test('signs seconds and body, says that it is a drill, and carries nothing of what it is about', async () => {
  const { server, url, requests } = await pager()
  const channel = webhookChannel({ url, secret: SECRET, kind: 'drill' }, () => NOW)
  await channel.send({ key: 'n-001-1', to: 'dpo-1', subject: 'demand', body: 'ransom note on SRV-DC-02' })
  const [request] = requests
  assert.ok(request !== undefined)
  assert.deepEqual(JSON.parse(request.body), { v: 1, kind: 'drill', page: 'dpo-1', key: 'n-001-1' })
  assert.equal(request.headers['x-codedark-signature'], signatureOf(SECRET, NOW / 1000, request.body))
  assert.equal(request.headers['idempotency-key'], 'n-001-1')
  end(server)
})

test('follows no redirect and takes no refusal for sent', async () => {
  const target = await pager()
  for (const [status, location] of [
    [302, target.url],
    [500, undefined],
    [404, undefined],
  ] as const) {
    const { server, url } = await pager(status, location)
    const channel = webhookChannel({ url, secret: SECRET, kind: 'real' }, () => NOW)
    const sent = await channel.send({ key: 'n-001-1', to: 'dpo-1', subject: '', body: '' })
    assert.deepEqual(sent, { fate: 'failed', reason: 'refused' })
    end(server)
  }
  assert.deepEqual(target.requests, [])
  end(target.server)
})

test('an address in clear is for this machine only, and holds no password', () => {
  assert.equal(isPagerUrl('https://pager.example.org/x'), true)
  assert.equal(isPagerUrl('http://127.0.0.1:8080/'), true)
  for (const url of [
    'http://pager.example.org/',
    'https://u:p@pager.example.org/',
    'file:///etc/passwd',
    'x',
  ])
    assert.equal(isPagerUrl(url), false, url)
})
