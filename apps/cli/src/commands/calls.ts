import type { Command } from 'commander'
import { listCalls, makeCalls, printCallsTo } from '@codedark/care'
import { EXIT, must } from '../exit.ts'
import { openCareOrFail } from '../passphrase.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { BY, DATA, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'

const now = (): string => new Date().toISOString()

/** Whom to phone. */
export function callsCommand(program: Command): void {
  const calls = program.command('calls').description('call lists: blocks of 20 for each caller')
  calls
    .command('list')
    .description('all blocks, who waits, and who is told otherwise')
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (options: DataOptions) => {
      const care = openCareOrFail(options)
      const listed = await listCalls(care, now())
      care.vault.close()
      const view = must(listed)
      if (options.json === true) return printJson(view)
      printTable(
        ['Block', 'Says', 'With', 'People', 'Done', 'Tried'],
        view.blocks.map(({ block, script, caller, calls: people, ended, tried }) => [
          ...[block, script === 'keep' ? 'it stands' : 'put off', caller ?? 'nobody yet'],
          ...[String(people), String(ended), String(tried)],
        ]),
      )
      const { postpone, keep } = view.waiting
      console.log(`In no block yet: ${postpone} to be put off, ${keep} to be kept.`)
      for (const { name, why, ward } of view.not)
        console.log(`Not by phone: ${plain(name)}: ${ward === null ? why : `lies on ${plain(ward)}`}`)
    })
  calls
    .command('make')
    .description('blocks of 20 of all who are decided and not told; nobody comes into two')
    .argument('<script>', 'postpone or keep', oneOf(['postpone', 'keep'] as const))
    .requiredOption('--call-back <number>', 'the number that a voicemail leaves')
    .requiredOption(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (script: 'postpone' | 'keep', options: DataOptions & { callBack: string; by: string }) => {
      const care = openCareOrFail(options)
      const made = await makeCalls(
        care,
        { script, callBack: options.callBack },
        { by: options.by, now: now() },
      )
      care.vault.close()
      console.log(`Blocks: ${must(made, EXIT.wrongUse).join(', ')}`)
    })
  calls
    .command('print')
    .description('a block on A4, across')
    .argument('<block>', 'its code')
    .requiredOption('--out <file>', 'the PDF to write')
    .requiredOption(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (block: string, options: DataOptions & { out: string; by: string }) => {
      const care = openCareOrFail(options)
      const printed = await printCallsTo(care, { block, file: options.out }, { by: options.by, now: now() })
      care.vault.close()
      console.log(
        `${options.out}: ${must(printed, EXIT.wrongUse).rows.length} people. Written is not printed.`,
      )
    })
}
