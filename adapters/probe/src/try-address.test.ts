import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { test } from 'node:test'
import { tryAddress, tryAddresses } from './try-address.ts'

async function listening(server: Server, backlog?: number): Promise<number> {
  server.listen({ port: 0, host: '127.0.0.1', ...(backlog === undefined ? {} : { backlog }) })
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return address.port
}

test('a server that listens is connected to, and gets nothing sent', async () => {
  const got: number[] = []
  const server = createServer((socket) => {
    socket.on('data', (bytes) => got.push(bytes.length))
    socket.on('error', () => undefined)
  })
  const port = await listening(server)
  assert.equal(await tryAddress({ host: '127.0.0.1', port }), 'connected')
  server.close()
  assert.deepEqual(got, [])
})

test('a port on which nobody listens refuses', async () => {
  const server = createServer()
  const port = await listening(server)
  server.close()
  await once(server, 'close')
  assert.equal(await tryAddress({ host: '127.0.0.1', port }), 'refused')
})

test('a name that does not exist was not tried', async () => {
  assert.equal(await tryAddress({ host: 'nowhere.invalid', port: 9 }, { attemptMs: 5_000 }), 'not-tried')
})

// Some networks refuse in the name of a machine that is not there: that is why a refusal proves nothing.
test('an address of which nobody has the machine is never connected to, and answered within the time', async () => {
  const before = performance.now()
  const outcome = await tryAddress({ host: '192.0.2.1', port: 9 }, { attemptMs: 200 })
  assert.notEqual(outcome, 'connected')
  assert.ok(performance.now() - before < 2_000)
})

test('many addresses are tried in bounded number, each once, and answered in order', async () => {
  let open = 0
  let most = 0
  const server = createServer((socket) => {
    open += 1
    most = Math.max(most, open)
    socket.on('error', () => undefined)
    socket.on('close', () => (open -= 1))
    socket.resume()
  })
  const port = await listening(server)
  const closed = createServer()
  const shut = await listening(closed)
  closed.close()
  await once(closed, 'close')
  const addresses = Array.from({ length: 60 }, (_, index) => ({
    host: '127.0.0.1',
    port: index % 3 === 0 ? shut : port,
  }))
  const tried = await tryAddresses(addresses, { atOnce: 5 })
  server.close()
  assert.deepEqual(
    tried.map(({ outcome }) => outcome),
    addresses.map((_, index) => (index % 3 === 0 ? 'refused' : 'connected')),
  )
  assert.ok(most <= 12, `${most}`)
  assert.deepEqual(await tryAddresses([]), [])
})
