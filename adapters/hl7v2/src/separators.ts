/** The five characters that MSH-1 and MSH-2 declare; never assumed (HL7 v2.5.1, 2.5.4). */
export interface Separators {
  readonly field: string
  readonly component: string
  readonly repetition: string
  readonly escape: string
  readonly subcomponent: string
}
