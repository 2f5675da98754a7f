import type { Command } from 'commander'
import {
  explainRule,
  importedPacks,
  importRules,
  listRules,
  readPlaceholders,
  testRules,
} from '@codedark/command'
import type { CaseOutcome, GatherOptions, ListedRule, RuleExplained } from '@codedark/command'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { places } from '../places.ts'
import { plain, printJson, printTable } from '../terminal.ts'
import { JSON_OUT } from './options.ts'

interface RulesOptions {
  readonly rules?: readonly string[]
  readonly placeholders?: string
  readonly into?: string
  readonly all?: boolean
  readonly json?: boolean
}

const PLACEHOLDERS = ['--placeholders <file>', 'names to values, for rules that ask for them'] as const
const RULES = ['--rules <path...>', 'other rules than our own pack and the imported ones'] as const

/** Our own pack and its correlations, then every imported one. */
export function rulePaths(): readonly string[] {
  return [places().rules, `${places().rules}-correlations`, ...importedPacks(places().importedRules)]
}

export function rulesCommand(program: Command): void {
  const rules = program.command('rules').description('Sigma rules: import, list, test, explain')
  importCommand(rules)
  listCommand(rules)
  testCommand(rules)
  explainCommand(rules)
}

function importCommand(rules: Command): void {
  rules
    .command('import')
    .description(
      'keep a rule pack with its licence and date; triage uses it, and a kit made after carries it',
    )
    .argument('<zip or folder>', 'a zip as SigmaHQ releases it, or a folder of rules')
    .option('--into <dir>', 'the folder of imported packs')
    .option(...JSON_OUT)
    .action((path: string, options: RulesOptions) => {
      const into = options.into ?? places().importedRules
      const imported = must(importRules({ path, into, importedAt: new Date(Date.now()).toISOString() }))
      if (options.json === true) printJson(imported)
      else {
        const { card, rules: count, correlations, filters, refused, faults, folder } = imported
        const lines = [
          `${card.name} ${card.version}: ${count} rules, ${correlations} correlations, ${filters} filters; ${refused.length} are not run (codedark rules list says why)`,
          card.hasLicence
            ? 'its licence lies beside it'
            : 'no licence file was found in it: look up what its authors ask for',
          ...faults,
          folder,
        ]
        process.stdout.write(`${lines.map(plain).join('\n')}\n`)
      }
      if (imported.faults.length > 0) process.exitCode = EXIT.partly
    })
}

function listCommand(rules: Command): void {
  rules
    .command('list')
    .description('what becomes of each rule: runs, seen by a correlation only, or refused and why')
    .option(...RULES)
    .option(...PLACEHOLDERS)
    .option('--all', 'every rule, not only those that are refused')
    .option(...JSON_OUT)
    .action((options: RulesOptions) => {
      const list = must(listRules(options.rules ?? rulePaths(), given(options)))
      if (options.json === true) printJson(list)
      else printList(list.rules, options.all === true)
      for (const fault of list.faults) process.stderr.write(`${plain(fault)}\n`)
      if (list.faults.length > 0) process.exitCode = EXIT.partly
    })
}

function given({ placeholders }: RulesOptions): GatherOptions {
  return placeholders === undefined
    ? {}
    : { placeholders: must(readPlaceholders(placeholders), EXIT.wrongUse) }
}

function printList(rules: readonly ListedRule[], all: boolean): void {
  const shown = rules.filter((rule) => all || rule.status === 'refused')
  const counts = [...Map.groupBy(rules, ({ pack }) => pack)].map(([pack, own]) => {
    const of = (status: ListedRule['status']): number => own.filter((one) => one.status === status).length
    return `${pack}: ${own.length} rules, ${of('runs')} run, ${of('for-correlation')} for correlations only, ${of('refused')} refused`
  })
  const rows = shown.map((rule) => [
    rule.status,
    rule.level ?? '',
    rule.title ?? rule.path,
    rule.reason ?? (rule.author === null ? '' : `by ${rule.author}`),
    `${rule.path}:${rule.line}`,
  ])
  if (rows.length > 0) printTable(['status', 'level', 'title', 'why', 'where'], rows)
  process.stdout.write(`${counts.map(plain).join('\n')}\n`)
}

