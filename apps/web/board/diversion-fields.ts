import { DIVERSION_SERVICE_WORDS } from '@codedark/domain/board'
import type { DiversionCell } from '@codedark/domain/board'
import type { Field } from './entry-form.ts'

type Service = DiversionCell['service']
type Want = NonNullable<DiversionCell['wanted']>

/** The services as the table and the forms name them. */
export const SERVICE_NAMES: Readonly<Record<Service, string>> = DIVERSION_SERVICE_WORDS.en

/** What is wanted, likewise. */
export const WANT_NAMES: Readonly<Record<Want, string>> = {
  elsewhere: 'send elsewhere',
  limited: 'only after a call',
  accepts: 'we accept',
}

const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
const REVIEW: Field = {
  ...{ name: 'reviewAt', label: 'To be looked at again', kind: 'instant' },
  description: 'later than it was said, within 24 hours',
}

/** What asking takes. A hospital whose list is not imported types its sites. */
export function askFields(sites: readonly string[]): readonly Field[] {
  const site: Field =
    sites.length === 0
      ? { name: 'site', label: 'Site', kind: 'text' }
      : {
          name: 'site',
          label: 'Site',
          kind: 'choice',
          options: sites.map((one) => ({ value: one, label: one })),
        }
  return [
    site,
    { name: 'service', label: 'What', kind: 'choice', options: choices(SERVICE_NAMES) },
    { name: 'wanted', label: 'Wanted', kind: 'choice', options: choices(WANT_NAMES) },
    { name: 'statedBy', label: 'Asked by', kind: 'text', description: 'Name and role' },
    { name: 'statedAt', label: 'Asked at', kind: 'instant' },
    REVIEW,
    { name: 'text', label: 'Remark', kind: 'words', optional: true },
  ]
}

/** What a confirmation takes: without the dispatcher's name and time it is none. */
export const confirmFields: readonly Field[] = [
  { name: 'dispatcher', label: 'The dispatcher’s name', kind: 'text' },
  { name: 'confirmedAt', label: 'Confirmed at', kind: 'instant' },
  REVIEW,
]
