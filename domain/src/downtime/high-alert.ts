/**
 * ATC groups that hospitals commonly hold to be high-alert: insulins, anticoagulants, opioids, concentrated potassium,
 * cytotoxics and methotrexate, vasopressors, sedation and muscle relaxants by vein, antiarrhythmics, digoxin. A hospital's
 * own list goes before it; it is a reminder to check, never a reason not to.
 */
const HIGH_ALERT = [
  ...[
    'A10A',
    'B01AA',
    'B01AB',
    'B01AD',
    'B01AE',
    'B01AF',
    'B01AX05',
    'N02A',
    'A12BA',
    'B05XA01',
    'L01',
    'L04AX03',
  ],
  ...[
    'C01CA',
    'C01BD01',
    'C01AA',
    'N01AB',
    'N01AF',
    'N01AH',
    'N01AX03',
    'N01AX10',
    'N05CD08',
    'N05CM18',
    'M03A',
    'H01BB02',
  ],
] as const
const ATC = /^[A-Z]\d\d[A-Z]{2}\d\d$/

/** Whether a drug is on the list, by its ATC code; without a full one it was not checked, which is not no. */
export function highAlertOf(
  codings: readonly { readonly system: string; readonly code: string }[],
): 'yes' | 'no' | 'not-checked' {
  const atc = codings
    .filter(({ system, code }) => /\batc\b|2\.16\.840\.1\.113883\.6\.73$/i.test(system) && ATC.test(code))
    .map(({ code }) => code)
  if (atc.length === 0) return 'not-checked'
  return atc.some((code) => HIGH_ALERT.some((group) => code.startsWith(group))) ? 'yes' : 'no'
}
