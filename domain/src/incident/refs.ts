import type { IncidentEvent, TextRef } from './event.ts'

/** The texts of an event with their field names, in the order in which they are declared. */
export function textRefsOf(
  event: IncidentEvent,
): readonly { readonly field: string; readonly ref: TextRef }[] {
  const found: { field: string; ref: TextRef }[] = []
  for (const [field, value] of Object.entries(event) as [string, unknown][])
    if (isTextRef(value)) found.push({ field, ref: value })
  return found
}

function isTextRef(value: unknown): value is TextRef {
  return typeof value === 'object' && value !== null && 'commitment' in value && !Array.isArray(value)
}

/** The server that an event is about; null where it is about none. */
export function serverOf(event: IncidentEvent): string | null {
  return 'server' in event && event.server !== undefined ? event.server : null
}
