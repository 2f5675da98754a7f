/**
 * Who may have what to do on the night, as data: the words of the Hospital Incident Command System (HICS 2014, form 203)
 * and those of Belgian emergency plans (PUH/ZNP). A hospital may call a role otherwise; the id never changes, since entries
 * of the record hold it.
 */
export const ROLES = [
  'incident-commander',
  'care-commander',
  'it-commander',
  'management',
  'medical-director',
  'nursing-director',
  'dpo',
  'press-officer',
  'liaison-officer',
  'safety-officer',
  'legal',
  'it-response',
  'investigator',
  'planning',
  'documentation',
  'logistics',
  'finance',
  'ward-lead',
  'pharmacist',
  'laboratory',
  'imaging',
  'switchboard',
  'witness',
  'administrator',
] as const
/** Id of a role. */
export type RoleId = (typeof ROLES)[number]

/** A role in words, and to which of the two commands it belongs: care and IT work side by side. */
export interface RoleWords {
  readonly en: string
  readonly fr: string
  readonly nl: string
  readonly de: string
  /** Title in HICS 2014; null: it has none there. */
  readonly hics: string | null
  readonly side: 'care' | 'it' | 'both'
}

const role = (
  side: RoleWords['side'],
  hics: string | null,
  en: string,
  fr: string,
  nl: string,
  de: string,
): RoleWords => ({ en, fr, nl, de, hics, side })

/** The words of every role. */
export const ROLE_WORDS: Readonly<Record<RoleId, RoleWords>> = {
  'incident-commander': role(
    'both',
    'Incident Commander',
    'Incident commander',
    'Responsable de la cellule de crise',
    'Leider van de coördinatiecel',
    'Einsatzleitung',
  ),
  'care-commander': role(
    'care',
    'Operations Section Chief',
    'Head of care command',
    'Responsable des soins',
    'Leider zorg',
    'Leitung Versorgung',
  ),
  'it-commander': role(
    'it',
    'Business Continuity Branch Director',
    'Head of IT command',
    'Responsable informatique',
    'Leider IT',
    'Leitung IT',
  ),
  management: role('both', 'Agency Executive', 'Management', 'Direction', 'Directie', 'Geschäftsführung'),
  'medical-director': role(
    'care',
    'Medical-Technical Specialist, Medical Staff',
    'Medical director',
    'Médecin-chef',
    'Hoofdarts',
    'Ärztliche Direktion',
  ),
  'nursing-director': role(
    'care',
    'Medical Care Branch Director',
    'Nursing director',
    'Direction du nursing',
    'Verpleegkundig directeur',
    'Pflegedirektion',
  ),
  dpo: role(
    'both',
    null,
    'Data protection officer',
    'Délégué à la protection des données',
    'Functionaris voor gegevensbescherming',
    'Datenschutzbeauftragte',
  ),
  'press-officer': role(
    'both',
    'Public Information Officer',
    'Press officer',
    'Porte-parole',
    'Woordvoerder',
    'Pressestelle',
  ),
  'liaison-officer': role(
    'both',
    'Liaison Officer',
    'Liaison officer',
    'Officier de liaison',
    'Verbindingsofficier',
    'Verbindungsperson',
  ),
  'safety-officer': role(
    'both',
    'Safety Officer',
    'Safety officer',
    'Responsable de la sécurité',
    'Veiligheidsverantwoordelijke',
    'Sicherheitsbeauftragte',
  ),
  legal: role(
    'both',
    'Medical-Technical Specialist, Legal Affairs',
    'Legal adviser',
    'Juriste',
    'Jurist',
    'Rechtsberatung',
  ),
  'it-response': role('it', 'IT/IS and Equipment', 'IT response', 'Équipe IT', 'IT-team', 'IT-Team'),
  investigator: role('it', null, 'Investigator', 'Enquêteur', 'Onderzoeker', 'Ermittlung'),
  planning: role('both', 'Planning Section Chief', 'Planning', 'Planification', 'Planning', 'Planung'),
  documentation: role(
    'both',
    'Documentation Unit Leader',
    'Documentation',
    'Secrétariat',
    'Documentatie',
    'Dokumentation',
  ),
  logistics: role('both', 'Logistics Section Chief', 'Logistics', 'Logistique', 'Logistiek', 'Logistik'),
  finance: role('both', 'Finance Section Chief', 'Finance', 'Finances', 'Financiën', 'Finanzen'),
  'ward-lead': role(
    'care',
    null,
    'Head of a ward',
    'Infirmier en chef',
    'Hoofdverpleegkundige',
    'Stationsleitung',
  ),
  pharmacist: role('care', null, 'Pharmacist', 'Pharmacien', 'Apotheker', 'Apotheke'),
  laboratory: role('care', null, 'Laboratory', 'Laboratoire', 'Laboratorium', 'Labor'),
  imaging: role('care', null, 'Imaging', 'Imagerie', 'Beeldvorming', 'Bildgebung'),
  switchboard: role(
    'both',
    null,
    'Switchboard',
    'Central téléphonique',
    'Telefooncentrale',
    'Telefonzentrale',
  ),
  witness: role(
    'both',
    null,
    'Witness of the record',
    'Témoin du registre',
    'Getuige van het register',
    'Zeuge',
  ),
  administrator: role('both', null, 'Administrator', 'Administrateur', 'Beheerder', 'Verwaltung'),
}

/** Whether a text is the id of a role. */
export function isRoleId(value: unknown): value is RoleId {
  return ROLES.some((id) => id === value)
}
