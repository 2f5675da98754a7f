import { MAX_CONTACTS, MAX_NOTE_CHARS } from './limits.ts'

/** What the text of a file says, as far as plain search can tell. All of it is a first sorting by words, not a reading. */
export interface NoteText {
  /** Whether it reads like a ransom note: words of extortion together with a way to answer, or with a note’s name. */
  readonly isNote: boolean
  /** A guess by frequent words; null where no language stands out. */
  readonly language: 'English' | 'French' | 'Dutch' | 'German' | 'Spanish' | 'Italian' | null
  /** Addresses to answer to, each once, in order of appearance. */
  readonly contacts: readonly Contact[]
  /** Whom it speaks to, in its own words; null where it says nothing of the kind. */
  readonly addressee: string | null
}

/** A way to answer that a note names. */
export interface Contact {
  readonly kind: 'mail' | 'onion' | 'messenger' | 'wallet'
  readonly value: string
}

/** Names that notes bear; ordinary files of these names are rare. The same list as in the rules on note files. */
const NOTE_NAME =
  /(^|[\\/ _.!#-])(ransom|decrypt|how[ _-]?to[ _-]?(recover|restore|unlock|back|get)|recover[ _-]?(your|my|all|files)|recovery[ _-]?(instructions|info)|restore[ _-]?(your|my|files)|read[ _-]?(me|this)[ _-]?(now|first|please|to)|your[ _-]?files|files[ _-]?encrypted|unlock[ _-]?(your|files))[^\\/]*\.(txt|hta|html?)$/i

/** Whether a path ends in a name that ransom notes bear. */
export function isNoteName(path: string): boolean {
  return NOTE_NAME.test(path)
}

/** Words of extortion in the languages that a note to a hospital here may be in. */
const THREATS: readonly RegExp[] = [
  /encrypt|chiffr|cryptés?|versleuteld|verschl[uü]sselt|cifrad|criptat/,
  /decrypt|déchiffr|ontsleutel|entschl[uü]ssel|descifr|decifr/,
  /bitcoin|\bbtc\b|monero|\bxmr\b/,
  /ransom|rançon|losgeld|lösegeld|rescate|riscatto/,
  /your (files|data|network|servers)|vos (fichiers|données)|uw (bestanden|gegevens)|ihre (dateien|daten)|sus archivos|i (tuoi|vostri) file/,
  /(do not|don.t) (try|rename|modify|contact|call)|n.essayez pas|probeer niet|versuchen sie nicht/,
  /publish|leak|publier|publiceren|veröffentlich|publicar/,
  /tor browser|torproject/,
]

const LANGUAGES: readonly (readonly [NonNullable<NoteText['language']>, RegExp])[] = [
  ['English', /\b(the|your|you|and|are|will|have|with|not|all)\b/g],
  ['French', /\b(vos|vous|les|des|est|sont|nous|pour|avec|ont)\b/g],
  ['Dutch', /\b(uw|het|een|zijn|wij|niet|van|voor|met|naar)\b/g],
  ['German', /\b(ihre|sie|und|sind|wir|nicht|der|die|mit|von)\b/g],
  ['Spanish', /\b(sus|los|las|est[aá]n|usted|para|con|han|del|por)\b/g],
  ['Italian', /\b(vostri|tuoi|sono|gli|della|per|con|che|stati|non)\b/g],
]

const CONTACTS: readonly (readonly [Contact['kind'], RegExp])[] = [
  ['onion', /\b[a-z2-7]{16,56}\.onion\b/g],
  ['mail', /[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/g],
  ['messenger', /\b(?:tox(?: id)?|session(?: id)?|jabber|telegram|icq)\b ?[:=]? ?@?[a-z0-9._@-]{5,76}/g],
  ['wallet', /\b(?:bc1[a-z0-9]{25,62}|[13][a-km-z1-9]{25,34})\b/g],
]

const ADDRESSEE =
  /(?:^|[\n>])[ \t*#=-]{0,20}((?:dear|hello|attention|to the|bonjour|à l.attention|cher|beste|geachte|aan de|sehr geehrte|hallo|an die|an das)\b[^\n<]{0,80})/gi

/** Reads a text, cut at `MAX_NOTE_CHARS`. `named`: the file has a note’s name, so that fewer words are needed. */
export function readNoteText(text: string, named: boolean): NoteText {
  const plain = text.slice(0, MAX_NOTE_CHARS)
  const lower = plain.toLowerCase()
  const contacts = contactsIn(lower)
  const threats = THREATS.filter((threat) => threat.test(lower)).length
  return {
    isNote: named ? threats >= 1 || contacts.length > 0 : threats >= 3 && contacts.length > 0,
    language: languageOf(lower),
    contacts,
    addressee: addresseeOf(plain),
  }
}

/** The first salutation that names somebody; a mere “Attention” only where there is no other. */
function addresseeOf(text: string): string | null {
  let bare: string | null = null
  for (const [, found = ''] of text.matchAll(ADDRESSEE)) {
    const said = found.trim()
    if (/^\S+\s+\S/.test(said)) return said
    bare ??= said
  }
  return bare
}

function contactsIn(lower: string): readonly Contact[] {
  const found = new Map<string, Contact>()
  for (const [kind, pattern] of CONTACTS)
    for (const [value] of lower.matchAll(pattern)) {
      if (found.size >= MAX_CONTACTS) return [...found.values()]
      if (!found.has(value)) found.set(value, { kind, value })
    }
  return [...found.values()]
}

function languageOf(lower: string): NoteText['language'] {
  const counts = LANGUAGES.map(([language, words]) => ({
    language,
    count: [...lower.matchAll(words)].length,
  }))
  const [best, next] = counts.sort((a, b) => b.count - a.count)
  if (best === undefined || best.count < 4 || best.count * 2 < (next?.count ?? 0) * 3) return null
  return best.language
}
