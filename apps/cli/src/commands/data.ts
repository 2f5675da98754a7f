import type { Command } from 'commander'
import {
  DRILL_PASSPHRASE,
  initDataFolder,
  openIncident,
  readConnections,
  readPowers,
  readServices,
  readSightings,
  takeRecords,
} from '@codedark/command'
import { openBoth } from './both-sides.ts'
import { addPerson } from './people.ts'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { givenPassphrase, openOrFail } from '../passphrase.ts'
import { DATA, instant, PASSPHRASE } from './options.ts'

interface InitOptions {
  readonly data: string
  readonly hospital: string
  readonly timeZone?: string
  readonly secondCopy?: string
  readonly attackAt?: string
  readonly drill?: boolean
  readonly passphraseFile?: string
  readonly administrator: string
  readonly administratorName: string
  readonly passwordFile?: string
}

interface RecordOptions {
  readonly data: string
  readonly passphraseFile?: string
  readonly sightings?: string
  readonly connections?: string
  readonly powers?: string
  readonly services?: string
}

function record(options: RecordOptions): void {
  const listed = <Item>(path: string | undefined, read: (path: string) => Read<Item>): readonly Item[] =>
    path === undefined ? [] : must(read(path), EXIT.wrongUse)
  const reports = {
    sightings: listed(options.sightings, readSightings),
    connections: listed(options.connections, readConnections),
    powers: listed(options.powers, readPowers),
    services: listed(options.services, readServices),
  }
  const opened = openOrFail(options.data, options.passphraseFile)
  try {
    console.log(`${must(takeRecords(opened, reports))} entries recorded.`)
  } finally {
    opened.close()
  }
}

type Read<Item> =
  | { readonly ok: true; readonly value: readonly Item[] }
  | { readonly ok: false; readonly fault: string }

async function init(options: InitOptions): Promise<void> {
  const { data, hospital, timeZone, secondCopy, attackAt, passphraseFile } = options
  const drill = options.drill === true
  const passphrase = drill ? DRILL_PASSPHRASE : givenPassphrase(passphraseFile)
  if (passphrase === undefined || passphrase.length < 8) {
    throw new CommandFailure(
      'A passphrase of at least 8 characters is needed: --passphrase-file FILE, or CODEDARK_PASSPHRASE.',
      EXIT.wrongUse,
    )
  }
  const notes = must(
    initDataFolder(data, drill ? 'drill' : 'real', passphrase, { hospital, timeZone, secondCopy }),
    EXIT.wrongUse,
  )
  const opened = openOrFail(data, passphraseFile)
  must(openIncident(opened, hospital, attackAt))
  opened.close()
  console.log([`${data} is a ${drill ? 'DRILL' : 'real'} data folder now.`, ...notes].join('\n'))
  if (!drill) await firstAdministrator(options)
}

/** Without an account nobody could sign in, and only an administrator makes the others. */
async function firstAdministrator(options: InitOptions): Promise<void> {
  const both = await openBoth(options)
  try {
    const { administrator, administratorName: name, passwordFile } = options
    await addPerson(both, administrator, {
      data: options.data,
      name,
      roles: ['administrator'],
      ...(passwordFile === undefined ? {} : { passwordFile }),
    })
  } finally {
    both.close()
  }
}

/** The commands that work on a data folder. */
export function dataCommands(program: Command): void {
  program
    .command('init')
    .description('make a data folder, real or drill for ever, and open the incident')
    .requiredOption('--hospital <name>', 'the hospital’s name, as every page shows it')
    .option(...DATA)
    .option('--time-zone <zone>', 'the zone in which pages show time; else that of this computer')
    .option('--second-copy <dir>', 'a folder on another disk for the second copy of the record')
    .option('--attack-at <instant>', 'when the attack was, as far as it is known', instant)
    .option('--drill', 'a drill: every page says so, and its passphrase is published')
    .option(...PASSPHRASE)
    .option(
      '--administrator <user>',
      'user name of the first administrator, who can make the other accounts',
      'administrator',
    )
    .option('--administrator-name <name>', 'the name of that person', 'First administrator')
    .option('--password-file <file>', 'a file with that person’s password; else one is made and shown once')
    .action(async (options: InitOptions) => init(options))
  program
    .command('record')
    .description('record what people saw and said of servers and services')
    .option('--sightings <file>', 'JSON list: server, kind, seenBy, seenAt')
    .option('--connections <file>', 'JSON list: server, state, at, confidence, by')
    .option('--powers <file>', 'JSON list: server, state, at, confidence, by')
    .option('--services <file>', 'JSON list: service, state, at, confidence, by')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: RecordOptions) => record(options))
}
