import type { InLanguages, StatementLanguage } from './languages.ts'

/** How a claim is held against the record. `ask-a-person`: no rule is known, so it is never supported. */
export const RULE_IDS = [
  'no-demand',
  'no-patient-data',
  'no-data-stolen',
  'servers-exactly',
  'servers-at-least',
  'records-accessible',
  'records-not-accessible',
  'all-links-cut',
  'it-issue',
  'ask-a-person',
] as const
/** Id of a rule. */
export type RuleId = (typeof RULE_IDS)[number]

/** Answers that a rule can give. */
export const CLAIM_ANSWERS = ['supported', 'contradicted', 'not-known'] as const
/** Answer of a rule. */
export type ClaimAnswer = (typeof CLAIM_ANSWERS)[number]

/** A claim as data: how it is worded, which rule checks it, and what can be said by each answer. */
export interface ClaimKind {
  readonly id: string
  /** The claim in a few words, for lists. */
  readonly name: InLanguages
  readonly rule: RuleId
  /** Patterns per language (`pattern.ts`). */
  readonly wording: Readonly<Record<StatementLanguage, readonly string[]>>
  /** Whole sentences with `{holes}` that the rule fills. */
  readonly say: Readonly<Record<ClaimAnswer, InLanguages>>
}

/** The claims of table 2.5 of the specification. A hospital may add others. */
export const CLAIM_KINDS: readonly ClaimKind[] = [
  {
    id: 'no-demand',
    rule: 'no-demand',
    name: {
      en: 'No ransom was demanded',
      fr: 'Aucune rançon n’a été demandée',
      nl: 'Er is geen losgeld gevraagd',
      de: 'Es wurde kein Lösegeld gefordert',
    },
    wording: {
      en: [
        'no ... (ransom|demand|demands)',
        '(without|not|never) ... (ransom|demand|demands)',
        'nobody ... (asked|demanded) ... (money|ransom)',
      ],
      fr: [
        '(aucune|aucun|pas|ni|sans|jamais) ... (rancon|demande|revendication)',
        '(rancon|demande) ... (aucune|pas|jamais)',
      ],
      nl: ['(geen|nooit|niet) ... (losgeld|losgeldeis|eis|eisen)', '(losgeld|losgeldeis) ... (geen|niet)'],
      de: [
        '(kein|keine|keinerlei|nie|nicht) ... (losegeld*|forderung*)',
        '(losegeld*|forderung*) ... (kein|keine|nicht)',
      ],
    },
    say: {
      supported: {
        en: 'In everything that was searched, no demand was found.',
        fr: 'Dans tout ce qui a été examiné, aucune demande n’a été trouvée.',
        nl: 'In alles wat is doorzocht, is geen eis gevonden.',
        de: 'In allem, was durchsucht wurde, fand sich keine Forderung.',
      },
      contradicted: {
        en: 'A message that appears to come from the attackers has been found. We give no details of it now.',
        fr: 'Un message qui semble provenir des attaquants a été trouvé. Nous n’en donnons pas de détails à ce stade.',
        nl: 'Er is een bericht gevonden dat van de aanvallers lijkt te komen. We geven daar nu geen details over.',
        de: 'Es wurde eine Nachricht gefunden, die von den Angreifern zu stammen scheint. Einzelheiten nennen wir derzeit nicht.',
      },
      'not-known': {
        en: 'Whether anything was demanded is not known yet: {searched} of {servers} servers are searched, and these ways in are not: {channels}.',
        fr: 'On ne sait pas encore si quelque chose a été demandé : {searched} serveurs sur {servers} sont examinés, et ces voies ne le sont pas : {channels}.',
        nl: 'Of er iets is geëist, is nog niet bekend: {searched} van {servers} servers zijn doorzocht, en deze wegen niet: {channels}.',
        de: 'Ob etwas gefordert wurde, ist noch nicht bekannt: {searched} von {servers} Servern sind durchsucht, diese Wege noch nicht: {channels}.',
      },
    },
  },
  {
    id: 'no-patient-data',
    rule: 'no-patient-data',
    name: {
      en: 'No patient data is affected',
      fr: 'Aucune donnée de patient n’est touchée',
      nl: 'Er zijn geen patiëntgegevens getroffen',
      de: 'Keine Patientendaten sind betroffen',
    },
    wording: {
      en: [
        '(no|not|none|never) ... (patient|patients|medical|health|personal) ... (data|records|information|files)',
        '(patient|medical|personal) (data|records) ... (unaffected|untouched|safe|secure|intact)',
        '(patient|medical|personal) (data|records) ... not ... (affected|touched|compromised|hit|lost)',
      ],
      fr: [
        '(aucune|aucun|pas|sans) ... (donnee|donnees|dossier|dossiers) ... (patient*|medica*|personnel*|sante)',
        '(donnees|dossiers) ... (patient*|medica*|personnel*|sante) ... (intact*|securite|epargne*)',
        '(donnees|dossiers) ... (patient*|medica*|personnel*|sante) ... pas ... (touche*|affecte*|concerne*|compromis*)',
      ],
      nl: [
        '(geen|niet) ... (patientgegevens|patientendossiers|gezondheidsgegevens|persoonsgegevens)',
        '(patientgegevens|patientendossiers|persoonsgegevens) ... (veilig|intact|ongemoeid)',
        '(patientgegevens|patientendossiers|persoonsgegevens) ... niet ... (getroffen|geraakt|aangetast|betrokken)',
      ],
      de: [
        '(keine|keinerlei|nicht) ... (patientendaten|gesundheitsdaten|patientenakten|personenbezogene*)',
        '(patientendaten|gesundheitsdaten|patientenakten) ... (sicher|unberuhrt|unversehrt)',
        '(patientendaten|gesundheitsdaten|patientenakten) ... nicht ... (betroffen|beruhrt|kompromittiert)',
      ],
    },
    say: {
      supported: {
        en: 'On the servers that hold patient data, no sign of encryption or of an intruder was found in what was searched.',
        fr: 'Sur les serveurs qui contiennent des données de patients, aucun indice de chiffrement ni d’intrusion n’a été trouvé dans ce qui a été examiné.',
        nl: 'Op de servers met patiëntgegevens is in wat is doorzocht geen aanwijzing van versleuteling of indringers gevonden.',
        de: 'Auf den Servern mit Patientendaten fand sich im Durchsuchten kein Hinweis auf Verschlüsselung oder Eindringlinge.',
      },
      contradicted: {
        en: 'Systems that hold patient data are affected: at least {hit} of their {stores} servers. What that means for the data is not known yet.',
        fr: 'Des systèmes qui contiennent des données de patients sont touchés : au moins {hit} de leurs {stores} serveurs. Ce que cela signifie pour les données n’est pas encore connu.',
        nl: 'Systemen met patiëntgegevens zijn getroffen: minstens {hit} van hun {stores} servers. Wat dat voor de gegevens betekent, is nog niet bekend.',
        de: 'Systeme mit Patientendaten sind betroffen: mindestens {hit} ihrer {stores} Server. Was das für die Daten bedeutet, ist noch nicht bekannt.',
      },
      'not-known': {
        en: 'Whether patient data is affected is not known yet.',
        fr: 'On ne sait pas encore si des données de patients sont touchées.',
        nl: 'Of patiëntgegevens getroffen zijn, is nog niet bekend.',
        de: 'Ob Patientendaten betroffen sind, ist noch nicht bekannt.',
      },
    },
  },
  {
    id: 'no-data-stolen',
    rule: 'no-data-stolen',
    name: {
      en: 'No data was stolen',
      fr: 'Aucune donnée n’a été volée',
      nl: 'Er zijn geen gegevens gestolen',
      de: 'Es wurden keine Daten gestohlen',
    },
    wording: {
      en: [
        '(no|not|nothing|none|never) ... (stolen|theft|exfiltrated|copied|leaked|taken)',
        'no (data|information) ... (left|lost)',
      ],
      fr: [
        '(aucune|aucun|rien|pas|sans) ... (vole|volee|volees|voles|vol|exfiltr*|derobe*|fuite*|copie*)',
        '(vol|fuite) ... (exclu*|pas|aucun)',
      ],
      nl: ['(geen|niets|niet|nooit) ... (gestolen|diefstal|gelekt|buitgemaakt|gekopieerd|datalek)'],
      de: [
        '(keine|kein|nichts|nicht|keinerlei) ... (gestohlen|diebstahl|entwendet|abgeflossen|kopiert|datenabfluss)',
      ],
    },
    say: {
      supported: {
        en: 'In the logs of what left the network, from the first known access until the links were cut, no sign of stolen data was found.',
        fr: 'Dans les journaux de ce qui a quitté le réseau, du premier accès connu à la coupure, aucun indice de vol de données n’a été trouvé.',
        nl: 'In de logboeken van wat het netwerk verliet, van de eerste bekende toegang tot de verbreking, is geen aanwijzing van diefstal gevonden.',
        de: 'In den Protokollen des ausgehenden Verkehrs, vom ersten bekannten Zugriff bis zur Trennung, fand sich kein Hinweis auf Datendiebstahl.',
      },
      contradicted: {
        en: 'There are signs that data was taken. Which data is not known yet.',
        fr: 'Il y a des indices que des données ont été prises. Lesquelles n’est pas encore connu.',
        nl: 'Er zijn aanwijzingen dat gegevens zijn meegenomen. Welke, is nog niet bekend.',
        de: 'Es gibt Hinweise, dass Daten entwendet wurden. Welche, ist noch nicht bekannt.',
      },
      'not-known': {
        en: 'Whether data was taken is not known yet; what left the network is not fully examined.',
        fr: 'On ne sait pas encore si des données ont été prises ; ce qui a quitté le réseau n’est pas entièrement examiné.',
        nl: 'Of gegevens zijn meegenomen, is nog niet bekend; wat het netwerk verliet, is niet volledig onderzocht.',
        de: 'Ob Daten entwendet wurden, ist noch nicht bekannt; der ausgehende Verkehr ist nicht vollständig untersucht.',
      },
    },
  },
  ...counted(),
]

