// As fhir-child.ts, but a file called Poison.ndjson ends it: what a parser's bug would do.
import { framesFromParent, sayBytes, sayJson } from '../tasks/child/child-io.ts'
import { readRequest } from '../tasks/import/messages.ts'
import { readWork } from '../tasks/import/read-work.ts'

for (const frame of framesFromParent()) {
  const request = readRequest.parse(JSON.parse(frame.bytes.toString('utf8')))
  readWork(request, {
    json: (reply) => {
      sayJson(reply)
      if (reply.say === 'file' && reply.file === 'Poison.ndjson') process.abort()
    },
    bytes: sayBytes,
  })
  break
}
