import type { Command } from 'commander'
import {
  describeEstateFault,
  impact,
  memberStates,
  readConnections,
  readEstateFolder,
  readVerdicts,
  takeEstate,
  whatIf,
  type EstateRead,
} from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { plain, printJson, printTable } from '../terminal.ts'

interface ImpactOptions {
  readonly estate: string
  readonly verdicts?: string
  readonly connections?: string
  readonly json?: boolean
}

export function estateCommand(program: Command): void {
  const estate = program.command('estate').description('servers, services, care, and what needs what')
  estate
    .command('import')
    .description('read a folder of CSV files and name every place in it that is wrong')
    .argument('<folder>', 'with servers.csv, services.csv, depends.csv and care.csv')
    .option('--data <dir>', 'keep it in this data folder, for the board')
    .option('--passphrase-file <file>', 'a file with its passphrase; else CODEDARK_PASSPHRASE')
    .option('--json', 'print the estate and its faults as JSON')
    .action((folder: string, options: { json?: boolean; data?: string; passphraseFile?: string }) => {
      const read = readOrFail(folder)
      if (options.data !== undefined) {
        const opened = openOrFail(options.data, options.passphraseFile)
        const taken = takeEstate(opened, read)
        opened.close()
        if (!taken.ok) throw new CommandFailure(plain(taken.fault))
      }
      if (options.json === true) printJson({ estate: read.estate, faults: read.faults, digest: read.digest })
      else {
        const { servers, services, dependencies, care } = read.estate
        console.log(
          `${servers.length} servers, ${services.length} services, ${dependencies.length} dependencies, ${care.length} lines of care.`,
        )
      }
    })
  withVerdicts(estate.command('impact').description('what is down because of what')).action(
    (options: ImpactOptions) => {
      const read = readOrFail(options.estate)
      const now = impact(read.estate, statesOf(read, options))
      if (options.json === true) return printJson(now)
      printTable(
        ['Service', 'State', 'Up', 'Down', 'Not known', 'Because'],
        now.services
          .filter(({ state, atRisk }) => state !== 'up' || atRisk)
          .map((line) => [
            line.service,
            line.atRisk ? `${line.state}, at risk` : line.state,
            ...[line.membersUp, line.membersDown, line.membersUnknown].map(String),
            mainCause(line.causes),
          ]),
      )
      printTable(
        ['Care', 'Site', 'State', 'Phone', 'Because'],
        now.care.map((line) => [line.care, line.site, line.state, line.phone, mainCause(line.causes)]),
      )
    },
  )
  withVerdicts(estate.command('what-if').description('what care is lost if these servers are pulled'))
    .requiredOption('--off <server...>', 'servers to pull, by id or any of their names')
    .action((options: ImpactOptions & { off: string[] }) => {
      const read = readOrFail(options.estate)
      const known = new Set(read.estate.servers.map(({ id }) => id))
      const unknown = options.off.filter((id) => !known.has(id))
      if (unknown.length > 0)
        throw new CommandFailure(`Not on the list of servers: ${unknown.join(', ')}.`, EXIT.wrongUse)
      const { before, after } = whatIf(read.estate, statesOf(read, options), options.off)
      const changes = after.care.flatMap((then) => {
        const was = before.care.find((line) => line.care === then.care && line.site === then.site)
        return was === undefined || was.state === then.state ? [] : [{ ...then, before: was.state }]
      })
      if (options.json === true) return printJson({ off: options.off, changes })
      if (changes.length === 0)
        console.log('No care on the list changes. What nobody wrote down is not in it.')
      else
        printTable(
          ['Care', 'Site', 'Now', 'Then', 'Because'],
          changes.map((line) => [line.care, line.site, line.before, line.state, mainCause(line.causes)]),
        )
    })
}

/** The first cause; how many more there are stands beside it, all of them in `--json`. */
function mainCause(causes: readonly { readonly text: string }[]): string {
  const first = causes[0]?.text ?? ''
  return causes.length > 1 ? `${first} (and ${causes.length - 1} more)` : first
}

function withVerdicts(command: Command): Command {
  return command
    .requiredOption('--estate <folder>', 'the folder of CSV files')
    .option('--verdicts <file>', 'verdicts.json of a triage run; without it nothing is known of any server')
    .option('--connections <file>', 'JSON list of servers taken off the network: server, state, at')
    .option('--json', 'print as JSON')
}

/** Faults of single lines go to standard error, and the exit status tells of them; the rest is used. */
function readOrFail(folder: string): EstateRead {
  const read = readEstateFolder(folder)
  if (!read.ok) throw new CommandFailure(plain(read.fault), EXIT.wrongUse)
  for (const fault of read.value.faults) process.stderr.write(`${plain(describeEstateFault(fault))}\n`)
  if (read.value.faults.length > 0) process.exitCode = EXIT.partly
  return read.value
}

function statesOf(read: EstateRead, options: ImpactOptions): ReturnType<typeof memberStates> {
  const verdicts = options.verdicts === undefined ? [] : must(readVerdicts(options.verdicts), EXIT.wrongUse)
  const said =
    options.connections === undefined ? [] : must(readConnections(options.connections), EXIT.wrongUse)
  // What was said last of a server holds.
  const connections = new Map(
    said
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
      .map(({ server, state }) => [server, { state }]),
  )
  return memberStates(read.estate, verdicts, connections, new Map())
}
