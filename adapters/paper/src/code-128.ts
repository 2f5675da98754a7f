// Code 128 (ISO/IEC 15417). Written here since each patient's every page bears one: the general encoder took a seventh of a packet's time.

/** Widths of bars and spaces of the 106 characters, start A first of three, and the stop. */
const WIDTHS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232'
const STOP = '2331112'
const START_B = 104
const START_C = 105
const TO_C = 99
const TO_B = 100

/** Widths of bars and spaces in turn, in modules, with check character and stop, for printable ASCII. Digits go two to a character. */
export function code128Widths(text: string): readonly number[] {
  const values = valuesOf(text)
  const check = values.reduce((sum, value, index) => sum + value * Math.max(index, 1), 0) % 103
  const widths = [...values, check].map((value) => WIDTHS.slice(value * 6, value * 6 + 6)).join('')
  return Array.from(`${widths}${STOP}`, Number)
}

/** Sets: C, two digits to a character, where four or more digits begin or end the text, or six stand within it; else B. */
function valuesOf(text: string): number[] {
  const values: number[] = []
  let set: 'B' | 'C' | null = null
  for (let at = 0; at < text.length;) {
    const digits = /^\d*/u.exec(text.slice(at))?.[0].length ?? 0
    const whole = at === 0 && digits === text.length && digits === 2
    const enough = set === 'C' ? 2 : at === 0 || at + digits === text.length ? 4 : 6
    // An odd run leaves one digit to set B: the first, unless C is set already.
    const pairs = whole || digits >= enough ? Math.floor(digits / 2) : 0
    const before = pairs > 0 && set === 'B' && digits % 2 === 1 ? 1 : 0
    if (pairs === 0 || before === 1) {
      if (set !== 'B') values.push(set === null ? START_B : TO_B)
      set = 'B'
      values.push(text.charCodeAt(at) - 32)
      at += 1
      if (pairs === 0) continue
    }
    if (set !== 'C') values.push(set === null ? START_C : TO_C)
    set = 'C'
    for (let pair = 0; pair < pairs; pair += 1, at += 2) values.push(Number(text.slice(at, at + 2)))
  }
  return values
}
