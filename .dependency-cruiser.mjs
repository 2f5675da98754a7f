// Who may import whom (docs/architecture.md). Each rule has its deliberate violation in tests/house/.
const own = '^(libs|domain|adapters|apps|drill)/'
const test = '\\.(test|conformance|fuzz)\\.tsx?$|/testing/'
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

export default {
  forbidden: [
    rule('no-cycle', {}, { circular: true }, 'A cycle has no bottom to start reading at.'),
    rule('no-unresolved', {}, { couldNotResolve: true }, 'What cannot be resolved cannot be judged.'),
    rule(
      'libs-stand-alone',
      { path: '^libs/([^/]+)/' },
      { path: own, pathNot: '^libs/$1/' },
      'A library is publishable: it knows nothing of ours.',
    ),
    rule(
      'domain-below-adapters',
      { path: '^domain/' },
      { path: '^(adapters|apps|drill)/' },
      'Rules know no I/O and no program.',
    ),
    rule(
      'domain-modules-by-index',
      { path: '^domain/src/([^/]+)/', pathNot: test },
      { path: '^domain/src/[^/]+/', pathNot: ['^domain/src/$1/', '^domain/src/[^/]+/index\\.ts$'] },
      'Another domain module is entered through its index.ts.',
    ),
    rule(
      'incident-never-sees-patients',
      { path: '^domain/src/incident/' },
      { path: '^domain/src/downtime/' },
      'What passes from care to command is a handover.',
    ),
    rule(
      'downtime-never-sees-incident',
      { path: '^domain/src/downtime/' },
      { path: '^domain/src/incident/' },
      'What passes from care to command is a handover.',
    ),
    rule(
      'adapters-apart',
      { path: '^adapters/([^/]+)/' },
      { path: '^(adapters|apps|drill)/', pathNot: '^adapters/$1/' },
      'An adapter knows the domain and its own outside thing.',
    ),
    rule(
      'command-holds-no-patient',
      { path: '^apps/command/' },
      { path: '^(domain/src/downtime|adapters/(vault|fhir|hl7v2)|apps/(care|cli|web|collector)|drill)/' },
      'The command server cannot reach patient data.',
    ),
    rule(
      'care-holds-no-evidence',
      { path: '^apps/care/' },
      { path: '^(domain/src/incident|adapters/(ledger|findings)|apps/(command|cli|web|collector)|drill)/' },
      'The care server cannot reach the record of the incident.',
    ),
    rule(
      'collector-reads-nothing-back',
      { path: '^apps/collector/' },
      { path: '^(adapters/(vault|ledger|findings|fhir|paper|http)|apps/(command|care|cli|web)|drill)/' },
      'The collector can seal, and knows no store.',
    ),
    rule(
      'cli-holds-no-rule',
      { path: '^apps/cli/' },
      { path: '^(libs|domain|adapters|apps/web)/' },
      'The command line calls the tasks of the apps.',
    ),
    rule(
      'apps-by-index',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/[^/]+/', pathNot: ['^apps/$1/', '^apps/[^/]+/src/index\\.ts$'] },
      'Another app is entered through its index.ts.',
    ),
    rule(
      'nobody-imports-cli',
      { pathNot: '^(apps/cli|tests|bench|scripts)/' },
      { path: '^apps/cli/' },
      'The command line is the top.',
    ),
    rule(
      'board-sees-no-patient',
      { path: '^apps/web/board/' },
      { path: '^(domain/src/downtime|apps/web/wards|adapters|apps/(command|care|cli)|libs)/' },
      'The board runs in a browser and asks its server.',
    ),
    rule(
      'wards-see-no-evidence',
      { path: '^apps/web/wards/' },
      { path: '^(domain/src/incident|apps/web/board|adapters|apps/(command|care|cli)|libs)/' },
      'The ward pages run in a browser and ask their server.',
    ),
    rule(
      'parts-know-no-page',
      { path: '^apps/web/parts/' },
      {
        path: '^(apps/web/(board|wards)|domain/src/(incident|downtime)|adapters|libs|apps/(command|care|cli))/',
      },
      'What both page sets share belongs to neither.',
    ),
    rule(
      'drill-writes-files-only',
      { path: '^drill/' },
      { path: '^(adapters|apps)/' },
      'The drill has no side door into the product.',
    ),
    rule(
      'nobody-imports-tests',
      { path: own },
      { path: '^(tests|bench)/' },
      'The product does not contain its tests.',
    ),
    rule(
      'no-deep-import',
      { path: own },
      { path: '@codedark/[^/]+/src/' },
      'A package is entered through its exports.',
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist)/.*(node_modules|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
}
