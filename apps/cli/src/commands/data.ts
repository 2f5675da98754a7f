import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import {
  DRILL_PASSPHRASE,
  initDataFolder,
  openIncident,
  readConnections,
  readSightings,
  takeRecords,
} from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { givenPassphrase, openOrFail } from '../passphrase.ts'
import { printJson } from '../terminal.ts'
import { DATA, PASSPHRASE } from './options.ts'

/** The commands that work on a data folder. */
export function dataCommands(program: Command): void {
  program
    .command('init')
    .description('make a data folder, real or drill for ever, and open the incident')
    .requiredOption('--hospital <name>', 'the hospital’s name, as every page shows it')
    .option(...DATA)
    .option('--drill', 'a drill: every page says so, and its passphrase is published')
    .option(...PASSPHRASE)
    .action((options: { data: string; hospital: string; drill?: boolean; passphraseFile?: string }) => {
      const drill = options.drill === true
      const passphrase = drill ? DRILL_PASSPHRASE : givenPassphrase(options.passphraseFile)
      if (passphrase === undefined || passphrase.length < 8) {
        throw new CommandFailure(
          'A passphrase of at least 8 characters is needed: --passphrase-file FILE, or CODEDARK_PASSPHRASE.',
          EXIT.wrongUse,
        )
      }
      must(initDataFolder(options.data, drill ? 'drill' : 'real', passphrase))
      const opened = openOrFail(options.data, options.passphraseFile)
      must(openIncident(opened, options.hospital))
      opened.ledger.close()
      console.log(`${options.data} is a ${drill ? 'DRILL' : 'real'} data folder now.`)
    })
  program
    .command('record')
    .description('record what people saw and which servers were taken off the network')
    .option('--sightings <file>', 'JSON list: server, kind, seenBy, seenAt')
    .option('--connections <file>', 'JSON list: server, state, at, confidence, by')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(
      (options: { data: string; passphraseFile?: string; sightings?: string; connections?: string }) => {
        const sightings = options.sightings === undefined ? [] : must(readSightings(options.sightings))
        const connections =
          options.connections === undefined ? [] : must(readConnections(options.connections))
        const opened = openOrFail(options.data, options.passphraseFile)
        const count = must(takeRecords(opened, { sightings, connections }))
        opened.ledger.close()
        console.log(`${count} entries recorded.`)
      },
    )
  ledgerCommand(program)
}

function ledgerCommand(program: Command): void {
  program
    .command('ledger')
    .description('the record of the incident')
    .command('verify')
    .description('check every entry and text; exit 1 names the first that does not fit')
    .option('--against <file>', 'a checkpoint that somebody else holds')
    .option('--json', 'print the report as JSON')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: { data: string; passphraseFile?: string; against?: string; json?: boolean }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      const against = options.against === undefined ? undefined : checkpointIn(options.against)
      const report = opened.ledger.verify({ against })
      opened.ledger.close()
      if (options.json === true) printJson(report)
      else console.log(report.sentence)
      if (report.broken !== null || report.against === 'does-not-fit' || report.against === 'unreadable')
        process.exitCode = EXIT.checkFailed
    })
}

/** A checkpoint as it was handed out, byte for byte: its signature covers its last line end. */
function checkpointIn(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new CommandFailure(`${path}: ${(error as Error).message}`, EXIT.wrongUse)
  }
}
