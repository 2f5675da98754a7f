// The command line: parses what was asked, calls the tasks of the apps, prints. It holds no rule.
import { Command, CommanderError } from 'commander'
import { bundleCommand } from './commands/bundle.ts'
import { collectCommand } from './commands/collect.ts'
import { contactsCommand } from './commands/contacts.ts'
import { dataCommands } from './commands/data.ts'
import { downtimeCommand } from './commands/downtime.ts'
import { drillCommand } from './commands/drill.ts'
import { estateCommand } from './commands/estate.ts'
import { feedsCommand } from './commands/feeds.ts'
import { evidenceCommands } from './commands/evidence.ts'
import { keysCommand } from './commands/keys.ts'
import { kitCommand } from './commands/kit.ts'
import { ledgerCommands } from './commands/ledger.ts'
import { logsCommand } from './commands/logs.ts'
import { noticesCommand } from './commands/notices.ts'
import { linksCommands } from './commands/links.ts'
import { formsCommands } from './commands/forms.ts'
import { peopleCommand } from './commands/people.ts'
import { rescueCommand } from './commands/rescue.ts'
import { censusCommand } from './commands/census.ts'
import { callsCommand } from './commands/calls.ts'
import { diversionCommand } from './commands/diversion.ts'
import { plannedCommand } from './commands/planned.ts'
import { wardCommand } from './commands/ward.ts'
import { printCommand } from './commands/print.ts'
import { readyCommand } from './commands/ready.ts'
import { rulesCommand } from './commands/rules.ts'
import { serveCommands } from './commands/serve.ts'
import { deadlinesCommands } from './commands/deadlines.ts'
import { searchesCommands } from './commands/searches.ts'
import { settingsCommand } from './commands/settings.ts'
import { statementsCommands } from './commands/statements.ts'
import { startCommand } from './commands/start.ts'
import { triageCommand } from './commands/triage.ts'
import { witnessCommands } from './commands/witness.ts'
import { CommandFailure, EXIT } from './exit.ts'

const program = new Command('codedark')
  .description('The system a hospital has for the night its computers are attacked.')
  .exitOverride()
  .showHelpAfterError('(codedark --help lists the commands, codedark COMMAND --help its options)')
  .addHelpText(
    'after',
    '\nExit status: 0 done, 1 a check failed, 2 wrong use, 3 done but some input could not be read.',
  )

startCommand(program)
drillCommand(program)
collectCommand(program)
triageCommand(program)
rescueCommand(program)
logsCommand(program)
rulesCommand(program)
estateCommand(program)
dataCommands(program)
downtimeCommand(program)
feedsCommand(program)
plannedCommand(program)
diversionCommand(program)
callsCommand(program)
printCommand(program)
readyCommand(program)
wardCommand(program)
censusCommand(program)
serveCommands(program)
settingsCommand(program)
peopleCommand(program)
keysCommand(program)
ledgerCommands(program)
witnessCommands(program)
evidenceCommands(program)
bundleCommand(program)
searchesCommands(program)
statementsCommands(program)
deadlinesCommands(program)
noticesCommand(program)
contactsCommand(program)
linksCommands(program)
formsCommands(program)
kitCommand(program)

// A reader that goes away (| head) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongUse
  else if (error instanceof CommandFailure) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error.status
  } else throw error
}
