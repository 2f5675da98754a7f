import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { changeFeed } from './changes.ts'
import { loopbackServer } from './loopback.ts'
import { loadPages, servePages } from './pages.ts'

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
}

async function ask(
  port: number,
  options: { method?: string; path: string; headers: Record<string, string>; body?: string },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method: options.method ?? 'GET',
        path: options.path,
        headers: options.headers,
        agent: false,
      },
      (incoming) => {
        let body = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (text: string) => (body += text))
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(options.body)
  })
}

const folder = mkdtempSync(join(tmpdir(), 'codedark-pages-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">')
writeFileSync(join(folder, 'assets', 'a-1.js'), 'export {}')
writeFileSync(join(folder, 'secret.key'), 'not a page')
after(() => rmSync(folder, { recursive: true }))

const open: (() => Promise<void>)[] = []
after(() => Promise.all(open.map((close) => close())))

async function started(): Promise<{
  port: number
  host: string
  close: () => Promise<void>
  bugs: unknown[]
}> {
  const bugs: unknown[] = []
  const server = loopbackServer('command.localhost', (error) => bugs.push(error))
  server.app.get('/api/thing', (context) => context.json({ thing: 1 }))
  server.app.get('/api/bug', () => {
    throw new Error('a bug')
  })
  server.app.post('/api/thing', async (context) => context.json({ got: (await context.req.text()).length }))
  const pages = loadPages(folder)
  assert.ok(pages.ok)
  servePages(server.app, pages.value)
  const listening = await server.listen({ address: '127.0.0.1', port: 0 })
  assert.ok(listening.ok)
  const { port, close } = listening.value
  open.push(close)
  return { port, host: `command.localhost:${port}`, close, bugs }
}

describe('a loopback server', () => {
  test('refuses to listen on an address that other machines reach', async () => {
    for (const address of ['0.0.0.0', '::', '192.168.1.4', 'localhost']) {
      const outcome = await loopbackServer('command.localhost', () => {}).listen({ address, port: 0 })
      assert.deepEqual(outcome, { ok: false, fault: { code: 'not-loopback', address } })
    }
  })

  test('says that a port is taken', async () => {
    const first = await started()
    const second = await loopbackServer('care.localhost', () => {}).listen({
      address: '127.0.0.1',
      port: first.port,
    })
    assert.deepEqual(second, { ok: false, fault: { code: 'port-taken', port: first.port } })
    await first.close()
  })

  test('answers its own name, leads plain localhost there and refuses any other name', async () => {
    const server = await started()
    const own = await ask(server.port, { path: '/api/thing', headers: { host: server.host } })
    assert.equal(own.status, 200)
    const plain = await ask(server.port, {
      path: '/care?wall',
      headers: { host: `localhost:${server.port}` },
    })
    assert.equal(plain.status, 307)
    assert.equal(plain.headers['location'], `http://${server.host}/care?wall`)
    for (const host of [
      `care.localhost:${server.port}`,
      'evil.example',
      `command.localhost:${server.port + 1}`,
      'command.localhost',
    ]) {
      const foreign = await ask(server.port, { path: '/api/thing', headers: { host } })
      assert.equal(foreign.status, 421, host)
    }
    await server.close()
  })

  test('takes a write only from exactly its own origin', async () => {
    const server = await started()
    const write = (origin?: string): Promise<Answer> =>
      ask(server.port, {
        method: 'POST',
        path: '/api/thing',
        headers: { host: server.host, ...(origin === undefined ? {} : { origin }) },
        body: 'x',
      })
    assert.equal((await write(`http://${server.host}`)).status, 200)
    for (const origin of [
      undefined,
      'null',
      `http://care.localhost:${server.port}`,
      `https://${server.host}`,
      'http://command.localhost',
    ]) {
      assert.equal((await write(origin)).status, 403, String(origin))
    }
    await server.close()
  })

  test('refuses a body over the limit and reports a bug as 500 without its text', async () => {
    const server = await started()
    const big = await ask(server.port, {
      method: 'POST',
      path: '/api/thing',
      headers: { host: server.host, origin: `http://${server.host}` },
      body: 'x'.repeat(300 * 1024),
    })
    assert.equal(big.status, 413)
    const bug = await ask(server.port, { path: '/api/bug', headers: { host: server.host } })
    assert.equal(bug.status, 500)
    assert.ok(!bug.body.includes('a bug'))
    assert.equal(server.bugs.length, 1)
    await server.close()
  })

  test('serves its pages with a fresh nonce and nothing else of the folder', async () => {
    const server = await started()
    const headers = { host: server.host }
    const first = await ask(server.port, { path: '/hit', headers })
    const second = await ask(server.port, { path: '/', headers })
    const nonce = /content="([^"]+)"/.exec(first.body)?.[1] ?? ''
    assert.ok(nonce.length >= 22)
    assert.ok(String(first.headers['content-security-policy']).includes(`'nonce-${nonce}'`))
    assert.notEqual(first.body, second.body)
    assert.equal((await ask(server.port, { path: '/assets/a-1.js', headers })).status, 200)
    for (const path of ['/secret.key', '/assets/../secret.key', '/%2e%2e/secret.key', '/api/none']) {
      assert.equal((await ask(server.port, { path, headers })).status, 404, path)
    }
    await server.close()
  })
})

test('a change feed sends the present size, then each change, and ends when closed', async () => {
  const feed = changeFeed()
  const server = loopbackServer('command.localhost', () => {})
  server.app.get('/api/changes', (context) => feed.stream(context, 7))
  const listening = await server.listen({ address: '127.0.0.1', port: 0 })
  assert.ok(listening.ok)
  const { port } = listening.value
  const whole = ask(port, { path: '/api/changes', headers: { host: `command.localhost:${port}` } })
  await new Promise((resolve) => setTimeout(resolve, 150))
  feed.announce(8)
  await new Promise((resolve) => setTimeout(resolve, 50))
  feed.close()
  const { body } = await whole
  const sizes = [...body.matchAll(/event: changed\ndata: (.*)/g)].map((match) => match[1])
  assert.deepEqual(sizes, ['{"size":7}', '{"size":8}'])
  await listening.value.close()
})
