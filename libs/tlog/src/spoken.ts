const CONSONANTS = 'bdfghjklmnprstvz'
const VOWELS = 'aiou'

/**
 * Bytes as words of five letters that can be read out over a telephone, 16 bits a word: consonant, vowel, consonant, vowel,
 * consonant of 4, 2, 4, 2, 4 bits (the scheme of arXiv 0901.4016). An odd last byte is left out.
 */
export function spokenWords(bytes: Uint8Array): readonly string[] {
  const words: string[] = []
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const value = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    words.push(
      [
        CONSONANTS[value >> 12],
        VOWELS[(value >> 10) & 3],
        CONSONANTS[(value >> 6) & 15],
        VOWELS[(value >> 4) & 3],
        CONSONANTS[value & 15],
      ].join(''),
    )
  }
  return words
}
