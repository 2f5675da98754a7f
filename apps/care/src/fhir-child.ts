// The process that reads FHIR of unknown origin. It holds no key, may read only its program and its input, and may be ended at
// any moment. It answers one request.
import { framesFromParent, sayBytes, sayJson } from './tasks/child/child-io.ts'
import { readRequest } from './tasks/import/messages.ts'
import { readWork } from './tasks/import/read-work.ts'

for (const frame of framesFromParent()) {
  const request = readRequest.parse(JSON.parse(frame.bytes.toString('utf8')))
  readWork(request, { json: sayJson, bytes: sayBytes })
  break
}
