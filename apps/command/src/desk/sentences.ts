import { describeRefusal } from '@codedark/domain/incident'
import type { SubmitFault } from '../tasks/ledger/index.ts'

/** Why something was not recorded, for the person who tried. */
export function notRecorded(fault: SubmitFault): string {
  switch (fault.code) {
    case 'refused':
      return `Not recorded: ${describeRefusal(fault.refusal)}`
    case 'wrong-kind':
      return `Not recorded: this data folder is a ${fault.folder} one for ever.`
    case 'storage':
      return fault.full ? 'Not recorded: the disk is full.' : `Not recorded: ${fault.reason}.`
    case 'moved':
      return 'Not recorded: others were writing all the time. Try again.'
    case 'entry-too-long':
      return 'Not recorded: it is too long for one entry.'
    case 'unreadable-entry':
      return `Not recorded: entry ${fault.entry + 1} of the record cannot be read.`
    case 'handed-over':
      return 'Not recorded: this record was handed over and goes on at another place under another key.'
    case 'broken':
      return 'Not recorded: the record is broken. Run codedark ledger verify.'
  }
}
