import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import {
  openStatements,
  readClaims,
  STATEMENT_LANGUAGES,
  writePdf,
  type StatementCheck,
  type StatementLanguage,
} from '@codedark/command'
import { EXIT, must } from '../exit.ts'
import { openOrFail } from '../passphrase.ts'
import { printJson } from '../terminal.ts'
import { byName, DATA, JSON_OUT, oneOf, PASSPHRASE, type DataOptions } from './options.ts'

interface LanguageOptions extends DataOptions {
  readonly language: StatementLanguage
}

const LANGUAGE = [
  '--language <language>',
  STATEMENT_LANGUAGES.join(', '),
  oneOf(STATEMENT_LANGUAGES),
  'en' as StatementLanguage,
] as const

/** `codedark statements`: what the hospital says in public, held against the record. */
export function statementsCommands(program: Command): void {
  const statements = program
    .command('statements')
    .description('what the hospital says in public, held against the record of this minute')
  statements
    .command('check')
    .description('take a draft apart and say of each claim what the record says; nothing is recorded')
    .argument('<file>', 'the draft as plain text')
    .option(...LANGUAGE)
    .option(...JSON_OUT)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action((path: string, options: LanguageOptions) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const choice = { dropped: [], added: [] }
        const { language } = options
        const check = must(openStatements(opened)).check({
          text: readFileSync(path, 'utf8'),
          language,
          choice,
        })
        if (options.json === true) printJson(check)
        else printCheck(check)
        const open = check.claims.some(({ answer }) => answer !== 'supported')
        process.exitCode =
          open || check.sentences.some(({ checked }) => checked === 'unchecked')
            ? EXIT.checkFailed
            : EXIT.done
      } finally {
        opened.close()
      }
    })
  cardCommand(statements)
  statements
    .command('claims')
    .description('set the hospital’s own claims, a JSON list; they replace those set before')
    .argument('<file>')
    .requiredOption('--by <name>', 'who sets them')
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (path: string, options: DataOptions & { by: string }) => {
      const claims = must(readClaims(path), EXIT.wrongUse)
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const done = must(
          await must(openStatements(opened)).record({ type: 'SetClaims', claims }, byName(options.by)),
        )
        console.log(`Entry ${done.entry}: ${claims.length} claims.`)
      } finally {
        opened.close()
      }
    })
}

function cardCommand(statements: Command): void {
  statements
    .command('card')
    .description('the spokesperson’s card: can say, do not know yet, do not say')
    .option(...LANGUAGE)
    .option('--pdf <file>', 'as a PDF on one A4 sheet')
    .option(...JSON_OUT)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (options: LanguageOptions & { pdf?: string }) => {
      const opened = openOrFail(options.data, options.passphraseFile)
      try {
        const desk = must(openStatements(opened))
        if (options.pdf !== undefined) {
          must(writePdf(options.pdf, await desk.cardPdf(options.language)))
          return console.log(`${options.pdf}: written.`)
        }
        const card = desk.card(options.language)
        if (options.json === true) return printJson(card)
        console.log(['CAN SAY', ...card.canSay.map(dash), '', 'DO NOT KNOW YET'].join('\n'))
        console.log([...card.notKnownYet.map(dash), '', 'DO NOT SAY'].join('\n'))
        for (const { name, contradicted } of card.doNotSay)
          console.log(dash(`“${name}”: ${contradicted ? 'what we hold says otherwise' : 'not known'}`))
      } finally {
        opened.close()
      }
    })
}

const dash = (text: string): string => `  - ${text}`

function printCheck(check: StatementCheck): void {
  for (const [index, { text, checked }] of check.sentences.entries()) {
    const note = { ours: ' (can be said as it is)', partly: '', unchecked: ' (NOT CHECKED BY US)' }[checked]
    console.log(`${text}${note}`)
    for (const claim of check.claims.filter(({ sentence }) => sentence === index)) {
      const shown = claim.shownBy === null ? '' : `  [${claim.shownBy.words.join(' … ')}]`
      console.log(`  “${claim.name}”: ${claim.answer.toUpperCase().replace('-', ' ')}${shown}`)
      for (const line of claim.because) console.log(`    held: ${line.text}`)
      for (const line of claim.notLooked) console.log(`    not looked at: ${line.text}`)
      if (claim.say !== null) console.log(`    can be said now: ${claim.say}`)
    }
  }
}
