import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { printOrder } from '@codedark/domain/downtime'
import type { CopySource, PrintTurn, Ward } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, faultOf, writeDurably } from '@codedark/files'
import { resolveWard } from '../copy-source.ts'
import type { OpenedCare } from '../open-care.ts'
import { localWords } from '../local-words.ts'
import { sourceNow } from '../show.ts'
import { Press } from './press.ts'
import type { ReprintAsked } from './reprint.ts'
import { writePacket } from './write-packet.ts'
import type { FormAsked } from './write-packet.ts'

/** A packet as a file. */
export interface PrintedFile {
  readonly ward: string
  readonly wardName: string
  readonly file: string
  readonly sheets: number
  readonly patients: number
  readonly firstSerial: string
  readonly lastSerial: string
  /** Kinds of what could not be printed in full, with how often. */
  readonly notInFull: Readonly<Record<string, number>>
}

/** What a print needs of the program around it. */
export interface PrintOptions {
  readonly by: string | null
  readonly now: () => string
  readonly childPath?: string | undefined
}

/** As a person names it: patients by number or id. */
export type ReprintSaid = ReprintAsked

/** Writes the packet of one ward, named by id, name or a part of it, to a file. The fault is a sentence. */
export async function printWard(
  care: OpenedCare,
  asked: { readonly ward: string; readonly file: string; readonly reprint?: ReprintSaid },
  options: PrintOptions,
): Promise<Result<PrintedFile, string>> {
  const source = await sourceNow(care, options.now())
  if (!source.ok) return source
  const ward = resolveWard(source.value.copy.wards, asked.ward)
  if (!ward.ok) return ward
  const reprint = asked.reprint === undefined ? ok(null) : patientsOf(source.value, asked.reprint)
  if (!reprint.ok) return reprint
  const press = new Press(options.childPath)
  try {
    return await printTo(care, source.value, press, ward.value, () => asked.file, {
      ...options,
      reprint: reprint.value,
    })
  } finally {
    press.close()
  }
}

/**
 * Writes the packets of all wards that hold a patient or a bed, intensive care and emergency first, each into a folder of its
 * ward. The first that cannot be written ends it: a full disk or a dead printer program would fail the rest as well.
 */
export async function printAll(
  care: OpenedCare,
  folder: string,
  options: PrintOptions & { readonly onPrinted: (done: number, of: number, printed: PrintedFile) => void },
): Promise<Result<readonly PrintedFile[], string>> {
  const source = await sourceNow(care, options.now())
  if (!source.ok) return source
  const wards = printOrder(source.value)
  const { timeZone } = source.value.header
  const press = new Press(options.childPath)
  const printed: PrintedFile[] = []
  try {
    const listed: string[] = []
    for (const [index, { ward, ...why }] of wards.entries()) {
      const place = `${String(index + 1).padStart(2, '0')} ${fileName(ward.name)}`
      const one = await printTo(
        care,
        source.value,
        press,
        ward,
        (serial) => join(folder, place, `${serial}.pdf`),
        options,
      )
      if (!one.ok)
        return failed(`${ward.name}: ${one.fault} ${printed.length} of ${wards.length} wards are written.`)
      printed.push(one.value)
      listed.push(orderLine(index + 1, one.value, why, timeZone))
      const saved = writeDurably(join(folder, ORDER_FILE), `${ORDER_HEAD}${listed.join('')}`)
      if (!saved.ok) return failed(`The order list was not written: ${describeFileFault(saved.fault)}`)
      options.onPrinted(printed.length, wards.length, one.value)
    }
    return ok(printed)
  } finally {
    press.close()
  }
}

async function printTo(
  care: OpenedCare,
  source: CopySource,
  press: Press,
  ward: Ward,
  fileOf: (firstSerial: string) => string,
  options: PrintOptions & { readonly reprint?: ReprintAsked | null; readonly form?: FormAsked },
): Promise<Result<PrintedFile, string>> {
  const { by, now, reprint = null, form } = options
  const marks = { ...(reprint === null ? {} : { reprint }), ...(form === undefined ? {} : { form }) }
  const done = await writePacket(care, source, press, { ward: ward.id, at: now(), by, ...marks })
  if (!done.ok) return done
  const { written, pdf, notInFull } = done.value
  const file = fileOf(written.firstSerial)
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  } catch (error) {
    return failed(describeFileFault(faultOf(error, dirname(file))))
  }
  const saved = writeDurably(file, pdf)
  if (!saved.ok) return failed(`Written in the vault, but not to a file: ${describeFileFault(saved.fault)}`)
  const { sheets, patients, firstSerial, lastSerial } = written
  return ok({
    ...{ ward: ward.id, wardName: ward.name, file, sheets, patients, firstSerial, lastSerial },
    notInFull: Object.fromEntries(notInFull),
  })
}

/** Which form, in which language, for whom by number or id; nobody: `copies` blank ones for the ward. */
export interface FormSaid extends FormAsked {
  /** Id, name or a part of it. */
  readonly ward: string
  readonly file: string
}

/** Writes blank forms to a file, with serials of their own. The fault is a sentence. */
export async function printForm(
  care: OpenedCare,
  { ward: said, file, ...form }: FormSaid,
  options: PrintOptions,
): Promise<Result<PrintedFile, string>> {
  const source = await sourceNow(care, options.now())
  if (!source.ok) return source
  const ward = resolveWard(source.value.copy.wards, said)
  if (!ward.ok) return ward
  const meant = patientsOf(source.value, { patients: form.patients })
  if (!meant.ok) return meant
  const patients = 'patients' in meant.value ? meant.value.patients : []
  const elsewhere = source.value.copy.patients.find(
    (one) => patients.includes(one.id) && one.ward !== ward.value.id,
  )
  if (elsewhere !== undefined) return failed(`Patient ${elsewhere.number} is not on ${ward.value.name}.`)
  const press = new Press(options.childPath)
  try {
    const asked = { ...options, form: { ...form, patients } }
    return await printTo(care, source.value, press, ward.value, () => file, asked)
  } finally {
    press.close()
  }
}

/** Patients by number or id instead of by id alone. */
function patientsOf({ copy }: CopySource, said: ReprintSaid): Result<ReprintAsked, string> {
  if (!('patients' in said)) return ok(said)
  const patients: string[] = []
  for (const word of said.patients) {
    const found = copy.patients.filter(({ id, number }) => id === word || number === word)
    const [one] = found
    if (one === undefined || found.length > 1)
      return failed(
        `${one === undefined ? 'No inpatient' : 'More than one inpatient'} has the number ${word}.`,
      )
    patients.push(one.id)
  }
  return ok({ patients })
}

const ORDER_FILE = '00 order of printing.txt'
const ORDER_HEAD =
  'Order of printing: wards that wait for paper least, then by the next dose that an order gives by the clock.\n\n'

/** One line of the list that says what goes to the printer when; it grows with each packet, so that printing can begin at once. */
function orderLine(
  place: number,
  { wardName, sheets, patients, file }: PrintedFile,
  { first, nextDue }: Omit<PrintTurn, 'ward'>,
  timeZone: string,
): string {
  const due = nextDue === null ? 'no due time in the copy' : `next dose ${localWords(timeZone)(nextDue)}`
  const why = first ? `waits least, ${due}` : due
  return `${String(place).padStart(2, '0')}  ${wardName}: ${patients} patients, ${sheets} sheets (${why})\n    ${file}\n`
}

/** A ward's name as a folder name that every file system takes. */
function fileName(name: string): string {
  const kept = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, 80)
    .replace(/[. ]+$/u, '')
  return kept === '' ? 'ward' : kept
}
