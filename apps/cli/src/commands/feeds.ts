import { InvalidArgumentError, type Command } from 'commander'
import { importFeed, writeFeedKey } from '@codedark/care'
import { collectFeeds } from '@codedark/collector'
import type { FeedLine } from '@codedark/collector'
import { must } from '../exit.ts'
import { openCareOrFail } from '../passphrase.ts'
import { places } from '../places.ts'
import { plain, printJson, progressBar } from '../terminal.ts'
import { tellImported } from './downtime.ts'
import { DATA, JSON_OUT, PASSPHRASE, type DataOptions } from './options.ts'

const SAY_MS = 60_000

/** Feeds of the hospital: the key, the collector, and taking in what it sealed. */
export function feedsCommand(program: Command): void {
  const feeds = program
    .command('feeds')
    .description('messages of the hospital (HL7 v2 over MLLP) into the downtime copy')
  keyCommand(feeds)
  listenCommand(feeds)
  importCommand(feeds)
}

function keyCommand(feeds: Command): void {
  feeds
    .command('key')
    .description('write the public key to which a collector seals; it opens nothing')
    .requiredOption('--out <file>', 'where to')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((options: DataOptions & { out: string }) => {
      const care = openCareOrFail(options)
      const written = writeFeedKey(care, options.out)
      care.vault.close()
      console.log(`${options.out}: ${must(written)}`)
    })
}

function listenCommand(feeds: Command): void {
  feeds
    .command('listen')
    .description(
      'take in feeds until Ctrl-C: each message is sealed to the vault and synced before it is answered, and cannot be read back here',
    )
    .requiredOption(
      '--feed <name=host:port...>',
      'a feed and where to listen for it, as adt=127.0.0.1:2575',
      feedLines,
    )
    .requiredOption('--key <file>', 'the vault’s public key, of codedark feeds key')
    .option('--folder <dir>', 'where the sealed journal is kept', 'collector')
    .option(...JSON_OUT)
    .addHelpText(
      'after',
      '\nMLLP knows no password: listen on an address that only the interface engine can reach.\nThe journal is taken in with: codedark feeds import <dir>',
    )
    .action(async (options: { feed: readonly FeedLine[]; key: string; folder: string; json?: boolean }) => {
      const collecting = must(
        await collectFeeds({
          folder: options.folder,
          publicKeyFile: options.key,
          feeds: options.feed,
          onNote: (sentence) => process.stderr.write(`${plain(sentence)}\n`),
        }),
      )
      const say = (): void => {
        if (options.json === true) return printJson(collecting.feeds())
        for (const one of collecting.feeds())
          console.log(
            `${one.name.padEnd(12)} port ${one.port}: ${one.kept} kept, ${one.known} known already, ${one.quarantined} in quarantine, ${one.notKept} not kept; last ${one.lastAt ?? 'none yet'}`,
          )
      }
      say()
      const timer = setInterval(say, SAY_MS)
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
      })
      clearInterval(timer)
      await collecting.close()
      say()
    })
}

function importCommand(feeds: Command): void {
  feeds
    .command('import')
    .description('make a generation of the downtime copy from what a collector sealed')
    .argument('<dir>', 'the collector’s folder')
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (path: string, options: DataOptions) => {
      const care = openCareOrFail(options)
      const bar = progressBar('Reading')
      const kept = await importFeed(care, {
        path,
        childPath: places().programs.fhirChild,
        now: () => new Date().toISOString(),
        onProgress: (file, messages) => bar.update(messages, messages, file),
      })
      bar.stop()
      tellImported(care, kept, options.json === true)
    })
}

/** name=host:port; an address of IPv6 stands in brackets. */
function feedLines(text: string, before: readonly FeedLine[] | undefined): readonly FeedLine[] {
  const found = /^([^=]+)=(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/u.exec(text)
  const port = Number(found?.[4] ?? 65_536)
  if (found === null || port > 65_535)
    throw new InvalidArgumentError('name=host:port is needed, as adt=127.0.0.1:2575')
  return [...(before ?? []), { name: found[1] ?? '', host: found[2] ?? found[3] ?? '', port }]
}
