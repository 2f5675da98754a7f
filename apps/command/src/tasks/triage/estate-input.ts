import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importEstate } from '@codedark/domain/estate'
import type { Estate, EstateFault } from '@codedark/domain/estate'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { faultOf } from '@codedark/files'
import type { TriageFault } from './gather.ts'
import { faultOfFile } from './outcome.ts'
import type { TriageFailure, TriageInput } from './triage-input.ts'

/** The list of servers of a run; null where none was given. */
export interface EstateRead {
  readonly estate: Estate | null
  readonly faults: readonly TriageFault[]
}

/** Reads the folder of CSV files, unless the estate itself was handed in. */
export function readEstate(
  input: Pick<TriageInput, 'estate' | 'estateFolder'>,
): Result<EstateRead, TriageFailure> {
  const folder = input.estateFolder
  if (input.estate !== undefined) return ok({ estate: input.estate, faults: [] })
  if (folder === undefined) return ok({ estate: null, faults: [] })
  const faults: TriageFault[] = []
  const read = (name: string): string => {
    const path = join(folder, name)
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      faults.push(faultOfFile(faultOf(error, path)))
      return ''
    }
  }
  const texts = {
    servers: read('servers.csv'),
    services: read('services.csv'),
    depends: read('depends.csv'),
    care: read('care.csv'),
  }
  // Without a list of servers nobody could be blind for want of a log: that is no estate, and not to be passed over.
  if (texts.servers === '')
    return failed({
      code: 'estate-not-read',
      text: faults[0]?.text ?? `${join(folder, 'servers.csv')}: is empty.`,
    })
  const imported = importEstate(texts)
  return ok({
    estate: imported.estate,
    faults: [...faults, ...imported.faults.map((fault) => faultOfEstate(folder, fault))],
  })
}

function faultOfEstate(folder: string, fault: EstateFault): TriageFault {
  const file = join(folder, fault.file)
  return {
    code: fault.code,
    file,
    line: fault.line,
    column: fault.column,
    expected: fault.expected,
    found: fault.found,
    text: `${file}, line ${fault.line}, column ${fault.column}: expected ${fault.expected}, found ${fault.found}.`,
  }
}
