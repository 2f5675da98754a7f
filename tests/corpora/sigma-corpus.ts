import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseRules, type RuleOutcome } from '@codedark/sigma'

/** The folders of SigmaHQ that hold rules of today. */
export const ACTIVE = ['rules', 'rules-emerging-threats', 'rules-threat-hunting'] as const

/** Each file below a folder whose name ends so, sorted. */
export function filesBelow(folder: string, end: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(end))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** What became of every document below a folder of rules. */
export function outcomesBelow(folder: string): RuleOutcome[] {
  return filesBelow(folder, '.yml').flatMap((path) => parseRules(readFileSync(path, 'utf8'), path))
}
