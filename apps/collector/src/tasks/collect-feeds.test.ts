import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { FrameReader, headerOf, parseMessage } from '@codedark/hl7v2'
import { feedPrivateKey, feedPublicKey, readJournal } from '@codedark/journal'
import { collectFeeds } from '../index.ts'
import type { Collecting } from '../index.ts'

const KEY = feedPrivateKey(new Uint8Array(32).fill(7))
const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

async function start(folder: string): Promise<{ collector: Collecting; port: number }> {
  writeFileSync(join(folder, 'feed.pub'), Buffer.from(feedPublicKey(KEY)).toString('hex'))
  const collector = await collectFeeds({
    folder: join(folder, 'collector'),
    publicKeyFile: join(folder, 'feed.pub'),
    feeds: [{ name: 'adt', host: '127.0.0.1', port: 0 }],
    onNote: () => {},
  })
  assert.ok(collector.ok, collector.ok ? '' : collector.fault)
  return { collector: collector.value, port: collector.value.feeds()[0]?.port ?? 0 }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-collector-'))
  folders.push(folder)
  return folder
}

/** Sends all at once, half-closes, and gives the answers until the other side closes. */
async function send(port: number, chunks: readonly Uint8Array[]): Promise<readonly string[]> {
  const socket = connect(port, '127.0.0.1')
  const reader = new FrameReader()
  const answers: string[] = []
  socket.on('data', (chunk: Buffer) => {
    for (const item of reader.push(chunk))
      answers.push(item.kind === 'message' ? Buffer.from(item.bytes).toString() : item.code)
  })
  for (const chunk of chunks) socket.write(chunk)
  socket.end()
  await new Promise((resolve) => socket.once('close', resolve))
  return answers
}

const block = (text: string): Buffer => Buffer.from(`\v${text}\x1c\r`)
const adt = (id: string, more = '', mode = ''): string =>
  `MSH|^~\\&|ADT1|H|CODEDARK|H|20210117||ADT^A01^ADT_A01|${id}|T|2.5|||${mode}\rPID|1||7${more}\r`
const codes = (answers: readonly string[]): readonly string[] =>
  answers.map((answer) => (/MSA\|([A-Z]{2}\|[^\r|]*)/u.exec(answer) ?? [])[1] ?? answer)

describe('the collector', () => {
  it('answers after the journal has it, one answer each, in order, with the id of the message and its own', async () => {
    const folder = newFolder()
    const { collector, port } = await start(folder)
    const answers = await send(port, [Buffer.concat([block(adt('1')), block(adt('2')), block(adt('3'))])])
    await collector.close()
    assert.deepEqual(codes(answers), ['AA|1', 'AA|2', 'AA|3'])
    const headers = answers.map((answer) => {
      const message = parseMessage(Buffer.from(answer))
      assert.ok(message.ok)
      return headerOf(message.value)
    })
    assert.equal(new Set(headers.map(({ controlId }) => controlId)).size, 3)
    assert.deepEqual([headers[0]?.processingId, headers[0]?.receivingApplication], ['T', 'ADT1'])
    assert.equal([...readJournal(join(folder, 'collector', 'journal'), KEY)].length, 3)
  })
  it('takes what is no message into quarantine and accepts it, and what came before for known', async () => {
    const folder = newFolder()
    const { collector, port } = await start(folder)
    const answers = await send(port, [
      block('this is no message'),
      block(adt('1')),
      block(adt('1')),
      block(adt('1', '8')),
    ])
    assert.deepEqual(codes(answers), ['AA|', 'AA|1', 'AA|1', 'AA|1'])
    const [state] = collector.feeds()
    assert.deepEqual([state?.kept, state?.known, state?.quarantined], [3, 1, 2])
    await collector.close()
    const written: unknown = JSON.parse(readFileSync(join(folder, 'collector', 'feeds.json'), 'utf8'))
    assert.deepEqual(written, [{ ...state, connections: 0 }])
  })
  it('answers in the enhanced mode as the sender asks', async () => {
    const { collector, port } = await start(newFolder())
    const answers = await send(port, [
      block(adt('1', '', 'AL|NE')),
      block(adt('2', '', 'NE|NE')),
      block(adt('3', '', 'ER|NE')),
      block(adt('4', '', 'SU|NE')),
    ])
    await collector.close()
    assert.deepEqual(codes(answers), ['CA|1', 'CA|4'])
  })
  it('refuses a message over the limit with AR and goes on', async () => {
    const { collector, port } = await start(newFolder())
    const answers = await send(port, [
      Buffer.from(`\v${adt('1')}OBX|1|ED|`),
      Buffer.alloc(21 << 20, 65),
      Buffer.from('\x1c\r'),
      block(adt('2')),
    ])
    await collector.close()
    assert.deepEqual(codes(answers), ['AR|1', 'AA|2'])
  })
  it('tells the sender AR when the disk takes nothing, and takes the message when it does again', async () => {
    const folder = newFolder()
    const { collector, port } = await start(folder)
    rmSync(join(folder, 'collector', 'journal'), { recursive: true })
    writeFileSync(join(folder, 'collector', 'journal'), 'in the way')
    assert.deepEqual(codes(await send(port, [block(adt('1'))])), ['AR|1'])
    rmSync(join(folder, 'collector', 'journal'))
    mkdirSync(join(folder, 'collector', 'journal'))
    assert.deepEqual(codes(await send(port, [block(adt('1'))])), ['AA|1'])
    await collector.close()
  })
  it('needs the vault’s public key and says where it comes from', async () => {
    const folder = newFolder()
    const refused = await collectFeeds({
      folder,
      publicKeyFile: join(folder, 'none.pub'),
      feeds: [],
      onNote: () => {},
    })
    assert.match(refused.ok ? '' : refused.fault, /codedark feeds key/u)
  })
})
