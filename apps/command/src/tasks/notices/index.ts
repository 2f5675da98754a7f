// Who must know, and the ways that reach them.
export { contactsDigest, listedContacts, readContacts, type HeldContacts } from './call-tree.ts'
export {
  channelNames,
  describeChannels,
  openChannels,
  readChannels,
  readJson,
  type HeldChannels,
} from './channels.ts'
export { codeOf, noticeOfCode } from './codes.ts'
export { keepNotices, type NoticeKeeper } from './keep-notices.ts'
export { printCallTree, printForm, type PaperParts } from './paper.ts'
