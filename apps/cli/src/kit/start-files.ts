import type { Platform } from './platform.ts'

/** A file to double-click, or to read first. */
export interface StartFile {
  readonly name: string
  readonly text: string
  readonly runs: boolean
}

const crlf = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`
const lf = (lines: readonly string[]): string => `${lines.join('\n')}\n`

/** What a person who opens the stick sees. Data goes beside the program, so that nothing is written elsewhere. */
export function startFiles(platform: Platform): readonly StartFile[] {
  return platform === 'win-x64'
    ? [
        windows('Start Codedark.cmd', ''),
        windows('Start a DRILL.cmd', ' --drill'),
        windowsShell,
        readme(crlf, 'Start Codedark.cmd', 'Start a DRILL.cmd'),
      ]
    : [
        linux('start-codedark.sh', ''),
        linux('start-a-DRILL.sh', ' --drill'),
        linuxShell,
        readme(lf, 'sh start-codedark.sh', 'sh start-a-DRILL.sh'),
      ]
}

function windows(name: string, option: string): StartFile {
  const data = option === '' ? 'data' : 'data-drill'
  return {
    name,
    runs: true,
    text: crlf([
      '@echo off',
      'chcp 65001 >nul',
      'title Codedark',
      `"%~dp0bin\\node.exe" --disable-warning=ExperimentalWarning "%~dp0app\\cli.mjs" start${option} --open --data "%~dp0${data}"`,
      'echo.',
      'echo Codedark has stopped.',
      'pause',
    ]),
  }
}

const windowsShell: StartFile = {
  name: 'codedark.cmd',
  runs: true,
  text: crlf([
    '@echo off',
    '"%~dp0bin\\node.exe" --disable-warning=ExperimentalWarning "%~dp0app\\cli.mjs" %*',
  ]),
}

/** A stick is often mounted without the right to run what is on it: Node is then run from a copy of its own. */
const FIND_NODE = [
  'here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)',
  'node="$here/bin/node"',
  'if ! "$node" --version >/dev/null 2>&1; then',
  '  copy=$(mktemp -d)',
  '  trap \'rm -rf "$copy"\' EXIT',
  '  cp "$here/bin/node" "$copy/node"',
  '  chmod 700 "$copy/node"',
  '  node="$copy/node"',
  'fi',
]

function linux(name: string, option: string): StartFile {
  const data = option === '' ? 'data' : 'data-drill'
  return {
    name,
    runs: true,
    text: lf([
      '#!/bin/sh',
      ...FIND_NODE,
      `"$node" --disable-warning=ExperimentalWarning "$here/app/cli.mjs" start${option} --open --data "$here/${data}" "$@"`,
    ]),
  }
}

const linuxShell: StartFile = {
  name: 'codedark',
  runs: true,
  text: lf([
    '#!/bin/sh',
    ...FIND_NODE,
    '"$node" --disable-warning=ExperimentalWarning "$here/app/cli.mjs" "$@"',
  ]),
}

function readme(join: (lines: readonly string[]) => string, start: string, drill: string): StartFile {
  return {
    name: 'READ ME FIRST.txt',
    runs: false,
    text: join([
      'Codedark: for the night the hospital has no computers.',
      '',
      `Start it:        ${start}`,
      `Try it first:    ${drill}   (an invented hospital, marked DRILL everywhere)`,
      '',
      'It needs no network, no administrator and nothing installed. What it records goes into the folder "data" beside this',
      'file, encrypted under the passphrase that you choose at the first start. Nobody can open it without the passphrase.',
      'The board is at http://command.localhost:7317 and the ward pages at http://care.localhost:7318, on this computer only.',
    ]),
  }
}
