// The process that makes the second copy: a medium that is slow, full or gone makes it wait, never the board. It is handed
// the keys over a channel that only its parent holds, copies when asked, and ends with its parent.
import { openDataFolder } from '@codedark/files'
import { copyFolder } from './tasks/copy/copy-folder.ts'
import { copyRequest } from './tasks/copy/messages.ts'

process.on('disconnect', () => process.exit())
process.on('message', (message) => {
  const fault = copy(message)
  process.send?.({ fault })
})

function copy(message: unknown): string | null {
  const request = copyRequest.safeParse(message)
  if (!request.success) return 'The copying program was asked for something it does not know.'
  const { databaseKey, seed, origin, to } = request.data
  const folder = openDataFolder(request.data.folder)
  if (!folder.ok) return 'The data folder is not there.'
  const keys = { databaseKey: Buffer.from(databaseKey, 'hex'), seed: Buffer.from(seed, 'hex') }
  const copied = copyFolder({ folder: folder.value, keys, origin, to })
  return copied.ok ? null : copied.fault
}
