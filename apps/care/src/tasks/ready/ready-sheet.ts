import { drawTextSheet, openPrinter } from '@codedark/paper'
import type { TextBlock } from '@codedark/paper'
import type { ReadyLine, ReadyPage, ReadyState } from '@codedark/domain/downtime'
import type { Result } from '@codedark/domain/result'
import { failed, ok } from '@codedark/domain/result'
import { describeFileFault, writeDurably } from '@codedark/files'
import { localWords } from '../local-words.ts'
import type { OpenedCare } from '../open-care.ts'
import { careSettings } from '../settings.ts'

const HEADINGS: Readonly<Record<ReadyState, string>> = {
  'would-not-work': 'WOULD NOT WORK TONIGHT',
  'not-checked': 'Not checked',
  fine: 'Fine',
}

/** Writes the day's page as one sheet of A4. The fault is a sentence. */
export async function writeReadySheet(
  care: OpenedCare,
  page: ReadyPage,
  file: string,
): Promise<Result<number, string>> {
  const { hospital, timeZone } = careSettings(care.folder)
  const drawn = await drawTextSheet(
    {
      title: 'Ready tonight?',
      under: [`${hospital}, ${localWords(timeZone)(page.at)}`, 'What was not checked is not known to work.'],
      blocks: blocksOf(page),
      foot: 'codedark ready: hang it where the laptop is kept.',
      onePage: true,
    },
    { printer: openPrinter(), kind: care.folder.kind, printedAt: page.at },
  )
  const written = writeDurably(file, drawn.bytes)
  return written.ok ? ok(drawn.pages) : failed(describeFileFault(written.fault))
}

function blocksOf({ lines }: ReadyPage): TextBlock[] {
  return (['would-not-work', 'not-checked', 'fine'] as const).flatMap((state): TextBlock[] => {
    const own = lines.filter((line) => line.state === state)
    const heading: TextBlock = { kind: 'heading', text: `${HEADINGS[state]}: ${own.length}` }
    return [heading, ...own.map((line) => blockOf(line))]
  })
}

function blockOf({ what, state, words }: ReadyLine): TextBlock {
  if (state === 'not-checked') return { kind: 'gap', text: `${what}: ${words}` }
  return { kind: 'text', text: `${what}: ${words}`, ...(state === 'fine' ? {} : { framed: true }) }
}
