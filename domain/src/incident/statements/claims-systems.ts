import type { ClaimKind } from './claims.ts'
import type { InLanguages } from './languages.ts'

const RECORDS_UP: InLanguages = {
  en: 'The patient record works, as tested.',
  fr: 'Le dossier patient fonctionne, cela a été testé.',
  nl: 'Het patiëntendossier werkt, dat is getest.',
  de: 'Die Patientenakte funktioniert, das wurde geprüft.',
}
const RECORDS_DOWN: InLanguages = {
  en: 'The patient record cannot be reached now; the wards work on paper.',
  fr: 'Le dossier patient n’est pas accessible actuellement ; les services travaillent sur papier.',
  nl: 'Het patiëntendossier is nu niet bereikbaar; de afdelingen werken op papier.',
  de: 'Die Patientenakte ist derzeit nicht erreichbar; die Stationen arbeiten auf Papier.',
}
const RECORDS_OPEN: InLanguages = {
  en: 'Whether the patient record can be reached is being tested.',
  fr: 'L’accès au dossier patient est en cours de vérification.',
  nl: 'Of het patiëntendossier bereikbaar is, wordt getest.',
  de: 'Ob die Patientenakte erreichbar ist, wird geprüft.',
}

/** Claims on services, links and the kind of event. */
export const SYSTEM_CLAIMS: readonly ClaimKind[] = [
  {
    id: 'records-not-accessible',
    rule: 'records-not-accessible',
    name: {
      en: 'Patient records cannot be reached',
      fr: 'Les dossiers patients sont inaccessibles',
      nl: 'Patiëntendossiers zijn niet bereikbaar',
      de: 'Patientenakten sind nicht erreichbar',
    },
    wording: {
      en: [
        '(records|record) ... (not|no|cannot|never) ... (accessible|reached|reachable|available|access)',
        '(records|record) ... (inaccessible|unavailable|down)',
        'no access ... (records|record)',
      ],
      fr: [
        '(dossier|dossiers) ... (inaccessible*|indisponible*)',
        '(dossier|dossiers) ... (pas|plus) ... (accessible*|disponible*|acces)',
        '(pas|plus) ... acces ... (dossier|dossiers)',
      ],
      nl: [
        '(dossier*|patientendossier*) ... (niet|onmogelijk) ... (bereikbaar|toegankelijk|beschikbaar)',
        '(dossier*|patientendossier*) ... (onbereikbaar|ontoegankelijk)',
      ],
      de: ['(akte|akten|patientenakte*) ... (nicht|kein) ... (erreichbar|zuganglich|verfugbar|zugriff)'],
    },
    say: { supported: RECORDS_DOWN, contradicted: RECORDS_UP, 'not-known': RECORDS_OPEN },
  },
  {
    id: 'records-accessible',
    rule: 'records-accessible',
    name: {
      en: 'Patient records can be reached',
      fr: 'Les dossiers patients sont accessibles',
      nl: 'Patiëntendossiers zijn bereikbaar',
      de: 'Patientenakten sind erreichbar',
    },
    wording: {
      en: ['(records|record) ... (accessible|reachable|available|access)', 'access ... (records|record)'],
      fr: ['(dossier|dossiers) ... (accessible*|disponible*|acces)', 'acces ... (dossier|dossiers)'],
      nl: ['(dossier*|patientendossier*) ... (bereikbaar|toegankelijk|beschikbaar)'],
      de: [
        '(akte|akten|patientenakte*) ... (erreichbar|zuganglich|verfugbar)',
        'zugriff ... (akte|akten|patientenakte*)',
      ],
    },
    say: { supported: RECORDS_UP, contradicted: RECORDS_DOWN, 'not-known': RECORDS_OPEN },
  },
  {
    id: 'all-links-cut',
    rule: 'all-links-cut',
    name: {
      en: 'All links to the outside are cut',
      fr: 'Toutes les liaisons vers l’extérieur sont coupées',
      nl: 'Alle verbindingen met buiten zijn verbroken',
      de: 'Alle Verbindungen nach außen sind getrennt',
    },
    wording: {
      en: [
        '(all|every|any) ... (link|links|connection|connections) ... (cut|closed|disconnected|severed)',
        'cut off from ... (world|outside|internet)',
        '(completely|fully) (isolated|disconnected)',
      ],
      fr: [
        '(toutes|tous|tout) ... (liaison*|connexion*|lien*|acces) ... (coupe*|ferme*|deconnecte*)',
        '(coupe|coupes|isole|isoles) ... (monde|exterieur|internet)',
      ],
      nl: [
        'alle ... (verbinding*|links|toegangen) ... (verbroken|afgesloten|dicht)',
        'afgesloten van ... (buitenwereld|internet|wereld)',
      ],
      de: [
        '(alle|samtliche) ... (verbindung*|leitung*|zugange) ... (getrennt|gekappt|geschlossen)',
        'von ... (aussenwelt|internet) ... getrennt',
      ],
    },
    say: {
      supported: {
        en: 'All {links} listed links to the outside are cut, and each was tested.',
        fr: 'Les {links} liaisons répertoriées vers l’extérieur sont toutes coupées, et chacune a été testée.',
        nl: 'Alle {links} geregistreerde verbindingen met buiten zijn verbroken, en elk is getest.',
        de: 'Alle {links} erfassten Verbindungen nach außen sind getrennt, und jede wurde geprüft.',
      },
      contradicted: {
        en: 'Links to the outside are being cut and tested one by one; some are open.',
        fr: 'Les liaisons vers l’extérieur sont coupées et testées une à une ; certaines sont ouvertes.',
        nl: 'De verbindingen met buiten worden een voor een verbroken en getest; sommige zijn open.',
        de: 'Die Verbindungen nach außen werden einzeln getrennt und geprüft; einige sind offen.',
      },
      'not-known': {
        en: 'Links to the outside are being cut and tested one by one; this is not finished.',
        fr: 'Les liaisons vers l’extérieur sont coupées et testées une à une ; ce n’est pas terminé.',
        nl: 'De verbindingen met buiten worden een voor een verbroken en getest; dat is niet klaar.',
        de: 'Die Verbindungen nach außen werden einzeln getrennt und geprüft; das ist nicht abgeschlossen.',
      },
    },
  },
  {
    id: 'it-issue',
    rule: 'it-issue',
    name: {
      en: 'It is an IT issue, a fault',
      fr: 'C’est un problème informatique, une panne',
      nl: 'Het is een IT-probleem, een storing',
      de: 'Es ist eine IT-Störung',
    },
    wording: {
      en: [
        '(it|technical|computer|network|system) (issue|issues|problem|problems|fault|failure|outage|glitch)',
        '(no|not) ... (attack|cyberattack|ransomware|hack*)',
      ],
      fr: [
        '(panne|probleme|problemes|incident|dysfonctionnement) (informatique*|technique*)',
        '(pas|aucune|sans) ... (attaque|cyberattaque|piratage)',
      ],
      nl: [
        '(it|technische|technisch|computer) (probleem|problemen|storing)',
        '(geen|niet) ... (aanval|cyberaanval|hack*)',
        '(computerstoring|netwerkstoring)',
      ],
      de: [
        '(technische|technisches|it) (storung|problem|panne|ausfall)',
        '(kein|keine|nicht) ... (angriff|cyberangriff|hackerangriff)',
      ],
    },
    say: {
      supported: {
        en: 'Computers of the hospital are out; no sign of an attack was found in what was searched.',
        fr: 'Les ordinateurs de l’hôpital sont en panne ; aucun indice d’attaque n’a été trouvé dans ce qui a été examiné.',
        nl: 'Computers van het ziekenhuis zijn uitgevallen; in wat is doorzocht is geen aanwijzing van een aanval gevonden.',
        de: 'Rechner des Krankenhauses sind ausgefallen; im Durchsuchten fand sich kein Hinweis auf einen Angriff.',
      },
      contradicted: {
        en: 'The hospital is the target of a cyberattack.',
        fr: 'L’hôpital est la cible d’une cyberattaque.',
        nl: 'Het ziekenhuis is het doelwit van een cyberaanval.',
        de: 'Das Krankenhaus ist Ziel eines Cyberangriffs.',
      },
      'not-known': {
        en: 'Computers of the hospital are out; the cause is not known yet.',
        fr: 'Les ordinateurs de l’hôpital sont en panne ; la cause n’est pas encore connue.',
        nl: 'Computers van het ziekenhuis zijn uitgevallen; de oorzaak is nog niet bekend.',
        de: 'Rechner des Krankenhauses sind ausgefallen; die Ursache ist noch nicht bekannt.',
      },
    },
  },
]
