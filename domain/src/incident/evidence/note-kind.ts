import type { ItemKind } from './kinds.ts'

const PUBLISH =
  /publish|leak|\bpost(ed)? your data|publier|divulgu|publiceren|openbaar maken|veröffentlich|publicar|pubblicar/iu
const SUM =
  /[$€£]\s?\d|\d[\d.,]*\s?(btc|xmr|usd|eur|bitcoins?|dollars?|euros?)\b|\b(pay|payment|price|ransom amount|payer|paiement|rançon|betaal|betaling|losgeld|zahl(en|ung)|lösegeld|pagar|pago|pagamento)\b/iu

/**
 * What a note shows, by plain search in its words: a sum or the word pay makes it a demand, a threat to publish comes next, all
 * else is contact only. A first sorting: a person who reads the note may make it graver alone, or less with a second.
 */
export function noteKind(text: string): Extract<ItemKind, 'demand' | 'threat-to-publish' | 'contact-only'> {
  if (SUM.test(text)) return 'demand'
  return PUBLISH.test(text) ? 'threat-to-publish' : 'contact-only'
}
