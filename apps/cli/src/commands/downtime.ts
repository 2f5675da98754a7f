import type { Command } from 'commander'
import {
  acceptCopy,
  censusOf,
  copyNow,
  importCopy,
  listGenerations,
  listWards,
  restoreCare,
  type OpenedCare,
} from '@codedark/care'
import { EXIT, must } from '../exit.ts'
import { openCareOrFail, passphraseFor } from '../passphrase.ts'
import { places } from '../places.ts'
import { plain, printJson, printTable, progressBar } from '../terminal.ts'
import { BY, DATA, instant, JSON_OUT, PASSPHRASE, wholeNumber, type DataOptions } from './options.ts'

const now = (): string => new Date().toISOString()

/** The downtime copy: take in, look at, accept, restore. */
export function downtimeCommand(program: Command): void {
  const downtime = program.command('downtime').description('the downtime copy: what wards work from')
  importCommand(downtime)
  showCommand(downtime)
  generationCommands(downtime)
  restoreCommand(downtime)
}

function importCommand(downtime: Command): void {
  downtime
    .command('import')
    .description('take in an export of FHIR R4: a folder of NDJSON, or Bundles')
    .argument('<path>', 'folder or file')
    .option('--as-of <instant>', 'when the data is of, where the export does not say', instant)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (path: string, options: DataOptions & { asOf?: string }) => {
      const care = openCareOrFail(options)
      const bar = progressBar('Reading')
      const kept = await importCopy(care, {
        path,
        asOf: options.asOf ?? null,
        childPath: places().programs.fhirChild,
        now,
        onProgress: (file, resources) => bar.update(resources, resources, file),
      })
      bar.stop()
      tellImported(care, kept, options.json === true)
    })
}

/** Closes the vault after an import, says what came of it, and sets the exit status. */
export function tellImported(
  care: OpenedCare,
  kept: Awaited<ReturnType<typeof importCopy>>,
  json: boolean,
): void {
  const copied = kept.ok ? copyNow(care, now()) : null
  care.vault.close()
  const generation = must(kept)
  const { counts, faults, faultList, heldBack } = generation
  if (json) printJson({ ...generation, secondCopy: copied?.ok ? copied.value : null })
  else {
    for (const { code, file, line } of faultList.slice(0, 20))
      process.stderr.write(
        `${plain(file ?? 'the copy as a whole')}${line === null ? '' : `:${line}`}: ${plain(code)}\n`,
      )
    console.log(
      `Generation ${generation.generation}: ${counts.inpatients} inpatients on ${counts.wards.length} wards, from ${counts.resources} resources, as of ${generation.asOf.patients ?? 'not known'}${faults === 0 ? '' : `; ${faults} could not be read or do not fit`}.`,
    )
    if (heldBack !== null)
      console.log(
        `HELD BACK, not in use: ${plain(heldBack)}\nLook at it, then: codedark downtime accept ${generation.generation}`,
      )
    if (copied?.ok === true)
      console.log(
        copied.value === null ? 'One copy only: no second folder is set.' : `Second copy: ${copied.value}`,
      )
  }
  if (copied !== null && !copied.ok) process.stderr.write(`No second copy: ${plain(copied.fault)}\n`)
  if (heldBack !== null) process.exitCode = EXIT.checkFailed
  else if (faults > 0) process.exitCode = EXIT.partly
}

function showCommand(downtime: Command): void {
  downtime
    .command('show')
    .description('the wards of the copy in use, or the census of one ward')
    .argument('[ward]', 'its id, its name, or a part of it')
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (ward: string | undefined, options: DataOptions & { by?: string }) => {
      const care = openCareOrFail(options)
      try {
        if (ward === undefined) await showWards(care, options.json === true)
        else await showWard(care, ward, options)
      } finally {
        care.vault.close()
      }
    })
}

async function showWards(care: OpenedCare, json: boolean): Promise<void> {
  const view = must(await listWards(care, now()))
  if (json) return printJson(view)
  sayHeader(view.header)
  printTable(
    ['Ward', 'Id', 'Site', 'Patients', 'Empty beds', 'Packet'],
    view.wards.map(({ name, id, site, patients, emptyBeds, packet }) => [
      ...[name, id, site, String(patients), String(emptyBeds)],
      packet === null ? 'none written' : `${packet.at}, ${packet.sheets} sheets`,
    ]),
  )
  const lost = view.withoutWard.length
  console.log(
    `${view.inpatients} inpatients${lost === 0 ? '' : `, ${lost} of them on no ward that is in the copy`}.`,
  )
}

