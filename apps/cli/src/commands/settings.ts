import type { Command } from 'commander'
import {
  changeSettings,
  openDataFolder,
  readPlaceholders,
  settingsOf,
  witnessesOf,
  type WitnessSetting,
} from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { DATA } from './options.ts'

interface SettingsOptions {
  readonly data: string
  readonly hospital?: string
  readonly timeZone?: string
  /** False: `--no-second-copy`. */
  readonly secondCopy?: string | false
  /** False: `--no-placeholders`. */
  readonly placeholders?: string | false
  /** Address and key in turn; false: `--no-witness`. */
  readonly witness?: readonly string[] | false
  readonly json?: boolean
}

/** `codedark settings`: shows what is set of a data folder, or changes it. */
export function settingsCommand(program: Command): void {
  program
    .command('settings')
    .description(
      'show or change what is set of a data folder: hospital, time zone, second copy, placeholders',
    )
    .option('--hospital <name>', 'the hospital’s name, as every page shows it')
    .option('--time-zone <zone>', 'the zone in which pages show time, as Europe/Brussels')
    .option('--second-copy <dir>', 'a folder on another disk for the second copy of the record')
    .option('--no-second-copy', 'keep no second copy: every page says that there is one only')
    .option('--placeholders <file>', 'names of the hospital’s own for Sigma rules that ask for them')
    .option('--no-placeholders', 'rules that ask for such names are not run')
    .option(
      '--witness <address-and-key...>',
      'hand each checkpoint to this witness: its address, then its key; several pairs may follow',
    )
    .option('--no-witness', 'hand checkpoints to nobody')
    .option('--json', 'print the settings as JSON')
    .option(...DATA)
    .action(({ data, hospital, timeZone, secondCopy, placeholders, witness, json }: SettingsOptions) => {
      const folder = openDataFolder(data)
      if (!folder.ok)
        throw new CommandFailure(`${data}: is no data folder; codedark init makes one.`, EXIT.wrongUse)
      const change = {
        ...(hospital === undefined ? {} : { hospital }),
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(secondCopy === undefined ? {} : { secondCopy: secondCopy === false ? null : secondCopy }),
        ...placeholderChange(placeholders),
        ...witnessChange(witness),
      }
      const changing = Object.keys(change).length > 0
      const { settings, notes } = must(
        changing ? changeSettings(folder.value, change) : settingsOf(folder.value),
        EXIT.wrongUse,
      )
      if (json === true) return printJson(settings)
      printTable(
        ['setting', 'is'],
        [
          ['hospital', settings.hospital],
          ['time zone', settings.timeZone],
          ['second copy', settings.secondCopy ?? 'none'],
          ['placeholders', settings.placeholders ?? 'none'],
          ['witnesses', settings.witnesses?.map(({ url, key }) => `${url} ${key}`).join('\n') ?? 'none'],
        ],
      )
      for (const note of notes) console.log(plain(note))
    })
}

/** Read before it is set: a file that is none of names to values would refuse every rule that asks for one. */
function placeholderChange(placeholders: string | false | undefined): { placeholders?: string | null } {
  if (placeholders === undefined) return {}
  if (placeholders === false) return { placeholders: null }
  must(readPlaceholders(placeholders), EXIT.wrongUse)
  return { placeholders }
}

/** Pairs of address and key; a key that is none would never be seen to cosign. */
function witnessChange(given: readonly string[] | false | undefined): {
  witnesses?: readonly WitnessSetting[]
} {
  if (given === undefined) return {}
  if (given === false) return { witnesses: [] }
  return { witnesses: must(witnessesOf(given), EXIT.wrongUse) }
}
