import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importCopy, openCare, serveCare, type CareServing } from '@codedark/care'
import { initDataFolder } from '@codedark/command'
import { signedInAs } from './sign-in.ts'
import { setSettings, smallHospital, writeExport } from '../../../apps/care/src/testing/small-hospital.ts'

/** Ward servers of one test file, in a folder of their own. */
export class WardServers {
  readonly folder = mkdtempSync(join(tmpdir(), 'codedark-wards-'))
  readonly #open: CareServing[] = []

  /** A data folder called `name` with the small hospital in it, served. `pages`: a built page set, else an empty page. */
  async serve(
    name: string,
    kind: 'real' | 'drill',
    passphrase: string,
    built?: string,
  ): Promise<CareServing> {
    const data = join(this.folder, name)
    assert.ok(initDataFolder(data, kind, passphrase).ok)
    setSettings(data, join(this.folder, `${name}-copy`))
    await takeIn(data, passphrase, 4)
    const pages = built ?? join(this.folder, 'pages')
    if (built === undefined) {
      mkdirSync(pages, { recursive: true })
      writeFileSync(join(pages, 'index.html'), '<title>wards</title>')
    }
    const serving = await serveCare({ data, port: 0, pages, onBug: (error) => assert.fail(String(error)) })
    assert.ok(serving.ok, JSON.stringify(serving))
    this.#open.push(serving.value)
    return serving.value
  }

  /** Ends all and removes what they wrote. */
  async close(): Promise<void> {
    await Promise.all(this.#open.map((serving) => serving.close()))
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Takes a small hospital of `perWard` patients on each ward in, as another program would. */
export async function takeIn(data: string, passphrase: string, perWard: number): Promise<void> {
  const care = openCare(data, passphrase)
  assert.ok(care.ok)
  const kept = await importCopy(care.value, {
    path: writeExport(smallHospital(perWard)),
    asOf: null,
    now: () => new Date().toISOString(),
    onProgress: () => undefined,
  })
  care.value.vault.close()
  assert.ok(kept.ok, JSON.stringify(kept))
}

/** Waits until it holds; a minute at most. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await holds())) {
    assert.ok(Date.now() < end, what)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** What a request came to. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Buffer
  readonly body: unknown
}

/** A request of the head of a ward on the same machine; `write` makes it a POST from the page's own origin. */
export async function ask(
  serving: CareServing,
  path: string,
  write?: { body: unknown; origin?: string },
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { port, host } = new URL(serving.url)
  const cookie = serving.locked ? '' : await signedInAs(serving.url, 'ward-lead')
  const headers = {
    host,
    cookie,
    ...(write === undefined ? {} : { origin: write.origin ?? serving.url }),
    ...more,
  }
  return new Promise((resolve, reject) => {
    const method = write === undefined ? 'GET' : 'POST'
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('end', () => {
        const bytes = Buffer.concat(parts)
        const json = String(incoming.headers['content-type']).includes('json')
        const body: unknown = json ? JSON.parse(bytes.toString('utf8')) : null
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, bytes, body })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(write === undefined ? undefined : JSON.stringify(write.body))
  })
}
