// The process that sets packets: it holds no key and opens nothing but the fonts. The server's loop never waits for it. One
// packet after another, until the parent closes its input.
import type { WardPacket } from '@codedark/domain/downtime'
import { drawWardPacket, openPrinter } from '@codedark/paper'
import { framesFromParent, sayBytes, sayJson } from './tasks/child/child-io.ts'

const printer = openPrinter()
for (const frame of framesFromParent()) {
  const packet = JSON.parse(frame.bytes.toString('utf8')) as WardPacket
  const { bytes, pages, faults } = await drawWardPacket(packet, { printer })
  sayJson({
    sheets: pages.length,
    faults: faults.map(({ code, patient, what }) => ({ code, patient, what })),
  })
  sayBytes('D', bytes)
}
