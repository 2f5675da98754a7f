import type { Command } from 'commander'
import { sayPatientOf, type PatientSaying } from '@codedark/care'
import { EXIT, must } from '../exit.ts'
import { openCareOrFail } from '../passphrase.ts'
import { plain, printJson } from '../terminal.ts'
import { BY, DATA, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'

const now = (): string => new Date().toISOString()

interface CensusOptions extends DataOptions {
  readonly by: string
}

/** Where patients are while the record system is gone. */
export function censusCommand(program: Command): void {
  const census = program
    .command('census')
    .description('who came, moved and left while the record system is gone; downtime show prints the census')
  came(census)
  saying(census, 'move', 'a patient lies elsewhere now', '<patient>', 'number or id')
    .requiredOption('--ward <name>', 'its id, its name, or a part of it')
    .option('--bed <name>', 'as on the door; else none yet')
    .action(async (patient: string, options: CensusOptions & { ward: string; bed?: string }) =>
      tell(options, { say: 'moved', patient, ward: options.ward, bed: options.bed ?? null }),
    )
  saying(census, 'leave', 'a patient left the hospital', '<patient>', 'number or id')
    .requiredOption(
      '--how <how>',
      'discharged, died or sent-elsewhere',
      oneOf(['discharged', 'died', 'sent-elsewhere']),
    )
    .option('--to <place>', 'where to')
    .action(
      async (
        patient: string,
        options: CensusOptions & { how: 'discharged' | 'died' | 'sent-elsewhere'; to?: string },
      ) => tell(options, { say: 'left', patient, how: options.how, to: options.to ?? null }),
    )
  saying(
    census,
    'name',
    'who came under a downtime number is known better',
    '<number>',
    'the downtime number',
  )
    .requiredOption('--family <name>', 'family name')
    .option('--given <names>', 'given names', '')
    .option('--born <day>', 'as 1984-07-12')
    .option('--sex <sex>', 'F, M, other or unknown', oneOf(SEXES), 'unknown')
    .action(async (patient: string, options: CensusOptions & Identity) =>
      tell(options, { say: 'named', patient, ...identityOf(options) }),
    )
}

const SEXES = ['F', 'M', 'other', 'unknown'] as const

interface Identity {
  readonly family?: string
  readonly given: string
  readonly born?: string
  readonly sex: (typeof SEXES)[number]
}

const identityOf = ({ family = '', given, born, sex }: Identity) => ({
  ...{ familyName: family, givenNames: given, bornOn: born ?? null, sex },
})

function saying(parent: Command, name: string, words: string, argument: string, meaning: string): Command {
  return parent
    .command(name)
    .description(words)
    .argument(argument, meaning)
    .requiredOption(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
}

function came(parent: Command): void {
  saying(
    parent,
    'admit',
    'somebody came who is not in the copy: under a downtime number',
    '<ward>',
    'its id, its name, or a part of it',
  )
    .option('--family <name>', 'family name; else UNKNOWN MAN, WOMAN or PERSON')
    .option('--given <names>', 'given names', '')
    .option('--born <day>', 'as 1984-07-12')
    .option('--sex <sex>', 'F, M, other or unknown', oneOf(SEXES), 'unknown')
    .option('--bed <name>', 'as on the door; else none yet')
    .option('--newborn-of <patient>', 'number of the mother')
    .option('--allergies <words>', 'as said; none: asked, and none known')
    .option('--code-status <words>', 'as said')
    .action(
      async (
        ward: string,
        options: CensusOptions &
          Identity & { bed?: string; newbornOf?: string; allergies?: string; codeStatus?: string },
      ) => {
        const { allergies, newbornOf } = options
        const unknown = options.family === undefined
        const none = allergies?.trim().toLowerCase() === 'none'
        await tell(options, {
          ...{ say: 'came', ward, bed: options.bed ?? null, ...identityOf(options) },
          ...(unknown ? { familyName: UNKNOWN[options.sex] } : {}),
          how: newbornOf !== undefined ? 'newborn' : unknown ? 'unknown-person' : 'admitted',
          mother: newbornOf ?? null,
          allergyState: allergies === undefined ? 'not-recorded' : none ? 'none-known' : 'known',
          allergies: none ? null : (allergies ?? null),
          codeStatus: options.codeStatus ?? null,
        })
      },
    )
}

const UNKNOWN = {
  ...{ M: 'UNKNOWN MAN', F: 'UNKNOWN WOMAN', other: 'UNKNOWN PERSON', unknown: 'UNKNOWN PERSON' },
} as const

async function tell(options: CensusOptions, said: PatientSaying): Promise<void> {
  const care = openCareOrFail(options)
  const kept = await sayPatientOf(care, said, { by: options.by, now: now() })
  care.vault.close()
  const event = must(kept, EXIT.wrongUse)
  if (options.json === true) return printJson(event)
  if (event.type === 'PatientCame') console.log(`Taken in under ${event.patient}. Write it on the wristband.`)
  else console.log(`Kept: ${plain(said.say)}.`)
}
