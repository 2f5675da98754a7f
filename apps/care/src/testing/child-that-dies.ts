// As fhir-child.ts, but a file called Poison.ndjson, or a message with POISON in it, ends it: what a parser's bug would do.
import { framesFromParent, sayBytes, sayJson } from '../tasks/child/child-io.ts'
import type { Frame } from '../tasks/child/frames.ts'
import { messagesWork } from '../tasks/import/messages-work.ts'
import { readRequest } from '../tasks/import/messages.ts'
import { readWork, type ReadVoice } from '../tasks/import/read-work.ts'

const voice: ReadVoice = {
  json: (reply) => {
    sayJson(reply)
    if (reply.say === 'file' && reply.file === 'Poison.ndjson') process.abort()
  },
  bytes: sayBytes,
}
const frames = framesFromParent()
const first = frames.next()
if (first.done !== true) {
  const request = readRequest.parse(JSON.parse(first.value.bytes.toString('utf8')))
  if (request.from === 'files') readWork(request, voice)
  else messagesWork(request, poisoned(), voice)
}

function* poisoned(): Generator<Frame> {
  for (const frame of frames) {
    yield frame
    // The work on a message is done when the next one is asked for.
    if (frame.bytes.includes('POISON')) process.abort()
  }
}
