// The blank forms: their parts and words as data.
export { FORM_KINDS, FORM_PARTS } from './form-kinds.ts'
export type { FormKind, FormPart } from './form-kinds.ts'
export { FORM_LANGUAGES, formWord } from './form-words.ts'
export type { FormLanguage, FormWord } from './form-words.ts'
