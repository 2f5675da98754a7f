import type { Random } from './random.ts'

/** A connection of the invented hospital to the outside. */
export interface DrillLink {
  readonly id: string
  readonly kind: string
  readonly partner: string
  readonly purpose: string
  readonly care: string
  readonly needs: string
  readonly helps: string
  readonly owner: string
  readonly phone: string
  readonly workaround: string
  readonly addresses: string
}

/** What somebody said or tested of a link that night. */
export interface DrillLinkReport {
  readonly link: string
  readonly state: 'open' | 'cut'
  readonly confidence: 'said' | 'tested'
  readonly method: string
  readonly at: string
  readonly by: string
}

/** What is true of a link at the end of the night, whatever was reported. */
export interface LinkTruth {
  readonly link: string
  readonly cut: boolean
  /** How well the last report knew; null: nobody spoke of it. */
  readonly reported: DrillLinkReport['confidence'] | null
}

/** id | kind | partner | purpose | care | needs | helps | owner | phone | workaround | addresses. Partners and addresses are invented. */
const TABLE = `
NET-MAIN|internet|Line provider A|Internet, both lines|Staff, clinics|portal|meet post|Network|4701|mobile phones of the crisis box|198.51.100.1:443
NET-GUEST|internet|Line provider B|Internet for guests|||meet|Network|4701|none needed|198.51.100.2:443
MAIL-IN|mail|Mail filter in the cloud|Mail from outside|Clinics|post||Messaging|4702|phone, runner|mx.filter.example:25
VPN-STAFF|vpn|Staff at home|Telework|Clinics||diary speech|Network|4701|work on site|203.0.113.10:443
VPN-LAB|vpn|Partner laboratory|Samples and results out and in|Laboratory, Emergency department|germs|labs|Laboratory IT|4150|tubes and results by courier|203.0.113.21:8443
VPN-IMG|vpn|Reading service for images|Images read at night|Imaging, Emergency department||images|Imaging IT|4160|own doctor on call reads at the scanner|203.0.113.30:11112;203.0.113.31:11112
LINE-REGION|leased-line|Regional exchange|Summaries, referrals|Emergency department, Clinics|region||Integration|4703|phone the general practitioner|198.51.100.40:443
LINE-SITE3|leased-line|Between Noorderkaai and Valdonk|All of site Valdonk|Dialysis, Vaccination|lan||Network|4701|site works on paper|198.51.100.44:22
HEALTH-NET|vpn|National health network|Prescriptions, insurability|Pharmacy, Admissions|meds|admit|Integration|4703|paper prescriptions, later entry|203.0.113.50:443
DISPATCH|interface|Emergency dispatch centre|Beds and ambulances announced|Emergency department||acute|Emergency IT|4110|direct line and radio|203.0.113.60:443
BLOOD-EX|interface|Blood service|Orders and stock of blood|Blood bank|blood||Laboratory IT|4172|phone and taxi|203.0.113.70:443
RM-CT|remote-maintenance|Maker of the scanners|Service of the scanners|Imaging||images|Imaging IT|4160|engineer on site|203.0.113.81:443
RM-BEAM|remote-maintenance|Maker of the accelerators|Service of the accelerators|Radiotherapy||beam|Radiotherapy|4175|engineer on site|203.0.113.82:443
RM-LAB|remote-maintenance|Maker of the analysers|Service of the analysers|Laboratory||bench|Laboratory IT|4150|engineer on site|203.0.113.83:443
RM-PLANT|remote-maintenance|Building services firm|Heating and air from afar|Operating theatres||plant|Technical service|4199|technician on site|
RM-MODEM|remote-maintenance|Maker of the old pharmacy robot|Dial-in from before the VPN|Pharmacy||picker|||technician on site|
CLOUD-HR|cloud|Payroll in the cloud|Rosters and wages|||staff|Personnel|4801|last month’s wages again|payroll.cloud.example:443
CLOUD-COPY|cloud|Store for copies|A copy of the copies|||copies|Storage|4704|tapes in the safe|copies.cloud.example:443
SIP-OUT|telephony|Telephone provider|Calls out and in|All care|voice||Telephony|4705|analogue lines, mobile phones|198.51.100.90:5061
SMS-OUT|telephony|Text message provider|Texts to staff and patients|Clinics|texts||Messaging|4702|call tree|sms.provider.example:443
RADIO-AMB|wireless|Ambulance service|Strips sent ahead|Emergency department, Cardiology||heart|Emergency IT|4110|strip on paper with the patient|
CARD-PAY|vpn|Bank|Card payments|||money|Finance|4802|cash, bill by post|203.0.113.99:443`

