import { fork, type ChildProcess } from 'node:child_process'
import { Option, type Command } from 'commander'
import { serveCare } from '@codedark/care'
import { DRILL_PASSWORD, openDataFolder, serveCommand } from '@codedark/command'
import { EXIT, must } from '../exit.ts'
import { givenPassphrase } from '../passphrase.ts'
import { places } from '../places.ts'
import { plain } from '../terminal.ts'
import { DATA, PASSPHRASE, wholeNumber } from './options.ts'

type Side = 'command' | 'care'

interface ServeOptions {
  readonly data: string
  readonly passphraseFile?: string
  readonly port: number
  readonly carePort: number
  readonly only?: Side
  readonly bind?: string
  readonly hostName: string
}

/** What a server says to the program that started it, once it listens. */
interface Said {
  readonly url: string
  readonly locked: boolean
  readonly fingerprint: string | null
}

const WHAT: Readonly<Record<Side, string>> = { command: 'The board', care: 'The ward pages' }

/** Both servers, each a process of its own. */
export function serveCommands(program: Command): void {
  program
    .command('serve')
    .description(
      'serve the board and the ward pages, on this computer only unless --bind is given, until Ctrl-C',
    )
    .option(...DATA)
    .option(...PASSPHRASE)
    .option('--port <n>', 'the board’s port', wholeNumber, 7317)
    .option('--care-port <n>', 'the ward pages’ port', wholeNumber, 7318)
    .option('--bind <address>', 'reach it from other computers too, at this address of ours, over TLS only')
    .option(
      '--host-name <name>',
      'with --bind: it answers as command.NAME and care.NAME, which go into the hosts file of the other computers',
      'codedark.lan',
    )
    .addOption(new Option('--only <side>', 'one of the two servers').choices(['command', 'care']))
    .action(async (options: ServeOptions) => {
      if (options.only === undefined) await serveBoth(options)
      else await serveOne(options.only, options)
    })
}

/** One server in this process. */
async function serveOne(side: Side, options: ServeOptions): Promise<void> {
  const passphrase = givenPassphrase(options.passphraseFile)
  const { programs, boardPages, wardPages } = places()
  const given = {
    data: options.data,
    onBug: (error: unknown) => console.error(error),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(options.bind === undefined ? {} : { beyond: { address: options.bind, hostName: options.hostName } }),
  }
  const serving = must(
    side === 'command'
      ? await serveCommand({
          ...given,
          port: options.port,
          pages: boardPages,
          copyChildPath: programs.copyChild,
          triageChildPath: programs.triageChild,
          onNote: (sentence) => console.log(plain(sentence)),
        })
      : await serveCare({
          ...given,
          port: options.carePort,
          pages: wardPages,
          printChild: programs.printChild,
          copyChild: programs.careCopyChild,
        }),
  )
  const { url, locked, fingerprint } = serving
  const said: Said = { url, locked, fingerprint }
  if (process.send === undefined)
    console.log(`${address(side, said)}\n${howToEnter(options.data)}Ctrl-C stops it.`)
  else process.send(said)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => resolve())
  })
  await serving.close()
  if (process.connected) process.disconnect()
}

/** Both, each in a process of its own: two memories, two keys. None is started again in silence. */
async function serveBoth(options: ServeOptions): Promise<void> {
  const sides = ['command', 'care'] as const
  const running = new Map<Side, ChildProcess>()
  let stopping = false
  for (const side of sides) running.set(side, startServer(side, options))
  const stop = (): void => {
    stopping = true
    // Ctrl-C reaches the children too; a plain end of this process does not.
    for (const child of running.values()) child.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  const addresses = await Promise.all([...running].map(([side, child]) => listening(side, child)))
  for (const line of addresses) if (line !== null) console.log(line)
  if (addresses.some((line) => line !== null)) console.log(`${howToEnter(options.data)}Ctrl-C stops both.`)
  await Promise.all(
    [...running].map(async ([side, child]) => {
      const how = await ended(child)
      running.delete(side)
      if (stopping) return
      process.exitCode = EXIT.checkFailed
      const other = [...running.keys()].map((one) => `${WHAT[one]} goes on. `).join('')
      process.stderr.write(
        `${WHAT[side]} stopped at ${new Date().toISOString()} (${how}). ${other}Start again: codedark serve --only ${side} --data ${options.data}\n`,
      )
    }),
  )
}

function startServer(side: Side, options: ServeOptions): ChildProcess {
  const { data, passphraseFile, port, carePort, bind, hostName } = options
  const file = passphraseFile === undefined ? [] : ['--passphrase-file', passphraseFile]
  return fork(
    places().programs.cli,
    [
      'serve',
      '--only',
      side,
      '--data',
      data,
      '--port',
      String(port),
      '--care-port',
      String(carePort),
      ...file,
      ...(bind === undefined ? [] : ['--bind', bind, '--host-name', hostName]),
    ],
    { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
}

/** The line that tells where it is; null: it ended before it listened, and has said why. */
async function listening(side: Side, child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.once('message', (said) => resolve(address(side, said as Said)))
    child.once('exit', () => resolve(null))
    child.once('error', () => resolve(null))
  })
}

async function ended(child: ChildProcess): Promise<string> {
  const { exitCode, signalCode } = child
  if (exitCode === null && signalCode === null)
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
    })
  return child.signalCode ?? `status ${child.exitCode}`
}

/** A drill's accounts are published; a real folder's are not. */
function howToEnter(data: string): string {
  const folder = openDataFolder(data)
  if (!folder.ok || folder.value.kind !== 'drill') return ''
  return `DRILL: sign in at the board as incident-commander, on the wards as ward-lead, or as any other role; password: ${DRILL_PASSWORD}\n`
}

const address = (side: Side, { url, locked, fingerprint }: Said): string =>
  `${`${WHAT[side]}:`.padEnd(16)} ${url}${locked ? '   (locked: it asks for the passphrase)' : ''}${fingerprint === null ? '' : `\n  certificate, SHA-256: ${fingerprint}`}`
