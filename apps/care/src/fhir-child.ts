// The process that reads FHIR and HL7 v2 of unknown origin. It holds no key, may read only its program and its input, and may be ended at
// any moment. It answers one request.
import { framesFromParent, sayBytes, sayJson } from './tasks/child/child-io.ts'
import { readRequest } from './tasks/import/messages.ts'
import { messagesWork } from './tasks/import/messages-work.ts'
import { readWork } from './tasks/import/read-work.ts'

const frames = framesFromParent()
const first = frames.next()
if (first.done !== true) {
  const request = readRequest.parse(JSON.parse(first.value.bytes.toString('utf8')))
  const voice = { json: sayJson, bytes: sayBytes }
  if (request.from === 'files') readWork(request, voice)
  else messagesWork(request, frames, voice)
}
