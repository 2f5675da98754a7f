import { join } from 'node:path'

/**
 * What the command line is started with. Young objects get 4 MB instead of 16: triage of very many files takes 100 MB less so,
 * and no longer (`bench/tiny-logs.ts`).
 */
export const NODE_FLAGS: readonly string[] = [
  '--max-semi-space-size=4',
  '--disable-warning=ExperimentalWarning',
]

/** Where the parts of the program lie: in a clone, or in a kit, where each program is one file. */
export interface Places {
  readonly kit: boolean
  readonly root: string
  /** What `process.execPath` runs for each program. */
  readonly programs: {
    readonly cli: string
    readonly triageChild: string
    readonly fhirChild: string
    readonly printChild: string
    readonly careCopyChild: string
    readonly copyChild: string
  }
  /** Our own rule pack. */
  readonly rules: string
  /** Where rule packs are imported to, and taken from by triage and by kits. */
  readonly importedRules: string
  readonly boardPages: string
  readonly wardPages: string
  /** The page that checks a bundle, and the one that makes a phone a witness: each one file. */
  readonly verifierPage: string
  readonly phonePage: string
}

/** The places of the program that runs now: a kit's command line is called `cli.mjs` and lies in `app/`. */
export function places(): Places {
  const here = import.meta.dirname
  if (import.meta.filename.endsWith('.mjs')) {
    const program = (name: string): string => join(here, `${name}.mjs`)
    return {
      kit: true,
      root: join(here, '..'),
      programs: {
        cli: program('cli'),
        triageChild: program('triage-child'),
        fhirChild: program('fhir-child'),
        printChild: program('print-child'),
        careCopyChild: program('care-copy-child'),
        copyChild: program('copy-child'),
      },
      rules: join(here, 'rules', 'codedark'),
      importedRules: join(here, 'rules', 'imported'),
      boardPages: join(here, 'pages', 'board'),
      wardPages: join(here, 'pages', 'wards'),
      verifierPage: join(here, 'pages', 'verify.html'),
      phonePage: join(here, 'pages', 'phone-witness.html'),
    }
  }
  const root = join(here, '..', '..', '..')
  return {
    kit: false,
    root,
    programs: {
      cli: join(here, 'main.ts'),
      triageChild: join(root, 'apps/command/src/triage-child.ts'),
      fhirChild: join(root, 'apps/care/src/fhir-child.ts'),
      printChild: join(root, 'apps/care/src/print-child.ts'),
      careCopyChild: join(root, 'apps/care/src/care-copy-child.ts'),
      copyChild: join(root, 'apps/command/src/copy-child.ts'),
    },
    rules: join(root, 'rules/codedark'),
    importedRules: join(root, 'rules/imported'),
    boardPages: join(root, 'apps/web/dist/board'),
    wardPages: join(root, 'apps/web/dist/wards'),
    verifierPage: join(root, 'apps/web/dist/verify.html'),
    phonePage: join(root, 'apps/web/dist/phone-witness.html'),
  }
}
