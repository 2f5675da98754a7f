// The process that sets packets: it holds no key and opens nothing but the fonts. The server's loop never waits for it. One
// packet after another, until the parent closes its input.
import type { WardPacket } from '@codedark/domain/downtime'
import { drawPacket, openPrinter } from '@codedark/paper'
import { framesFromParent, sayBytes, sayJson } from './tasks/child/child-io.ts'

const printer = openPrinter()
for (const frame of framesFromParent()) {
  const packet = JSON.parse(frame.bytes.toString('utf8')) as WardPacket
  const { bytes, pages, faults } = await drawPacket(packet, { printer })
  sayJson({
    sheets: pages.length,
    pages: pages.map(({ serial, kind, patient, page, of, pdfPage }) => ({
      ...{ serial, form: kind, patient, page, of, pdfPage },
    })),
    faults: faults.map(({ code, patient, what }) => ({ code, patient, what })),
  })
  sayBytes('D', bytes)
}
