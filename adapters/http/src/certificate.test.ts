import assert from 'node:assert/strict'
import { request } from 'node:https'
import { test } from 'node:test'
import { certificateFits, fingerprintOf, makeCertificate } from './certificate.ts'
import { loopbackServer } from './loopback.ts'

const of = { host: 'command.codedark.lan', address: '192.168.7.4', now: '2026-01-17T20:46:00.000Z' }

test('a server’s own certificate is for its name and address, for a year, and its fingerprint is what browsers show', async () => {
  const made = await makeCertificate(of)
  assert.match(fingerprintOf(made), /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  assert.ok(certificateFits(made, of))
  assert.ok(!certificateFits(made, { ...of, host: 'care.codedark.lan' }))
  assert.ok(!certificateFits(made, { ...of, address: '192.168.7.5' }))
  assert.ok(!certificateFits(made, { ...of, now: '2027-01-17T20:46:00.000Z' }))
  assert.ok(!certificateFits(made, { ...of, now: '2026-01-01T00:00:00.000Z' }), 'not yet')
  assert.notEqual(fingerprintOf(await makeCertificate(of)), fingerprintOf(made))
})

test('over TLS the server answers its own name, takes writes of its own https origin only, and speaks no plain HTTP', async () => {
  const now = new Date().toISOString()
  const certificate = await makeCertificate({ ...of, now })
  const server = loopbackServer(of.host, () => assert.fail('a bug'), certificate)
  server.app.post('/api/thing', (context) => context.json({}))
  const listening = await server.listen({ address: '127.0.0.1', port: 0 })
  assert.ok(listening.ok)
  const { port, url, close } = listening.value
  assert.equal(url, `https://${of.host}:${port}`)
  const post = async (origin: string, host = `${of.host}:${port}`): Promise<number> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          path: '/api/thing',
          method: 'POST',
          headers: { host, origin },
          ca: certificate.cert,
          servername: of.host,
          agent: false,
        },
        (incoming) => {
          incoming.resume()
          resolve(incoming.statusCode ?? 0)
        },
      )
      outgoing.on('error', reject)
      outgoing.end()
    })
  assert.equal(await post(url), 200)
  assert.equal(await post(url.replace('https', 'http')), 403)
  assert.equal(await post(url, 'evil.example'), 421)
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`))
  await close()
})
