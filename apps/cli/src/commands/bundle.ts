import type { Command } from 'commander'
import { makeBundle, TLP_LABELS, type TlpLabel } from '@codedark/command'
import { must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { places } from '../places.ts'
import { DATA, oneOf, PASSPHRASE } from './options.ts'

interface BundleOptions {
  readonly data: string
  readonly passphraseFile?: string
  readonly out: string
  readonly for: string
  readonly tlp: TlpLabel
}

/** `codedark bundle`: what the police is handed. */
export function bundleCommand(program: Command): void {
  program
    .command('bundle')
    .description(
      'write evidence, entries, proofs and a page that checks them, for the police; then record it',
    )
    .requiredOption('--out <folder>', 'a new folder')
    .requiredOption('--for <text>', 'for whom it is made, and why')
    .option('--tlp <label>', TLP_LABELS.join(', '), oneOf(TLP_LABELS), 'TLP:AMBER+STRICT' as const)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (options: BundleOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const { out, for: forWhom, tlp } = options
        const made = must(
          await makeBundle(opened, { out, for: forWhom, tlp, verifierPage: places().verifierPage }),
        )
        console.log(
          [
            `${out}: entries 1 to ${made.entries}, ${made.files} evidence files, ${tlp}.`,
            ...(made.withheld.length === 0
              ? []
              : [
                  `Held back, since they may show patients and nobody released them: ${made.withheld.length} (entries ${made.withheld.join(', ')}).`,
                ]),
            `SHA-256 of its manifest, to be told by another way: ${made.manifest}`,
            `Entry ${made.entry} says that it was made.`,
          ].join('\n'),
        )
      } finally {
        opened.close()
      }
    })
}
