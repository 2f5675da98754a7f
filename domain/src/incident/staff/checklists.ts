import type { RoleId } from '../../people/index.ts'

/** When in an incident a line of a checklist is due, counted from its opening. */
export const PERIODS = ['first-2-hours', 'to-12-hours', 'after-12-hours', 'end'] as const
/** When in an incident a line of a checklist is due. */
export type Period = (typeof PERIODS)[number]

/** One line of a role's checklist. Our own words; the order is that of CISA's guide and of the HICS guide for IT failure. */
export interface ChecklistItem {
  /** Entries hold it: it never changes. */
  readonly id: string
  readonly role: RoleId
  readonly period: Period
  readonly en: string
  readonly fr: string
}

const item = (id: string, role: RoleId, period: Period, en: string, fr: string): ChecklistItem => ({
  id,
  role,
  period,
  en,
  fr,
})

/** The checklists of the roles, in the order in which they are gone through. A hospital may add tasks of its own. */
export const CHECKLISTS: readonly ChecklistItem[] = [
  item(
    'ic-talk',
    'incident-commander',
    'first-2-hours',
    'Agree on a way to talk that does not use the hospital’s own network',
    'Convenir d’un moyen de communication hors du réseau de l’hôpital',
  ),
  item(
    'ic-open',
    'incident-commander',
    'first-2-hours',
    'Open the incident, name the two commands: care and IT',
    'Ouvrir l’incident, désigner les deux commandements : soins et informatique',
  ),
  item(
    'ic-management',
    'incident-commander',
    'first-2-hours',
    'Tell management and the board, and write down who knows',
    'Informer la direction et le conseil, noter qui sait',
  ),
  item(
    'ic-aware',
    'incident-commander',
    'to-12-hours',
    'Decide from when the hospital counts as aware: the legal clocks start there',
    'Fixer l’heure de prise de connaissance : les délais légaux en partent',
  ),
  item(
    'ic-shifts',
    'incident-commander',
    'to-12-hours',
    'Put every role on shifts, with a handover on paper',
    'Organiser les équipes par postes, avec relève écrite',
  ),
  item(
    'ic-end',
    'incident-commander',
    'end',
    'Say what must hold before the incident ends, and who checks it',
    'Dire à quelles conditions l’incident prend fin, et qui le vérifie',
  ),
  item(
    'it-cut',
    'it-commander',
    'first-2-hours',
    'Cut what is hit at the switch; power off only where a cut is not possible',
    'Isoler au commutateur ce qui est touché ; éteindre seulement si l’isolement est impossible',
  ),
  item(
    'it-links',
    'it-commander',
    'first-2-hours',
    'Go through the register of links: cut, then have somebody else test',
    'Parcourir le registre des liaisons : couper, puis faire tester par un tiers',
  ),
  item(
    'it-rescue',
    'it-commander',
    'first-2-hours',
    'Take the rescue sheet to the consoles before anything is switched off',
    'Porter la fiche de sauvetage aux consoles avant toute mise hors tension',
  ),
  item(
    'it-images',
    'it-commander',
    'to-12-hours',
    'Keep images and memory of a sample of what is hit',
    'Conserver images disque et mémoire d’un échantillon de ce qui est touché',
  ),
  item(
    'it-backups',
    'it-commander',
    'to-12-hours',
    'Find out which copies are left, and test one before relying on any',
    'Établir quelles sauvegardes restent, en tester une avant de s’y fier',
  ),
  item(
    'it-accounts',
    'it-commander',
    'to-12-hours',
    'Renew the accounts that manage others, from a machine that was built anew',
    'Renouveler les comptes d’administration depuis une machine réinstallée',
  ),
  item(
    'it-order',
    'it-commander',
    'after-12-hours',
    'Agree with care on the order to come back in',
    'Convenir avec les soins de l’ordre de remise en service',
  ),
  item(
    'care-paper',
    'care-commander',
    'first-2-hours',
    'Put the wards on paper: packets printed and handed over, each receipt back',
    'Passer les unités sur papier : dossiers imprimés et remis, chaque accusé rendu',
  ),
  item(
    'care-divert',
    'care-commander',
    'first-2-hours',
    'Ask the dispatcher to send ambulances elsewhere where care is down, and have it confirmed',
    'Demander au 112 le détournement là où les soins sont à l’arrêt, et le faire confirmer',
  ),
  item(
    'care-theatre',
    'care-commander',
    'first-2-hours',
    'Go through the theatre list: goes on, moved, called off',
    'Revoir le programme opératoire : maintenu, déplacé, annulé',
  ),
  item(
    'care-review',
    'care-commander',
    'to-12-hours',
    'Set for each care that is down when it is looked at again',
    'Fixer pour chaque soin à l’arrêt l’heure du prochain point',
  ),
  item(
    'care-entry',
    'care-commander',
    'after-12-hours',
    'Plan who types the paper in afterwards, ward by ward',
    'Prévoir qui ressaisit le papier, unité par unité',
  ),
  item(
    'inv-keep',
    'investigator',
    'first-2-hours',
    'Collect logs in the order of the list; note what cannot be read',
    'Collecter les journaux dans l’ordre de la liste ; noter ce qui est illisible',
  ),
  item(
    'inv-notes',
    'investigator',
    'to-12-hours',
    'Look for notes on every server, hit or not, and record also where none was found',
    'Chercher des messages sur chaque serveur, touché ou non, et noter aussi l’absence',
  ),
  item(
    'dpo-breach',
    'dpo',
    'to-12-hours',
    'Judge whether people must be told, and write down why',
    'Évaluer s’il faut informer les personnes, et motiver par écrit',
  ),
  item(
    'press-words',
    'press-officer',
    'first-2-hours',
    'Say only what the card allows; “we do not know yet” is an answer',
    'Ne dire que ce que permet la fiche ; « nous ne savons pas encore » est une réponse',
  ),
  item(
    'liaison-police',
    'liaison-officer',
    'to-12-hours',
    'Tell police, the national cyber centre and the networks next to us',
    'Prévenir la police, le centre national de cybersécurité et les réseaux voisins',
  ),
  item(
    'logistics-boxes',
    'logistics',
    'first-2-hours',
    'Bring out the crisis box: phones, printer, paper, chargers, food for the night',
    'Sortir la valise de crise : téléphones, imprimante, papier, chargeurs, repas',
  ),
  item(
    'doc-log',
    'documentation',
    'first-2-hours',
    'Write each decision down with its reason and what was refused',
    'Noter chaque décision avec ses motifs et ce qui a été écarté',
  ),
]
