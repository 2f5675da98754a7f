import type { Command } from 'commander'
import {
  addEvidence,
  EVIDENCE_KINDS,
  fileEvidence,
  getEvidence,
  ITEM_KINDS,
  listEvidence,
  type EvidenceKind,
  type ItemKind,
} from '@codedark/command'
import { must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { printJson, printTable } from '../terminal.ts'
import { DATA, oneOf, PASSPHRASE } from './options.ts'

interface Opening {
  readonly data: string
  readonly passphraseFile?: string
}

/** What a file is filed as where nobody says what it shows. A log or an image of a disk shows nothing by itself. */
const SHOWN_BY: Readonly<Partial<Record<EvidenceKind, ItemKind>>> = { note: 'sighting', picture: 'sighting' }

interface AddOptions extends Opening {
  readonly kind: EvidenceKind
  readonly by: string
  readonly server?: string
  readonly mayShowPatients?: boolean
  readonly shows?: ItemKind
}

/** `codedark evidence`: files that are kept beside the record. */
export function evidenceCommands(program: Command): void {
  const evidence = program
    .command('evidence')
    .description('files kept beside the record, sealed and read-only')
  evidence
    .command('add')
    .description('keep a copy of a file under its SHA-256 and record it; the file itself is only read')
    .argument('<file>')
    .requiredOption('--kind <kind>', EVIDENCE_KINDS.join(', '), oneOf(EVIDENCE_KINDS))
    .requiredOption('--by <name>', 'who brings it')
    .option('--server <id>', 'the server that it is from')
    .option(
      '--shows <kind>',
      `what it shows, which raises its notice; a note or picture is a sighting unless told: ${ITEM_KINDS.join(', ')}`,
      oneOf(ITEM_KINDS),
    )
    .option('--may-show-patients', 'it stays out of every bundle until a person releases it')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((path: string, { kind, by, server, mayShowPatients, shows, ...options }: AddOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const done = must(
          addEvidence(opened, { path, kind, by, server, mayShowPatients: mayShowPatients === true }),
        )
        console.log(`Entry ${done.entry}: ${done.bytes} bytes, SHA-256 ${done.sha256}`)
        const item = shows ?? SHOWN_BY[kind]
        if (item === undefined) {
          console.log(
            'Kept as a file: nobody is told of it. --shows says what it shows, and raises the notice.',
          )
          return
        }
        const marked = mayShowPatients === true
        const filed = must(fileEvidence(opened, { ...done, kind: item, by, server, mayShowPatients: marked }))
        console.log(`Filed as ${item}, entry ${filed}.`)
      } finally {
        opened.close()
      }
    })
  listCommand(evidence)
  evidence
    .command('get')
    .description('write a kept file to a new path, after a check of every byte')
    .argument('<sha256>')
    .requiredOption('--out <file>', 'where; it must not exist')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((sha256: string, options: Opening & { out: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        must(getEvidence(opened, sha256, options.out))
        console.log(`${options.out}: as it was taken in.`)
      } finally {
        opened.close()
      }
    })
}

function listCommand(evidence: Command): void {
  evidence
    .command('list')
    .description('all files that the record speaks of; codedark ledger verify reads them through')
    .option('--json', 'print the list as JSON')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: Opening & { json?: boolean }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const files = listEvidence(opened)
        if (options.json === true) return printJson(files)
        printTable(
          ['entry', 'kind', 'bytes', 'server', 'file', 'SHA-256'],
          files.map(({ entry, kind, bytes, server, fileName, sha256 }) => [
            String(entry),
            kind,
            String(bytes),
            server ?? '',
            fileName ?? '',
            sha256,
          ]),
        )
      } finally {
        opened.close()
      }
    })
}
