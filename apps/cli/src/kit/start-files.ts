import { NODE_FLAGS } from '../places.ts'
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
    ? [windowsDrill, windowsShell, readme(crlf, 'Start a DRILL.cmd', 'codedark.cmd')]
    : [linuxDrill, linuxShell, readme(lf, 'sh start-a-DRILL.sh', 'sh codedark')]
}

const FLAGS = NODE_FLAGS.join(' ')
const WINDOWS = `"%~dp0bin\\node.exe" ${FLAGS} "%~dp0app\\cli.mjs"`

const windowsDrill: StartFile = {
  name: 'Start a DRILL.cmd',
  runs: true,
  text: crlf([
    '@echo off',
    'chcp 65001 >nul',
    'title Codedark DRILL',
    `${WINDOWS} start --data "%~dp0data-drill"`,
    'pause',
  ]),
}

const windowsShell: StartFile = {
  name: 'codedark.cmd',
  runs: true,
  text: crlf(['@echo off', `${WINDOWS} %*`]),
}

/** A stick is often mounted without the right to run what is on it: Node is then run from a copy of its own. */
const LINUX = [
  '#!/bin/sh',
  '# Ctrl-C is for the program below; this waits until it has stopped, and ends with its status.',
  'trap : INT',
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

const linuxDrill: StartFile = {
  name: 'start-a-DRILL.sh',
  runs: true,
  text: lf([...LINUX, `"$node" ${FLAGS} "$here/app/cli.mjs" start --data "$here/data-drill"`]),
}

const linuxShell: StartFile = {
  name: 'codedark',
  runs: true,
  text: lf([...LINUX, `"$node" ${FLAGS} "$here/app/cli.mjs" "$@"`]),
}

function readme(join: (lines: readonly string[]) => string, drill: string, shell: string): StartFile {
  return {
    name: 'READ ME FIRST.txt',
    runs: false,
    text: join([
      'Codedark: for the night the hospital has no computers.',
      '',
      `Try it first:      ${drill}   (an invented hospital, marked DRILL)`,
      `On your own logs:  ${shell} triage FOLDER-WITH-LOGS --estate FOLDER-WITH-LISTS --out RESULTS`,
      `On your patients:  ${shell} init --hospital NAME, then ${shell} downtime import FOLDER-WITH-FHIR, then ${shell} print all --out FOLDER`,
      `All commands:      ${shell} --help`,
      '',
      'It needs no network, no administrator and nothing installed.',
    ]),
  }
}