const COLUMNS = [
  'id',
  'kind',
  'partner',
  'purpose',
  'care',
  'needs',
  'helps',
  'owner',
  'phone',
  'workaround',
  'addresses',
] as const

/** Every link of the invented hospital. */
export const DRILL_LINKS: readonly DrillLink[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const cells = line.split('|')
    const cell = (name: (typeof COLUMNS)[number]): string => cells[COLUMNS.indexOf(name)] ?? ''
    const several = (name: 'needs' | 'helps'): string => cell(name).split(' ').join(';')
    return {
      id: cell('id'),
      kind: cell('kind'),
      partner: cell('partner'),
      purpose: cell('purpose'),
      care: cell('care').split(', ').join(';'),
      needs: several('needs'),
      helps: several('helps'),
      owner: cell('owner'),
      phone: cell('phone'),
      workaround: cell('workaround'),
      addresses: cell('addresses'),
    }
  })

/** Links that stay open whatever people say: a line that nobody remembers, and one of which the wrong cable was pulled. */
const OPEN_ALL_THE_WHILE: ReadonlySet<string> = new Set(['RM-MODEM', 'RM-PLANT'])
/** Left open on purpose: calls must go out. */
const KEPT_OPEN: ReadonlySet<string> = new Set(['SIP-OUT', 'RADIO-AMB'])
const NOT_REMEMBERED = 'RM-MODEM'

const PEOPLE = [
  'Tomasz Wiśniewski, network',
  'Ilse Vandamme, system administrator',
  'Lucie Renard, service desk',
]

/** What people said and tested between the alarm and midnight, and what was true. */
export function inventLinkNight(random: Random): {
  readonly reports: readonly DrillLinkReport[]
  readonly truth: readonly LinkTruth[]
} {
  const reports: DrillLinkReport[] = []
  const truth = DRILL_LINKS.map(({ id }): LinkTruth => {
    const own = random.split(id)
    const cut = !OPEN_ALL_THE_WHILE.has(id) && !KEPT_OPEN.has(id)
    if (id === NOT_REMEMBERED) return { link: id, cut, reported: null }
    const minute = own.between(55, 100)
    const at = (minutes: number): string => new Date(Date.UTC(2021, 0, 17, 19, minutes)).toISOString()
    const by = own.pick(PEOPLE)
    if (KEPT_OPEN.has(id)) {
      reports.push({ link: id, state: 'open', confidence: 'said', method: 'other', at: at(minute), by })
      return { link: id, cut, reported: 'said' }
    }
    reports.push({ link: id, state: 'cut', confidence: 'said', method: 'cable-out', at: at(minute), by })
    // Nobody who tests a link that is open finds it cut.
    const tested = cut && own.chance(0.55)
    if (tested)
      reports.push({
        link: id,
        state: 'cut',
        confidence: 'tested',
        method: own.pick(['tried-from-inside', 'tried-from-outside', 'traffic-watched']),
        at: at(minute + own.between(10, 60)),
        by: own.pick(PEOPLE),
      })
    return { link: id, cut, reported: tested ? 'tested' : 'said' }
  })
  return { reports, truth }
}
