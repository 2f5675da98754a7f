// The process that makes the second copy of the vault. It is handed the key over a channel that only its parent holds, copies
// once, and ends.
import { openDataFolder } from '@codedark/files'
import { copyCare } from './tasks/copy/copy-care.ts'
import { copyRequest } from './tasks/copy/keep-copy.ts'

process.on('disconnect', () => process.exit())
process.on('message', (message) => {
  process.send?.({ fault: copy(message) })
})

function copy(message: unknown): string | null {
  const request = copyRequest.safeParse(message)
  if (!request.success) return 'The copying program was asked for something it does not know.'
  const { vaultKey, to, at } = request.data
  const folder = openDataFolder(request.data.folder)
  if (!folder.ok) return 'The data folder is not there.'
  const copied = copyCare(folder.value, Buffer.from(vaultKey, 'hex'), to, at)
  return copied.ok ? null : copied.fault
}
