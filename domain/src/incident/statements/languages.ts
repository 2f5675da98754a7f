/** Languages of statements. */
export const STATEMENT_LANGUAGES = ['fr', 'nl', 'de', 'en'] as const
/** Language of a statement. */
export type StatementLanguage = (typeof STATEMENT_LANGUAGES)[number]
/** A text in every language. */
export type InLanguages = Readonly<Record<StatementLanguage, string>>