function testCommand(rules: Command): void {
  rules
    .command('test')
    .description("run regression cases in SigmaHQ's layout (info.yml beside a log)")
    .argument('<folder>')
    .option(...RULES)
    .option(...JSON_OUT)
    .action((folder: string, options: RulesOptions) => {
      const cases = must(testRules(folder, options.rules ?? rulePaths()))
      if (options.json === true) printJson(cases)
      else process.stdout.write(renderCases(cases))
      if (cases.some(({ status }) => status === 'failed')) process.exitCode = EXIT.checkFailed
      else if (cases.some(({ status }) => status === 'skipped')) process.exitCode = EXIT.partly
    })
}

function renderCases(cases: readonly CaseOutcome[]): string {
  const of = (status: CaseOutcome['status']): number => cases.filter((one) => one.status === status).length
  const lines = cases
    .filter(({ status }) => status !== 'passed')
    .map(({ status, path, why }) => plain(`${status}: ${path}: ${why}`))
  const sum = `${cases.length} cases: ${of('passed')} passed, ${of('failed')} failed, ${of('skipped')} skipped`
  return `${[...lines, sum].join('\n')}\n`
}

function explainCommand(rules: Command): void {
  rules
    .command('explain')
    .description('which part of a rule holds for a record, which does not, and what cannot be told')
    .argument('<rule>', 'its id or its title')
    .argument('<log>', 'an .evtx file; with #NUMBER the record of that id, else the first that matches')
    .option(...RULES)
    .option(...PLACEHOLDERS)
    .option(...JSON_OUT)
    .action((rule: string, log: string, options: RulesOptions) => {
      const found = /^(.*)#(\d{1,15})$/s.exec(log)
      const explained = explainRule({
        rule,
        rulePaths: options.rules ?? rulePaths(),
        ...given(options),
        logPath: found?.[1] ?? log,
        ...(found === null ? {} : { recordId: Number(found[2]) }),
      })
      if (!explained.ok) throw new CommandFailure(plain(explained.fault), EXIT.wrongUse)
      if (options.json === true) printJson(explained.value)
      else process.stdout.write(renderExplained(explained.value))
    })
}

const MARKS = { true: 'yes', false: 'no ', unknown: '?  ' } as const
const OUTCOMES = {
  matches: 'the rule matches',
  'no-match': 'the rule does not match',
  unknown: 'it cannot be told: the record does not say enough',
  'not-its-source': "the record is not of the rule's log source",
  refused: 'the rule is not run',
} as const

function renderExplained({ rule, record, explanation, matches }: RuleExplained): string {
  const lines = [
    `${rule.title ?? rule.path} (${rule.author ?? 'no author'})`,
    `record ${record.recordId} at byte ${record.offset}: ${record.channel}, event ${record.eventId ?? 'without id'}, ${record.time}`,
    `${OUTCOMES[explanation.outcome]}${explanation.seenAs === undefined ? '' : `, seen as ${explanation.seenAs}`}; ${matches} records of the log match`,
    ...explanation.conditions.map(({ text, truth }) => `${MARKS[`${truth}`]} condition: ${text}`),
  ]
  for (const { name, part } of explanation.searches) {
    lines.push(`${MARKS[`${part.truth}`]} ${name}`)
    pushPart(part, 1, lines)
  }
  return `${lines.map(plain).join('\n')}\n`
}

const VALUE_CHARS_MAX = 200

function pushPart(
  part: RuleExplained['explanation']['searches'][number]['part'],
  depth: number,
  lines: string[],
): void {
  const have = part.have?.map((text) =>
    text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text,
  )
  const value = have === undefined ? '' : `  [${have.join(' | ')}]`
  lines.push(`${MARKS[`${part.truth}`]} ${'  '.repeat(depth)}${part.what}${value}`)
  for (const inner of part.parts) pushPart(inner, depth + 1, lines)
}
