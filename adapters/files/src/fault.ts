/** What the disk refused: the closed union of this adapter's faults. Paths are as they were given or found. */
export type FileFault =
  | { readonly code: 'not-found'; readonly path: string }
  | { readonly code: 'no-access'; readonly path: string }
  | { readonly code: 'disk-full'; readonly path: string }
  | { readonly code: 'is-a-folder'; readonly path: string }
  | { readonly code: 'not-a-file'; readonly path: string }
  | { readonly code: 'link-loop'; readonly path: string }
  | { readonly code: 'too-deep'; readonly path: string; readonly limit: number }
  | { readonly code: 'too-many-files'; readonly path: string; readonly limit: number }
  | { readonly code: 'too-large'; readonly path: string; readonly have: number; readonly limit: number }
  | { readonly code: 'not-a-zip'; readonly path: string; readonly reason: string }
  | { readonly code: 'not-text'; readonly path: string }
  /** Of a log that was packed: under a password, in a way that we cannot unpack, damaged, or lying over another entry. */
  | { readonly code: 'encrypted'; readonly path: string }
  | { readonly code: 'unknown-packing'; readonly path: string; readonly method: number }
  | { readonly code: 'packed-damaged'; readonly path: string; readonly reason: string }
  | { readonly code: 'overlapping-entry'; readonly path: string }
  /** An archive in an archive, or one of a kind that is not read. */
  | { readonly code: 'archive-not-read'; readonly path: string }
  /** It was written to while it was read: what came after is not in. */
  | {
      readonly code: 'changed-while-read'
      readonly path: string
      readonly need: number
      readonly have: number
    }
  | { readonly code: 'no-rules'; readonly path: string }
  | { readonly code: 'io'; readonly path: string; readonly reason: string }

/** The fault for an error that Node's file functions threw. */
export function faultOf(error: unknown, path: string): FileFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'not-found', path }
    case 'EACCES':
    case 'EPERM':
    case 'ERR_ACCESS_DENIED':
      return { code: 'no-access', path }
    case 'ENOSPC':
    case 'EDQUOT':
      return { code: 'disk-full', path }
    case 'EISDIR':
      return { code: 'is-a-folder', path }
    case 'ELOOP':
      return { code: 'link-loop', path }
    default:
      return { code: 'io', path, reason: code === '' ? String(error) : code }
  }
}

/** What to do with an archive that is not looked into, so that its logs are. */
function wayOut(path: string): string {
  if (/\.vhdx?$/i.test(path))
    return 'It is a disk image: attach it read-only (Windows: Mount-DiskImage -Access ReadOnly) and give its folder with the logs.'
  if (/\.e01$/i.test(path))
    return 'It is a forensic image: export its logs with the tool that made it, and give the folder.'
  const what = path.includes('!')
    ? 'It is an archive in an archive'
    : 'It is an archive of a kind that is not looked into'
  return `${what}: unpack it first (7-Zip does), and give the folder.`
}

/** A fault as one sentence for people: what, where, and what was expected. */
export function describeFileFault(fault: FileFault): string {
  switch (fault.code) {
    case 'not-found':
      return `${fault.path}: there is no such file or folder.`
    case 'no-access':
      return `${fault.path}: may not be read or written with the rights of this account.`
    case 'disk-full':
      return `${fault.path}: the disk is full; nothing of it was kept.`
    case 'is-a-folder':
      return `${fault.path}: is a folder, a file was expected.`
    case 'not-a-file':
      return `${fault.path}: is a device, pipe or socket, a file was expected.`
    case 'link-loop':
      return `${fault.path}: is a link that leads back to a folder already walked; it was not followed.`
    case 'too-deep':
      return `${fault.path}: lies deeper than ${fault.limit} folders; it was not walked.`
    case 'too-many-files':
      return `${fault.path}: more than ${fault.limit} files; the rest was not taken.`
    case 'too-large':
      return `${fault.path}: has ${fault.have} bytes, at most ${fault.limit} are taken.`
    case 'not-a-zip':
      return `${fault.path}: is not a zip that can be read (${fault.reason}).`
    case 'not-text':
      return `${fault.path}: is not UTF-8 text.`
    case 'encrypted':
      return `${fault.path}: is encrypted; unpack it with its password and collect it again.`
    case 'unknown-packing':
      return `${fault.path}: is packed by method ${fault.method}, of which only 0 and 8 are read; unpack it first.`
    case 'packed-damaged':
      return `${fault.path}: cannot be unpacked further (${fault.reason}); what lies behind is not known.`
    case 'overlapping-entry':
      return `${fault.path}: lies over another entry of its zip, as no honest zip has it; it was not read.`
    case 'archive-not-read':
      return `${fault.path}: was not read. ${wayOut(fault.path)}`
    case 'changed-while-read':
      return `${fault.path}: was written to while it was read (${fault.need} bytes before, ${fault.have} after); copy it once more when it is at rest.`
    case 'no-rules':
      return `${fault.path}: holds no rule file (.yml or .yaml).`
    case 'io':
      return `${fault.path}: ${fault.reason}.`
  }
}
