/** Forms of the findings that are written beside `findings.jsonl` when they are asked for. */
export const FORMATS = ['csv', 'timesketch', 'html'] as const
/** One of them. */
export type OutputFormat = (typeof FORMATS)[number]
