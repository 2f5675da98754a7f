import type { DeadlineDraft, SpokespersonCard, StatementLanguage } from '@codedark/domain/incident'
import { drawTextSheet, openPrinter, type DrawnText, type TextBlock } from '@codedark/paper'

/** What both sheets are printed with. */
export interface SheetPrint {
  readonly kind: 'real' | 'drill'
  readonly hospital: string
  /** In the hospital's time, in words. */
  readonly moment: string
  readonly printedAt: string
}

/** The words of the card, per language. Each is whole. */
export const CARD_WORDS: Readonly<
  Record<
    StatementLanguage,
    {
      readonly title: string
      readonly canSay: string
      readonly notKnownYet: string
      readonly doNotSay: string
      readonly nothing: string
      readonly contradicted: string
      readonly notSupported: string
      readonly asOf: string
      readonly foot: string
    }
  >
> = {
  en: {
    ...{ title: 'Spokesperson’s card', canSay: 'Can say', notKnownYet: 'Do not know yet' },
    ...{ doNotSay: 'Do not say', nothing: 'Nothing yet.', contradicted: 'what we hold says otherwise' },
    ...{ notSupported: 'not known', asOf: 'As of' },
    foot: 'Of this minute only: get a new card before you speak. Only what is recorded was looked at.',
  },
  fr: {
    ...{ title: 'Fiche du porte-parole', canSay: 'Peut être dit', notKnownYet: 'On ne sait pas encore' },
    ...{
      doNotSay: 'Ne pas dire',
      nothing: 'Rien à ce stade.',
      contradicted: 'ce que nous avons dit le contraire',
    },
    ...{ notSupported: 'non connu', asOf: 'État à' },
    foot: 'Valable à cette minute : demander une nouvelle fiche avant de parler. Seul ce qui est consigné a été examiné.',
  },
  nl: {
    ...{ title: 'Kaart voor de woordvoerder', canSay: 'Kan gezegd worden', notKnownYet: 'Nog niet bekend' },
    ...{ doNotSay: 'Niet zeggen', nothing: 'Nog niets.', contradicted: 'wat we hebben spreekt dit tegen' },
    ...{ notSupported: 'niet bekend', asOf: 'Stand' },
    foot: 'Alleen van deze minuut: haal een nieuwe kaart voor u spreekt. Alleen wat is vastgelegd is bekeken.',
  },
  de: {
    ...{
      title: 'Karte für die Pressestelle',
      canSay: 'Kann gesagt werden',
      notKnownYet: 'Noch nicht bekannt',
    },
    ...{
      doNotSay: 'Nicht sagen',
      nothing: 'Noch nichts.',
      contradicted: 'was uns vorliegt, widerspricht dem',
    },
    ...{ notSupported: 'nicht bekannt', asOf: 'Stand' },
    foot: 'Nur für diese Minute: vor dem Sprechen eine neue Karte holen. Geprüft ist nur, was erfasst ist.',
  },
}

/** The spokesperson's card on one sheet. */
export async function drawCard(card: SpokespersonCard, print: SheetPrint): Promise<DrawnText> {
  const words = CARD_WORDS[card.language]
  const blocks: TextBlock[] = [{ kind: 'heading', text: words.canSay }]
  for (const text of card.canSay) blocks.push({ kind: 'text', text, framed: true })
  if (card.canSay.length === 0) blocks.push({ kind: 'text', text: words.nothing })
  blocks.push({ kind: 'heading', text: words.notKnownYet })
  for (const text of card.notKnownYet) blocks.push({ kind: 'gap', text })
  if (card.notKnownYet.length === 0) blocks.push({ kind: 'text', text: '–' })
  blocks.push({ kind: 'heading', text: words.doNotSay })
  for (const { name, contradicted } of card.doNotSay)
    blocks.push({
      kind: 'text',
      text: `✕ “${name}”: ${contradicted ? words.contradicted : words.notSupported}`,
    })
  const { printedAt, kind } = print
  return drawTextSheet(
    {
      ...{ title: words.title, blocks, foot: words.foot, onePage: true },
      under: [print.hospital, `${words.asOf} ${print.moment}`],
    },
    { printer: openPrinter(), kind, printedAt },
  )
}

/** The draft of a submission. */
export async function drawDeadlineDraft(draft: DeadlineDraft, print: SheetPrint): Promise<DrawnText> {
  const blocks: TextBlock[] = [{ kind: 'text', text: draft.heading, framed: true }]
  if (draft.replay !== null) blocks.push({ kind: 'text', text: draft.replay, framed: true })
  blocks.push({ kind: 'text', label: 'By when', text: draft.due })
  blocks.push({ kind: 'text', label: 'To', text: draft.to === '' ? '[not known]' : draft.to })
  if (draft.caution !== null) blocks.push({ kind: 'text', label: 'About this rule', text: draft.caution })
  blocks.push({ kind: 'heading', text: 'What must be in it' })
  for (const { what, text, known } of draft.lines)
    blocks.push({ kind: known ? 'text' : 'gap', label: what, text })
  const { printedAt, kind } = print
  return drawTextSheet(
    {
      ...{ title: draft.title, blocks, onePage: false, foot: `${draft.heading} Hatched: not known.` },
      under: [print.hospital, draft.ref, `Filled from the record as of ${print.moment}`],
    },
    { printer: openPrinter(), kind, printedAt },
  )
}
