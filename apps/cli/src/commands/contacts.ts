import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { callTreePdf, importContacts, showContacts } from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { DATA, PASSPHRASE, type DataOptions } from './options.ts'

/** `codedark contacts`: the call tree. */
export function contactsCommand(program: Command): void {
  const contacts = program
    .command('contacts')
    .description('the call tree: who is reached for what, private numbers included')
  contacts
    .command('import')
    .description('take in contacts.csv (role,name,mobile,deputy,mail,language); it replaces the list before')
    .argument('<file>')
    .requiredOption('--by <name>', 'who imports it')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((path: string, options: DataOptions & { by: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const said = must(importContacts(opened, path, options.by), EXIT.wrongUse)
        for (const sentence of said) console.log(plain(sentence))
        if (said.some((sentence) => sentence.startsWith(`${path}, line`))) process.exitCode = EXIT.partly
      } finally {
        opened.close()
      }
    })
  contacts
    .command('show')
    .description('the list as it is kept')
    .option('--json', 'print as JSON')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: DataOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const list = must(showContacts(opened))
        if (options.json === true) return printJson(list)
        printTable(
          ['contact', 'role', 'name', 'mobile', 'mail', 'deputy', 'language'],
          list.map((one) => [
            one.id,
            one.role,
            one.name,
            one.mobile ?? '',
            one.mail ?? '',
            one.deputy ?? '',
            one.language,
          ]),
        )
      } finally {
        opened.close()
      }
    })
  contacts
    .command('print')
    .description('the call tree on A4, with its age; print it each quarter')
    .requiredOption('--out <file>', 'where the PDF goes; it must not exist')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (options: DataOptions & { out: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        writePdf(options.out, must(await callTreePdf(opened, new Date().toISOString())))
      } finally {
        opened.close()
      }
    })
}

/** Writes a PDF to a path that does not exist; what it holds is for its reader alone. */
export function writePdf(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    throw new CommandFailure(`${path}: ${(error as Error).message}.`, EXIT.wrongUse)
  }
  console.log(`${path}: written.`)
}