async function showWard(
  care: OpenedCare,
  ward: string,
  options: { readonly by?: string; readonly json?: boolean },
): Promise<void> {
  const view = must(await censusOf(care, { ward, by: options.by ?? null, now: now() }), EXIT.wrongUse)
  if (options.json === true) return printJson(view)
  sayHeader(view.header)
  console.log(`${plain(view.ward.name)}, ${plain(view.ward.site)}`)
  const rows = [
    ...view.rows.map(({ bed, patient }) => ({ bed, patient })),
    ...view.withoutBed.map((patient) => ({ bed: 'bed not in copy', patient })),
  ]
  printTable(
    ['Bed', 'Patient', 'Born', 'Number', 'Allergies', 'Resuscitation'],
    rows.map(({ bed, patient }) =>
      patient === null
        ? [bed, 'empty', '', '', '', '']
        : [
            bed,
            `${patient.familyName.toUpperCase()}, ${patient.givenNames}`,
            patient.bornOn ?? 'not known',
            patient.number,
            allergyWords(patient.allergies),
            patient.codeStatus ?? 'NOT IN THIS COPY',
          ],
    ),
  )
}

/** Four states that are never mixed. */
function allergyWords({
  state,
  list,
}: {
  readonly state: 'known' | 'none-known' | 'not-recorded' | 'not-in-copy'
  readonly list: readonly { readonly substance: string }[]
}): string {
  const named = list.map(({ substance }) => substance).join('; ')
  const words = {
    known: named === '' ? 'recorded, but not in this copy' : '',
    'none-known': named === '' ? 'none known' : 'CONTRADICTION: none known;',
    'not-recorded': 'NOT RECORDED',
    'not-in-copy': 'NOT IN THIS COPY',
  }[state]
  return [words, named].filter((part) => part !== '').join(' ')
}

interface Header {
  readonly kind: 'real' | 'drill'
  readonly asOf: Readonly<Record<string, string | null>>
  readonly oneCopyOnlySince: string | null
  readonly heldBack: string | null
}

function sayHeader({ kind, asOf, oneCopyOnlySince, heldBack }: Header): void {
  const feeds = Object.entries(asOf).map(([feed, at]) => `${feed} ${at ?? 'NOT IN THIS COPY'}`)
  console.log(
    `${kind === 'drill' ? 'DRILL, not real. ' : ''}DOWNTIME COPY, not live. As of: ${feeds.join(', ')}`,
  )
  if (oneCopyOnlySince !== null) console.log(`ONE COPY ONLY since ${oneCopyOnlySince}`)
  if (heldBack !== null) console.log(`A newer copy is held back: ${plain(heldBack)}`)
}

function generationCommands(downtime: Command): void {
  downtime
    .command('generations')
    .description('every generation that was taken in, with its state and why')
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action((options: DataOptions) => {
      const care = openCareOrFail(options)
      const listed = listGenerations(care)
      care.vault.close()
      const all = must(listed)
      if (options.json === true) return printJson(all)
      printTable(
        ['No.', 'State', 'Taken', 'As of', 'Inpatients', 'Resources', 'Faults', 'Why'],
        all.map((one) => [
          ...[String(one.generation), one.state, one.takenAt, one.asOf.patients ?? 'not known'],
          ...[String(one.counts.inpatients), String(one.counts.resources), String(one.faults)],
          [
            one.heldBack,
            one.acceptedAt === null
              ? null
              : `Taken into use by ${one.acceptedBy ?? 'somebody who gave no name'}.`,
          ]
            .filter((part) => part !== null)
            .join(' '),
        ]),
      )
    })
  downtime
    .command('accept')
    .description('take a generation that was held back into use; a person decides, and says who')
    .argument('[generation]', 'its number; else the newest held back', wholeNumber)
    .requiredOption(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action((generation: number | undefined, options: DataOptions & { by: string }) => {
      const care = openCareOrFail(options)
      const taken = acceptCopy(care, generation ?? null, { by: options.by, at: now() })
      const copied = taken.ok ? copyNow(care, now()) : null
      care.vault.close()
      const { generation: number, counts } = must(taken, EXIT.wrongUse)
      if (options.json === true) printJson(taken.ok ? taken.value : null)
      else console.log(`Generation ${number} is in use now: ${counts.inpatients} inpatients.`)
      if (copied !== null && !copied.ok) process.stderr.write(`No second copy: ${plain(copied.fault)}\n`)
    })
}

function restoreCommand(downtime: Command): void {
  downtime
    .command('restore')
    .description('put the second copy back: into a new data folder, or where a vault is lost or damaged')
    .requiredOption('--from <dir>', 'the folder that holds the second copy')
    .option('--replace', 'set a vault that is there aside, under another name')
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action((options: DataOptions & { from: string; replace?: boolean }) => {
      const restored = must(
        restoreCare({
          copy: options.from,
          data: options.data,
          passphrase: passphraseFor(options),
          replace: options.replace === true,
          now: now(),
        }),
      )
      if (options.json === true)
        return printJson({ folder: restored.folder.path, setAside: restored.setAside })
      console.log(
        `Restored into ${restored.folder.path}. Sheets printed after the copy was made are not in it; new serials begin well above them.`,
      )
      if (restored.setAside !== null) console.log(`The vault that was there: ${restored.setAside}`)
    })
}
