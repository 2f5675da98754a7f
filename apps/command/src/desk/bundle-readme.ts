import type { Bundle } from '@codedark/domain/incident'

/** What the receiver of a bundle reads first, in plain words: what it is, what it proves and what it does not. */
export function bundleReadme(bundle: Bundle): string {
  const { entries, evidence, cosigned } = bundle
  const given = evidence.filter(({ file }) => file !== null).length
  const back = evidence.filter(({ why }) => why === 'may-show-patients').map(({ entry }) => entry)
  const missing = evidence.filter(({ why }) => why === 'missing').map(({ entry }) => entry)
  const drill =
    bundle.kind === 'drill' ? ['DRILL / EXERCICE / OEFENING / ÜBUNG: nothing in this is real.', ''] : []
  return [
    bundle.tlp,
    '',
    ...drill,
    `Record of an incident, ${bundle.hospital}`,
    `Made for: ${bundle.for}`,
    `Made at: ${bundle.madeAt}`,
    '',
    'WHAT IS IN IT',
    `  record.json      ${entries.length} entries as they were recorded, and the texts that belong to them`,
    '  checkpoint.txt   the signature over all entries, and the key that verifies it',
    ...(cosigned.length > 0 ? ['  cosigned.txt     what witnesses outside IT signed as well, and when'] : []),
    `  evidence/        ${given} files, byte for byte as they were taken in; the name has the number of the entry`,
    '  proofs/          for each evidence entry a proof that it is in the record (C2SP tlog-proof)',
    '  verify.html      a page that checks all of this in a browser, without any network',
    '  manifest.json    SHA-256 of each file',
    '',
    'WHAT IS NOT IN IT',
    `  Evidence files that may show patients and that nobody released: ${back.length}${back.length === 0 ? '' : ` (entries ${back.join(', ')})`}.`,
    `  Evidence files that are missing or damaged: ${missing.length}${missing.length === 0 ? '' : ` (entries ${missing.join(', ')})`}.`,
    '  Texts that were taken out of the record: each has an entry that says so. Patient records: none are ever in it.',
    '',
    'WARNING',
    '  Evidence files come from attackers. Open none of them on a computer that matters.',
    '',
    'WHAT IT PROVES',
    '  Whoever holds the verifier key, or a checkpoint, from another source than this folder can show that no entry up to that',
    '  checkpoint was changed, cut, put in or moved since it was handed out, and that the evidence files are those entries’ files.',
    '',
    'WHAT IT DOES NOT PROVE',
    '  That what people recorded is true. That nothing was left out before it was recorded. That the clock was right.',
    '  Anything about entries after the last checkpoint that somebody outside holds: until then, whoever had the laptop and',
    '  its passphrase could have written all of it anew. It is a handling record of copies that were hashed when taken in,',
    '  not a chain of custody, and no forensic opinion.',
    '',
    'HOW TO CHECK',
    '  1. Get verify.html, or its SHA-256, from somebody else than whoever gave you this folder: a page that came with a',
    '     forged folder would say that all is well. The same for the key, or better a checkpoint, of a witness.',
    '  2. Open verify.html in a browser. Choose this folder, and put in the key or checkpoint from elsewhere.',
    '  3. Or, with the program: codedark ledger check-proof proofs/FILE --key checkpoint.txt',
    '',
    bundle.tlp,
    '',
  ].join('\n')
}
