import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ChannelMessage, NoticeChannel } from './channel-port.ts'

/** A channel with a real counterpart that tells what arrived there. */
export interface ChannelWorld {
  readonly channel: NoticeChannel
  /** An address that the counterpart takes, and one that it refuses; null: it refuses none. */
  readonly to: string
  readonly refused: string | null
  /** Every message that arrived, as text, with whom it was for. */
  arrived(): Promise<readonly { readonly to: string; readonly text: string }[]>
  /** From now on the counterpart is gone. */
  breakDown(): Promise<void>
  close(): Promise<void>
}

/** What every channel does. `carries`: whether the body itself goes out (a pager outside carries none of it). */
export function channelConformance(
  name: string,
  open: () => Promise<ChannelWorld>,
  { carries }: { readonly carries: boolean },
): void {
  describe(`${name} as a channel of notices`, () => {
    let world: ChannelWorld
    before(async () => {
      world = await open()
    })
    after(async () => world.close())
    const message = (more: Partial<ChannelMessage>): ChannelMessage => ({
      key: 'n-001-1',
      to: world.to,
      subject: 'Notice n-001',
      body: 'Notice n-001. Answer ACK 7KQ2M9XR.',
      ...more,
    })

    test('hands a message over once, whole, to the one it is for', async () => {
      assert.deepEqual(await world.channel.send(message({})), { fate: 'sent' })
      const arrived = await world.arrived()
      assert.equal(arrived.length, 1)
      assert.equal(arrived[0]?.to, world.to)
      assert.equal(arrived[0]?.text.includes('ACK 7KQ2M9XR'), carries)
    })

    test('carries any script, and nothing in a text becomes a header, a receiver or a command', async () => {
      const count = (await world.arrived()).length
      const body = 'é ü ł Ω 支払え مرحبا 🏥\r\n.\r\nBcc: x@example.org\r\nQUIT\n<script>alert(1)</script>'
      const subject = 'Notice\r\nBcc: y@example.org\n\nn-002'
      const sent = await world.channel.send(message({ key: 'n-002-1', body, subject }))
      assert.deepEqual(sent, { fate: 'sent' })
      const arrived = await world.arrived()
      assert.equal(arrived.length, count + 1)
      assert.equal(arrived.at(-1)?.to, world.to)
      if (carries) assert.ok(arrived.at(-1)?.text.includes('支払え مرحبا 🏥'), arrived.at(-1)?.text)
    })

    test('says failed of an address that is refused, or that is none', async () => {
      if (world.refused !== null)
        assert.equal(
          (await world.channel.send(message({ key: 'n-003-1', to: world.refused }))).fate,
          'failed',
        )
      for (const to of ['', '../../etc/passwd', 'a b', '+\n1']) {
        const sent = await world.channel.send(message({ key: 'n-003-2', to }))
        assert.deepEqual(sent, { fate: 'failed', reason: 'no-address' }, JSON.stringify(to))
      }
    })

    test('never says sent when the counterpart is gone', async () => {
      await world.breakDown()
      const sent = await world.channel.send(message({ key: 'n-004-1' }))
      assert.notEqual(sent.fate, 'sent')
      assert.notEqual(sent.reason, undefined)
    })
  })
}
