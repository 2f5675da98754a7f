import type { Field } from './entry-form.ts'

const WHO_WHEN: readonly Field[] = [
  { name: 'statedBy', label: 'By whom', kind: 'text', description: 'Name and role' },
  { name: 'statedAt', label: 'When it was so', kind: 'instant' },
]
const WORDS: Field = {
  name: 'text',
  label: 'In words',
  kind: 'words',
  description: 'No patient names here',
  optional: true,
}
const WATCH: readonly Field[] = [
  { name: 'watchUntil', label: 'Watched until', kind: 'instant' },
  { name: 'closer', label: 'Who takes it off again', kind: 'text', description: 'Name and phone' },
  {
    name: 'second',
    label: 'Second signature',
    kind: 'second',
    description: 'Another person than you, who stands beside you and may do this too',
  },
]

/** What is asked of a report on a link. */
export const REPORT_FIELDS: readonly Field[] = [
  {
    name: 'state',
    label: 'The link is',
    kind: 'choice',
    options: [
      { value: 'cut', label: 'Cut' },
      { value: 'open', label: 'Open' },
    ],
  },
  {
    name: 'confidence',
    label: 'How do we know',
    kind: 'choice',
    options: [
      { value: 'said', label: 'Somebody says so' },
      { value: 'tested', label: 'Somebody tested it' },
    ],
  },
  {
    name: 'method',
    label: 'How',
    kind: 'choice',
    options: [
      { value: 'cable-out', label: 'Cable out' },
      { value: 'port-closed', label: 'Port closed' },
      { value: 'firewall-rule', label: 'Firewall rule' },
      { value: 'account-closed', label: 'Account closed' },
      { value: 'partner-side', label: 'By the partner, on their side' },
      { value: 'device-off', label: 'Device off' },
      { value: 'tried-from-inside', label: 'Tried from inside' },
      { value: 'tried-from-outside', label: 'Tried from outside' },
      { value: 'traffic-watched', label: 'Traffic watched' },
      { value: 'other', label: 'Other' },
    ],
  },
  ...WHO_WHEN,
  WORDS,
]

/** Who agrees to a cut; what care it costs is reckoned and kept with it. */
export const AGREE_FIELDS: readonly Field[] = [...WHO_WHEN, WORDS]

/** One condition, ticked or no longer. */
export const conditionFields = (
  conditions: readonly { readonly id: string; readonly words: string }[],
): readonly Field[] => [
  {
    name: 'condition',
    label: 'Condition',
    kind: 'choice',
    options: conditions.map(({ id, words }) => ({ value: id, label: words })),
  },
  ...WHO_WHEN,
  {
    ...WORDS,
    description: 'Of the partner’s confirmation: who there confirms. No patient names',
  },
]

/** Two signatures, a watch, and who closes it again. */
export const REOPEN_FIELDS: readonly Field[] = [
  { name: 'reopenedAt', label: 'Opened', kind: 'instant' },
  ...WATCH,
]

/** The watch was quiet. */
export const WATCH_FIELDS: readonly Field[] = [...WHO_WHEN, WORDS]

/** From where the addresses are tried. */
export const PROBE_FIELDS: readonly Field[] = [
  {
    name: 'from',
    label: 'From where',
    kind: 'text',
    description: 'Which machine, in which network: it speaks for no other place',
  },
]

/** A server may reconnect: never by a verdict. */
export const RELEASE_FIELDS: readonly Field[] = [
  { name: 'server', label: 'Server', kind: 'text' },
  {
    name: 'conditions',
    label: 'What was done',
    kind: 'ticks',
    options: [
      { value: 'built-anew', label: 'Built anew' },
      { value: 'restored-from-before', label: 'Restored from a copy made before the first sign' },
      { value: 'logs-searched', label: 'Its logs were searched as far back as they go' },
      { value: 'accounts-renewed', label: 'Its accounts and keys are new' },
      { value: 'patched', label: 'Patched' },
      { value: 'traffic-logged', label: 'Its traffic is logged and looked at' },
    ],
  },
  { name: 'reason', label: 'Why it may reconnect', kind: 'words', description: 'No patient names here' },
  ...WATCH,
]

/** A release is taken back: one person is enough. */
export const WITHDRAW_FIELDS: readonly Field[] = [
  { name: 'server', label: 'Server', kind: 'text' },
  { name: 'reason', label: 'Why', kind: 'words' },
]
