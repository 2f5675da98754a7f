import type { ClaimKind } from './claims.ts'
import type { InLanguages } from './languages.ts'

const RECORDS_UP: InLanguages = {
  en: 'The patient record works, as tested.',
  fr: 'Le dossier patient fonctionne, cela a été testé.',
  nl: 'Het patiëntendossier werkt, dat is getest.',
  de: 'Die Patientenakte funktioniert, das wurde geprüft.',
}
const RECORDS_DOWN: InLanguages = {
  en: 'The patient record cannot be reached now.',
  fr: 'Le dossier patient n’est pas accessible actuellement.',
  nl: 'Het patiëntendossier is nu niet bereikbaar.',
  de: 'Die Patientenakte ist derzeit nicht erreichbar.',
}
const RECORDS_OPEN: InLanguages = {
  en: 'Whether the patient record can be reached is not known yet.',
  fr: 'On ne sait pas encore si le dossier patient est accessible.',
  nl: 'Of het patiëntendossier bereikbaar is, is nog niet bekend.',
  de: 'Ob die Patientenakte erreichbar ist, ist noch nicht bekannt.',
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
        en: 'Not all links to the outside are cut.',
        fr: 'Les liaisons vers l’extérieur ne sont pas toutes coupées.',
        nl: 'Niet alle verbindingen met buiten zijn verbroken.',
        de: 'Nicht alle Verbindungen nach außen sind getrennt.',
      },
      'not-known': {
        en: 'Whether all links to the outside are cut is not known yet.',
        fr: 'On ne sait pas encore si toutes les liaisons vers l’extérieur sont coupées.',
        nl: 'Of alle verbindingen met buiten verbroken zijn, is nog niet bekend.',
        de: 'Ob alle Verbindungen nach außen getrennt sind, ist noch nicht bekannt.',
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
        en: 'No sign of an attack was found in what was searched.',
        fr: 'Aucun indice d’attaque n’a été trouvé dans ce qui a été examiné.',
        nl: 'In wat is doorzocht is geen aanwijzing van een aanval gevonden.',
        de: 'Im Durchsuchten fand sich kein Hinweis auf einen Angriff.',
      },
      contradicted: {
        en: 'The hospital is the target of a cyberattack.',
        fr: 'L’hôpital est la cible d’une cyberattaque.',
        nl: 'Het ziekenhuis is het doelwit van een cyberaanval.',
        de: 'Das Krankenhaus ist Ziel eines Cyberangriffs.',
      },
      'not-known': {
        en: 'Whether it is an attack is not known yet.',
        fr: 'On ne sait pas encore s’il s’agit d’une attaque.',
        nl: 'Of het om een aanval gaat, is nog niet bekend.',
        de: 'Ob es ein Angriff ist, ist noch nicht bekannt.',
      },
    },
  },
]
