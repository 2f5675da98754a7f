// What a hospital runs and what needs what: import, names, and what is down because of what.
export type {
  Care,
  CareImpact,
  Cause,
  Dependency,
  Estate,
  MemberState,
  Server,
  Service,
  ServiceImpact,
} from './estate.ts'
export type { EstateFault, EstateFaultCode, EstateFile } from './estate-fault.ts'
export { readCsv } from './csv.ts'
export type { CsvTable } from './csv.ts'
export { ESTATE_FILES } from './estate-fault.ts'
export type { EstateImport, EstateTexts } from './import-estate.ts'
export { importEstate } from './import-estate.ts'
export type { ServerMatch, ServerNames } from './resolve-server.ts'
export { resolveServer, serverNames } from './resolve-server.ts'
export type { Impact } from './impact.ts'
export { impact } from './impact.ts'
export type { Said } from './member-states.ts'
export { memberStates } from './member-states.ts'
export type { Change, WhatIf } from './what-if.ts'
export { whatIf } from './what-if.ts'
