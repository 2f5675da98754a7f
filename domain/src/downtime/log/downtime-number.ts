/** What a workstation is called in numbers: digits and letters that no hand confuses. */
export const NUMBER_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Letters of a workstation: 33 million of them, drawn at random, so that ten laptops that never met agree once in 700,000 nights. */
export const WORKSTATION_CHARS = 5
/** Patients that one workstation can take in. */
export const MAX_DOWNTIME_NUMBERS = 9_999

const CHECK_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const FORM = /^(?:CD|DR)[0-9A-HJKMNP-TV-Z]{5}\d{4}[0-9A-Z]$/u

/**
 * The downtime number of the n-th patient (from 1) that a workstation takes in: CD or, in a drill, DR; the workstation; four
 * digits; a check character by ISO 7064 MOD 37,36, which finds every wrong character and nearly every swap of two. Throws
 * RangeError beyond the range: the caller asks first.
 */
export function downtimeNumber(kind: 'real' | 'drill', workstation: string, n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > MAX_DOWNTIME_NUMBERS) throw new RangeError(`no number ${n}`)
  const body = `${kind === 'drill' ? 'DR' : 'CD'}${workstation}${String(n).padStart(4, '0')}`
  return `${body}${checkCharacter(body)}`
}

/** Whether a text is a downtime number whose check character fits. */
export function isDowntimeNumber(text: string): boolean {
  return FORM.test(text) && checkCharacter(text.slice(0, -1)) === text.at(-1)
}

/** Workstation and place in its range; null: no downtime number. */
export function partsOfNumber(text: string): { readonly workstation: string; readonly n: number } | null {
  if (!isDowntimeNumber(text)) return null
  return { workstation: text.slice(2, 2 + WORKSTATION_CHARS), n: Number(text.slice(-5, -1)) }
}

function checkCharacter(body: string): string {
  let product = 36
  for (const character of body) {
    const sum = (product + CHECK_CHARACTERS.indexOf(character)) % 36
    product = ((sum === 0 ? 36 : sum) * 2) % 37
  }
  return CHECK_CHARACTERS.charAt((37 - product) % 36)
}
