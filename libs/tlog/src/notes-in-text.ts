import { MAX_NOTES_IN_TEXT, MAX_SIGNATURES } from './limits.ts'

/**
 * The signed notes that stand in a text, in order: a file of a checkpoint with its key, a submission to a witness, what a
 * phone or a mail handed back. Line ends of CR LF and blanks at the end of a line, which mail and notepads add, are taken away,
 * since a note's signature covers its exact lines. Nothing is checked; at most 1,000 notes are given.
 */
export function notesInText(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/\s+$/u, ''))
  const found: string[] = []
  for (let at = 0; at < lines.length && found.length < MAX_NOTES_IN_TEXT; at += 1) {
    if (!isSignature(lines[at]) || lines[at - 1] !== '') continue
    let end = at
    while (isSignature(lines[end]) && end - at < MAX_SIGNATURES) end += 1
    let start = at - 1
    while (start > 0 && lines[start - 1] !== '' && !isSignature(lines[start - 1])) start -= 1
    const body = lines.slice(start, at - 1)
    if (body.length > 0) found.push(`${body.join('\n')}\n\n${lines.slice(at, end).join('\n')}\n`)
    at = end - 1
  }
  return found
}

const isSignature = (line: string | undefined): boolean => line?.startsWith('— ') ?? false