/** Claims with numbers of servers: the plain one, and the careful one that only grows. */
function counted(): readonly ClaimKind[] {
  const say = {
    supported: {
      en: '{hit} of {servers} servers are affected.',
      fr: '{hit} serveurs sur {servers} sont touchés.',
      nl: '{hit} van {servers} servers zijn getroffen.',
      de: '{hit} von {servers} Servern sind betroffen.',
    },
    contradicted: atLeast(),
    'not-known': atLeast(),
  }
  return [
    {
      id: 'servers-at-least',
      rule: 'servers-at-least',
      name: {
        en: 'A least number of servers',
        fr: 'Un nombre minimal de serveurs',
        nl: 'Een minimum aantal servers',
        de: 'Eine Mindestzahl von Servern',
      },
      wording: {
        en: ['at least <n> of ... <m> ... servers'],
        fr: ['au moins <n> serveurs sur ... <m>', 'au moins <n> des <m> serveurs'],
        nl: ['minstens <n> van ... <m> ... servers', 'ten minste <n> van ... <m> ... servers'],
        de: ['mindestens <n> (von|der) ... <m> ... server*'],
      },
      say: { ...say, supported: atLeast() },
    },
    {
      id: 'servers-exactly',
      rule: 'servers-exactly',
      name: {
        en: 'An exact number of servers',
        fr: 'Un nombre exact de serveurs',
        nl: 'Een exact aantal servers',
        de: 'Eine genaue Zahl von Servern',
      },
      wording: {
        en: ['<n> of ... <m> ... (servers|systems)', '<n> servers ... of ... <m>'],
        fr: ['<n> (des|de|sur) ... <m> ... serveurs', '<n> serveurs sur ... <m>'],
        nl: ['<n> van ... <m> ... (servers|systemen)', '<n> servers ... van ... <m>'],
        de: ['<n> (von|der) ... <m> ... (server*|systeme*)'],
      },
      say,
    },
  ]
}

function atLeast(): InLanguages {
  return {
    en: 'At least {hit} of {servers} servers are affected; of {unknown} it is not known yet.',
    fr: 'Au moins {hit} serveurs sur {servers} sont touchés ; pour {unknown}, on ne le sait pas encore.',
    nl: 'Minstens {hit} van {servers} servers zijn getroffen; van {unknown} is dat nog niet bekend.',
    de: 'Mindestens {hit} von {servers} Servern sind betroffen; von {unknown} ist es noch nicht bekannt.',
  }
}
