import { ROLE_WORDS, ROLES } from '@codedark/domain/people'
import type { DecisionRow, DutyRow, TaskRow } from '@codedark/domain/board'
import type { Field } from './entry-form.ts'

const ROLE: Field = {
  name: 'role',
  label: 'Role',
  kind: 'choice',
  options: ROLES.map((value) => ({ value, label: ROLE_WORDS[value].en })),
}
const SAYS: readonly Field[] = [
  { name: 'statedBy', label: 'By whom', kind: 'text', description: 'Name and role' },
  { name: 'statedAt', label: 'When', kind: 'instant' },
  { name: 'text', label: 'In words', kind: 'words', optional: true, description: 'No patient names here' },
]

/** A person takes a role. */
export const SHIFT_FIELDS: readonly Field[] = [
  ROLE,
  { name: 'person', label: 'Who', kind: 'text' },
  { name: 'startedAt', label: 'From', kind: 'instant' },
  { name: 'plannedUntil', label: 'Planned until', kind: 'instant' },
]

/** A person leaves a role. */
export const shiftEndFields = (rows: readonly DutyRow[]): readonly Field[] => [
  {
    name: 'shift',
    label: 'Shift',
    kind: 'choice',
    options: rows.map(({ shift, words, person }) => ({ value: shift, label: `${words}: ${person}` })),
  },
  { name: 'endedAt', label: 'Ended', kind: 'instant' },
  { name: 'text', label: 'What the next one must know', kind: 'words', optional: true },
]

/** A task that stands in no checklist. */
export const TASK_FIELDS: readonly Field[] = [
  ROLE,
  { name: 'text', label: 'What is to be done', kind: 'words', description: 'No patient names here' },
  { name: 'dueAt', label: 'Due', kind: 'instant', optional: true },
]

/** Every line of a role's checklist that is no task yet. */
export const checklistFields = (
  checklists: readonly { readonly role: string; readonly words: string }[],
): readonly Field[] => [
  {
    name: 'role',
    label: 'Checklist of',
    kind: 'choice',
    options: checklists.map(({ role, words }) => ({ value: role, label: words })),
  },
]

/** What became of a task. */
export const taskChangeFields = (rows: readonly TaskRow[]): readonly Field[] => [
  {
    name: 'task',
    label: 'Task',
    kind: 'choice',
    options: rows.map(({ task, words }) => ({ value: task, label: `${task} ${words}` })),
  },
  {
    name: 'state',
    label: 'It is',
    kind: 'choice',
    options: [
      { value: 'done', label: 'Done' },
      { value: 'taken', label: 'Taken: somebody has it' },
      { value: 'dropped', label: 'Dropped: not to be done' },
    ],
  },
  ...SAYS,
]

/** A decision with its reason and what was refused. */
export const DECISION_FIELDS: readonly Field[] = [
  ROLE,
  { name: 'what', label: 'What was decided', kind: 'words', description: 'No patient names here' },
  { name: 'reason', label: 'Because', kind: 'words' },
  { name: 'refused', label: 'What was refused, and why', kind: 'words', optional: true },
  { name: 'decidedBy', label: 'Decided by', kind: 'text' },
  { name: 'decidedAt', label: 'Decided', kind: 'instant' },
  { name: 'reviewAt', label: 'Looked at again', kind: 'instant', optional: true },
]

/** A decision is looked at again. */
export const reviewFields = (rows: readonly DecisionRow[]): readonly Field[] => [
  {
    name: 'decision',
    label: 'Decision',
    kind: 'choice',
    options: rows.map(({ decision, what }) => ({
      value: decision,
      label: `${decision} ${what.slice(0, 60)}`,
    })),
  },
  {
    name: 'outcome',
    label: 'It',
    kind: 'choice',
    options: [
      { value: 'stands', label: 'Stands' },
      { value: 'changed', label: 'Is changed: record the new one' },
      { value: 'ended', label: 'Is ended' },
    ],
  },
  ...SAYS,
  { name: 'reviewAt', label: 'Looked at again', kind: 'instant', optional: true },
]
