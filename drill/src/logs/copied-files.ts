import type { Night } from '../night.ts'
import type { DrillFile } from './drill-file.ts'

const NOTE = {
  en: `ATTENTION

Dear management,

All your files and servers were encrypted. Do not try to decrypt them yourselves, and do not rename them.
We also have copies. If you do not answer within 72 hours we will publish them.

Write to help-desk@unlock.example and name your id: 4711-KX.
`,
  fr: `Bonjour à la direction,

Vos fichiers et vos serveurs sont chiffrés. N'essayez pas de les déchiffrer vous-mêmes, vous les perdrez.
Pour les clés, vous nous payez en bitcoin. Nous avons aussi copié les données et nous allons les publier.

Écrivez à cles@unlock.example avec votre numéro : 4711-KX.
`,
} as const

const ORDINARY = `Release notes

This folder holds the reports of the night shift. Old ones are removed after 30 days by the task CleanUp.
`

/** Text files that somebody copied from a server beside its logs: a ransom note, or an ordinary file. */
export function* copiedFiles(night: Night): Generator<DrillFile> {
  for (const { server, oddities } of night.servers) {
    if (oddities.copied === null) continue
    const { copied } = oddities
    const name = copied === 'ordinary' ? 'readme.txt' : 'ransom.txt'
    const text = copied === 'ordinary' ? ORDINARY : NOTE[copied]
    yield { path: `logs/${server.id}/files/${name}`, bytes: new TextEncoder().encode(text) }
  }
}
