import type { RecordLanguage, WardKind } from './model.ts'

/** A drug as the invented hospital orders it. */
export interface Drug {
  /** Empty: the order names it in words only. */
  readonly atc: string
  readonly name: Readonly<Record<RecordLanguage, string>>
  readonly route: string
  readonly doses: readonly number[]
  readonly unit: string
  readonly patterns: readonly string[]
}

/** atc | Dutch | French | route | doses | unit | patterns (timing.ts). Doses are made up for a drill: nobody may dose by them. */
const TABLE = `
N02BE01|Paracetamol 500 mg tablet|Paracétamol 500 mg comprimé|PO|500 1000|mg|d4 d3 prn
N02BE01|Paracetamol 10 mg/mL infusie 100 mL|Paracétamol 10 mg/mL perfusion 100 mL|IV|1000|mg|h6 prn
C03CA02|Bumetanide 1 mg tablet|Bumétanide 1 mg comprimé|PO|0.5 1 2.5|mg|d2m d1
C07AB07|Bisoprolol 2,5 mg tablet|Bisoprolol 2,5 mg comprimé|PO|1.25 2.5 5|mg|d1
C09AA05|Ramipril 5 mg capsule|Ramipril 5 mg gélule|PO|2.5 5 10|mg|d1 d1e
C10AA05|Atorvastatine 40 mg tablet|Atorvastatine 40 mg comprimé|PO|20 40 80|mg|n1
B01AC06|Acetylsalicylzuur 80 mg tablet|Acide acétylsalicylique 80 mg comprimé|PO|80|mg|d1
C01AA05|Digoxine 0,125 mg tablet|Digoxine 0,125 mg comprimé|PO|0.0625 0.125|mg|d1
C01BD01|Amiodaron 200 mg tablet|Amiodarone 200 mg comprimé|PO|200|mg|d1 d2
C08CA01|Amlodipine 5 mg tablet|Amlodipine 5 mg comprimé|PO|5 10|mg|d1
A02BC02|Pantoprazol 40 mg tablet|Pantoprazole 40 mg comprimé|PO|20 40|mg|d1
A02BC02|Pantoprazol 40 mg flacon|Pantoprazole 40 mg flacon|IV|40|mg|d1 d2
B01AB05|Enoxaparine 40 mg/0,4 mL spuit|Énoxaparine 40 mg/0,4 mL seringue|SC|40 60|mg|d1e d2
B01AF02|Apixaban 5 mg tablet|Apixaban 5 mg comprimé|PO|2.5 5|mg|d2
B01AA07|Acenocoumarol 1 mg tablet|Acénocoumarol 1 mg comprimé|PO|0.5 1 2|mg|e2
A10AB05|Insuline aspart 100 E/mL pen|Insuline asparte 100 U/mL stylo|SC|4 6 8 12|E|meal
A10AE04|Insuline glargine 100 E/mL pen|Insuline glargine 100 U/mL stylo|SC|10 16 22|E|n1
A10BA02|Metformine 850 mg tablet|Metformine 850 mg comprimé|PO|850|mg|d2 d3m
J01CR02|Amoxicilline/clavulaanzuur 1 g/200 mg flacon|Amoxicilline/acide clavulanique 1 g/200 mg flacon|IV|1|g|h6 h8
J01DD04|Ceftriaxon 2 g flacon|Ceftriaxone 2 g flacon|IV|2|g|d1 h12
J01XD01|Metronidazol 500 mg infusie|Métronidazole 500 mg perfusion|IV|500|mg|h8
J01MA02|Ciprofloxacine 500 mg tablet|Ciprofloxacine 500 mg comprimé|PO|500|mg|d2
J01CR05|Piperacilline/tazobactam 4 g/0,5 g flacon|Pipéracilline/tazobactam 4 g/0,5 g flacon|IV|4|g|h6
J01XA01|Vancomycine 1 g flacon|Vancomycine 1 g flacon|IV|1000|mg|h12
A12BA01|Kaliumchloride retard 600 mg tablet|Chlorure de potassium retard 600 mg comprimé|PO|600 1200|mg|d3m
A06AD65|Macrogol poeder sachet|Macrogol poudre sachet|PO|1|sachet|d1 prn
A03FA01|Metoclopramide 10 mg ampul|Métoclopramide 10 mg ampoule|IV|10|mg|prn
A04AA01|Ondansetron 4 mg ampul|Ondansétron 4 mg ampoule|IV|4|mg|prn once
N02AA05|Oxycodon 5 mg capsule|Oxycodone 5 mg gélule|PO|5 10|mg|prn
N02AA01|Morfine 10 mg/mL ampul|Morphine 10 mg/mL ampoule|SC|2.5 5|mg|prn
N02AB03|Fentanyl 25 µg/uur pleister|Fentanyl 25 µg/h patch|TD|1|pleister|h72
N05BA06|Lorazepam 1 mg tablet|Lorazépam 1 mg comprimé|PO|0.5 1|mg|n1 prn
N05AH04|Quetiapine 25 mg tablet|Quétiapine 25 mg comprimé|PO|12.5 25|mg|d1e
N05AD01|Haloperidol 5 mg/mL ampul|Halopéridol 5 mg/mL ampoule|IM|0.5 1|mg|prn
N06AB06|Sertraline 50 mg tablet|Sertraline 50 mg comprimé|PO|50|mg|d1
N03AX14|Levetiracetam 500 mg tablet|Lévétiracétam 500 mg comprimé|PO|500 750|mg|d2
N04BA02|Levodopa/benserazide 100 mg/25 mg tablet|Lévodopa/bensérazide 100 mg/25 mg comprimé|PO|1|tablet|x5
H03AA01|Levothyroxine 50 µg tablet|Lévothyroxine 50 µg comprimé|PO|50 75|µg|e6
H02AB07|Prednisolon 5 mg tablet|Prednisolone 5 mg comprimé|PO|5 10 20|mg|d1
H02AB02|Dexamethason 4 mg tablet|Dexaméthasone 4 mg comprimé|PO|4 8|mg|d1
L04AX03|Methotrexaat 2,5 mg tablet|Méthotrexate 2,5 mg comprimé|PO|7.5 15|mg|w1
M05BA04|Alendroninezuur 70 mg tablet|Acide alendronique 70 mg comprimé|PO|70|mg|w1
A11CC05|Colecalciferol 25 000 IE ampul|Colécalciférol 25 000 UI ampoule|PO|25000|IE|w1
R03AC02|Salbutamol 5 mg/2,5 mL vernevelling|Salbutamol 5 mg/2,5 mL nébulisation|INH|2.5 5|mg|d4 prn
R03BB04|Tiotropium 18 µg inhalatiecapsule|Tiotropium 18 µg gélule à inhaler|INH|18|µg|d1
S01ED01|Timolol 0,5 % oogdruppels|Timolol 0,5 % collyre|OC|1|druppel|d2
|Huisbereiding zalf volgens recept 7|Pommade magistrale formule 7|TOP|1||d2 words
|Studiemedicatie ORM-12 of placebo|Médicament d’étude ORM-12 ou placebo|PO|1|capsule|d1
B05BB01|NaCl 0,9 % 1000 mL|NaCl 0,9 % 1000 mL|IV|42 63 84|mL/h|rate
B05BB02|Glucose 5 % + NaCl 0,45 % 1000 mL|Glucose 5 % + NaCl 0,45 % 1000 mL|IV|63 84|mL/h|rate
C01CA03|Noradrenaline 0,1 mg/mL 50 mL spuitpomp|Noradrénaline 0,1 mg/mL 50 mL pousse-seringue|IV|2.5 4 8|mL/h|icu
N01AX10|Propofol 20 mg/mL 50 mL spuitpomp|Propofol 20 mg/mL 50 mL pousse-seringue|IV|6 10 15|mL/h|icu
N02AB06|Sufentanil 5 µg/mL 50 mL spuitpomp|Sufentanil 5 µg/mL 50 mL pousse-seringue|IV|1 2.5|mL/h|icu
A10AB01|Insuline 1 E/mL 50 mL spuitpomp|Insuline 1 U/mL 50 mL pousse-seringue|IV|1.5 2|mL/h|icu
B01AB01|Heparine 500 E/mL 50 mL spuitpomp|Héparine 500 U/mL 50 mL pousse-seringue|IV|1.8 2.2|mL/h|icu
A12BA51|Kaliumchloride 1 mmol/mL 50 mL spuitpomp|Chlorure de potassium 1 mmol/mL 50 mL pousse-seringue|IV|5 10|mL/h|icu
H01BB02|Oxytocine 10 E in 500 mL|Ocytocine 10 U dans 500 mL|IV|12 24|mL/h|birth
J01GB03|Gentamicine 10 mg/mL ampul (kind)|Gentamicine 10 mg/mL ampoule (enfant)|IV|8 12|mg|baby36
B02BA01|Fytomenadion 2 mg/0,2 mL ampul|Phytoménadione 2 mg/0,2 mL ampoule|IM|1|mg|babyonce
N02BE01|Paracetamol 24 mg/mL siroop|Paracétamol 24 mg/mL sirop|PO|120 240|mg|child`

/** All drugs, in the order of the table. */
export const DRUGS: readonly Drug[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [atc = '', nl = '', fr = '', route = '', doses = '', unit = '', patterns = ''] = line.split('|')
    const name = { nl, fr }
    return { atc, name, route, doses: doses.split(' ').map(Number), unit, patterns: patterns.split(' ') }
  })

const SPECIAL: Readonly<Partial<Record<WardKind, readonly string[]>>> = {
  intensive: ['icu'],
  emergency: ['icu'],
  recovery: ['icu'],
  maternity: ['birth'],
  newborn: ['baby36', 'babyonce'],
  child: ['child'],
}
const ALL_SPECIAL = new Set(['icu', 'birth', 'baby36', 'babyonce', 'child'])

/** What a ward of this kind may order: newborns and children get little, and nobody else gets theirs. */
export function drugsOf(kind: WardKind): readonly Drug[] {
  const own = new Set(SPECIAL[kind] ?? [])
  if (kind === 'newborn') return DRUGS.filter((drug) => drug.patterns.some((one) => own.has(one)))
  return DRUGS.filter((drug) => drug.patterns.some((one) => own.has(one) || !ALL_SPECIAL.has(one)))
}
