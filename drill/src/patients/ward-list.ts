import type { DrillBed, DrillWard, WardKind } from './model.ts'

/** ward | site (number from 0) | kind | rooms | beds per room */
const TABLE = `
N0 Emergency observation|0|emergency|4|2
N1 Intensive care|0|intensive|16|1
N2 Recovery|0|recovery|1|8
N3 Cardiology|0|adult|14|2
N4 Internal medicine A|0|adult|15|2
N5 Internal medicine B|0|adult|15|2
N6 Surgery|0|adult|14|2
N7 Orthopaedics|0|adult|14|2
N8 Oncology|0|cancer|12|2
N9 Neurology and stroke|0|adult|12|2
G0 Urgences, lits d’observation|1|emergency|3|2
G1 Soins intensifs|1|intensive|8|1
G2 Maternité|1|maternity|18|1
G3 Néonatologie|1|newborn|3|4
G4 Pédiatrie|1|child|8|2
G5 Chirurgie|1|adult|13|2
G6 Médecine interne|1|adult|15|2
V1 Geriatrie 1|2|old|15|2
V2 Geriatrie 2|2|old|15|2
V3 Revalidatie en palliatieve zorg|2|palliative|15|2`

const LETTERS = 'NGV'

/** The 20 wards over the sites of the hospital, each bed in the order in which a nurse walks past it. */
export function wardsOf(sites: readonly string[]): readonly DrillWard[] {
  return TABLE.trim()
    .split('\n')
    .map((line): DrillWard => {
      const [name = '', site = '', kind = '', rooms = '', perRoom = ''] = line.split('|')
      const code = name.slice(0, 2)
      const at = Number(site)
      return {
        id: `ward-${code.toLowerCase()}`,
        name,
        kind: kindOf(kind),
        site: sites[at] ?? '',
        siteId: `site-${LETTERS.charAt(at).toLowerCase()}`,
        language: at === 1 ? 'fr' : 'nl',
        beds: bedsOf(code, Number(rooms), Number(perRoom)),
      }
    })
}

function kindOf(word: string): WardKind {
  switch (word) {
    case 'intensive':
    case 'emergency':
    case 'recovery':
    case 'maternity':
    case 'newborn':
    case 'child':
    case 'old':
    case 'cancer':
    case 'palliative':
      return word
    default:
      return 'adult'
  }
}

/** Rooms go up one side of the corridor and down the other: odd numbers first, then even ones from the far end. */
function bedsOf(code: string, rooms: number, perRoom: number): readonly DrillBed[] {
  const numbers = Array.from({ length: rooms }, (_, index) => index + 1)
  const walk = [
    ...numbers.filter((one) => one % 2 === 1),
    ...numbers.filter((one) => one % 2 === 0).reverse(),
  ]
  return walk.flatMap((room) => {
    const roomName = `${code}${String(room).padStart(2, '0')}`
    return Array.from({ length: perRoom }, (_, index) => {
      const name = perRoom === 1 ? roomName : `${roomName}-${index + 1}`
      return { id: `bed-${name.toLowerCase()}`, name, room: `room-${roomName.toLowerCase()}`, roomName }
    })
  })
}
