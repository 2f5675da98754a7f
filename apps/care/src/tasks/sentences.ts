import type { VaultFault } from '@codedark/domain/downtime'
import type { OpenFault } from '@codedark/vault'

/** A fault of the vault as a sentence; nothing of a patient is in it. */
export function vaultSentence(fault: VaultFault | OpenFault): string {
  switch (fault.code) {
    case 'storage':
      return fault.full
        ? 'Not kept: the disk of the vault is full. What was kept before is all there.'
        : `Not kept: the vault could not be written (${fault.reason}).`
    case 'busy':
      return 'Not kept: another program is writing to the vault and does not come to an end.'
    case 'damaged':
      return 'The vault is damaged: its bytes are not what was written.'
    case 'no-such-generation':
      return fault.generation === null
        ? 'No generation is held back.'
        : `Generation ${fault.generation} is not held back.`
    case 'older-than-current':
      return `Generation ${fault.generation} is older than ${fault.current}, which is in use.`
    case 'content-dropped':
      return `The content of generation ${fault.generation} was dropped for room; its manifest is kept.`
    case 'too-large':
      return `Not kept: it has ${fault.have} bytes, at most ${fault.limit} are taken.`
    case 'serials-not-reserved':
      return 'Not written: its serials were not reserved.'
    case 'log-moved-on':
      return 'Not kept: somebody else wrote at the same time. Try again.'
    case 'wrong-key':
      return 'The vault does not open with this key: it is another’s, or damaged.'
  }
}
