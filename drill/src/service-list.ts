import type { Service } from '@codedark/domain/estate'

/** A service of the invented hospital, with what the drill needs to know of it. */
export interface DrillService extends Service {
  readonly platform: 'windows' | 'linux' | 'appliance'
  readonly requires: readonly string[]
  readonly prefers: readonly string[]
  /** How many of its servers the attackers encrypted: they went for files, copies and what lies beside them. */
  readonly encrypted: number
}

/** id | name | tier | care rank | members | needs | minutes | platform | encrypted | requires | prefers */
const TABLE = `
lan|Campus network|0|1|4|2|45|a|0||watch
stor|Disk storage|0|1|4|3|120|a|0|lan|
virt|Virtual machine hosts|0|1|24|16|45|l|0|lan stor|
vmgr|Management of virtual machines|0|2|2|1|60|w|0|virt|dir
dir|Directory|0|1|6|2|150|w|0|lan virt|names
names|Name servers|0|1|2|1|25|l|0|lan virt|
lease|Network addresses|0|1|2|1|20|w|0|lan virt|dir
clock|Time servers|0|2|2|1|15|a|0|lan|
certs|Certificates|0|3|2|1|90|w|1|dir|
gate|Network admission|0|2|2|1|45|w|0|lan dir|certs
copies|Backup|0|1|6|3|180|w|5|stor lan|dir
hop|Jump hosts|0|2|3|1|45|w|0|dir|names
watch|Monitoring and log store|0|3|6|3|60|l|0|virt lan|
guard|Protection and software distribution|0|2|5|2|60|w|1|dir virt|
shares|File shares|1|2|10|8|200|w|8|dir stor virt|copies
paper|Print queues|1|2|4|2|30|w|3|dir virt|
post|Electronic mail|1|3|6|3|110|w|4|dir virt stor|names
texts|Text messages to staff|1|1|2|1|30|w|0|virt lan|
voice|Telephony|1|1|8|4|60|a|0|lan|
bells|Nurse call|1|1|3|2|40|a|0|lan|voice
apps|Published applications|1|1|22|10|30|w|3|dir virt names|shares
login|Staff identity and badge sign-on|1|2|4|2|60|w|1|dir|certs
sqlc|SQL database cluster|1|1|6|4|120|w|2|virt stor dir|copies
orac|Oracle databases|1|1|4|2|150|l|0|virt stor|copies
relay|Interface engine|1|1|3|2|60|l|0|virt names|watch
portal|Web sites and portals|1|3|8|4|45|w|3|virt names|sqlc
meet|Video meetings|1|4|2|1|30|w|2|virt|dir
admit|Admissions and patient index|2|1|4|2|60|w|0|sqlc relay|paper
chart|Patient record|2|1|12|6|60|w|1|chartdb apps admit|relay
chartdb|Patient record database|2|1|3|2|180|l|0|stor virt orac|copies
orders|Orders and prescriptions|2|1|5|3|60|w|0|chart|relay
labs|Laboratory system|2|1|6|3|90|w|1|sqlc relay|orders
bench|Analyser connections|2|1|5|3|45|w|0|lan labs|
germs|Microbiology|2|2|4|2|60|w|1|sqlc|labs
blood|Blood bank|2|1|3|2|60|w|0|sqlc virt|labs
meds|Pharmacy|2|1|4|2|60|w|1|sqlc admit|orders
picker|Pharmacy robots|2|2|3|1|45|w|0|lan meds|
onco|Chemotherapy preparation|2|1|2|1|60|w|0|meds|labs
images|Picture archive for wards|2|1|8|5|90|w|3|stor sqlc|relay
imgreq|Imaging requests|2|1|3|2|60|w|0|sqlc admit|images
vault|Long-term picture archive|2|3|4|2|150|w|3|stor|copies
beam|Radiotherapy|2|1|5|3|120|w|0|virt lan|images
isotope|Nuclear medicine|2|3|2|1|60|w|0|lan|images
heart|Cardiology measurements|2|2|4|2|60|w|1|sqlc|chart
theatre|Theatre planning and record|2|1|4|3|60|w|2|sqlc admit|images
icu|Intensive care record|2|1|5|3|90|w|0|sqlc virt|relay
beds|Bedside monitor network|2|1|4|2|60|a|0|lan|icu
acute|Emergency department record|2|1|3|2|60|w|0|chart|images
birth|Obstetrics and fetal monitoring|2|1|3|2|60|w|0|lan virt|chart
kidney|Dialysis|2|1|2|1|45|w|0|lan|labs
scopes|Endoscopy|2|3|2|1|45|w|1|stor|chart
sterile|Sterilisation records|2|2|2|1|45|w|0|virt|theatre
diary|Outpatient planning|2|3|3|2|45|w|1|sqlc admit|texts
jabs|Vaccination planning|2|3|2|1|30|w|0|portal|texts
speech|Dictation|2|4|3|2|45|w|1|shares|chart
pumps|Infusion pump gateway|2|1|2|1|45|w|0|lan|meds
home|Monitoring at home|2|3|2|1|45|w|0|portal|chart
region|Regional exchange|2|2|3|2|60|l|0|relay names|certs
point|Point-of-care measurements|2|2|2|1|40|w|0|lan|labs
eyes|Eye clinic|2|4|2|1|45|w|0|stor|chart
staff|Rosters and payroll|3|4|4|2|60|w|1|sqlc|dir
money|Accounts and purchasing|3|4|5|3|90|w|3|sqlc|shares
claims|Billing|3|5|4|2|60|w|1|sqlc admit|post
meals|Kitchen and diets|3|2|2|1|30|w|0|virt|admit
goods|Stores|3|2|2|1|30|w|0|sqlc|money
plant|Heating, air and power|3|1|3|2|60|a|0|lan|
doors|Doors and cameras|3|2|3|2|60|a|0|lan|dir
linen|Linen|3|5|1|1|30|w|1|sqlc|
sums|Reports and statistics|3|5|3|2|120|w|2|sqlc shares|`

/** Services that hold patient data, the record itself apart; and those that hold none. Of the others the list does not say. */
const PATIENT_DATA = new Set(
  'chartdb orders labs bench germs blood meds onco images imgreq vault beam isotope heart theatre icu acute birth kidney scopes diary jabs home region point eyes claims sqlc orac relay shares'.split(
    ' ',
  ),
)
const NO_PATIENT_DATA = new Set(
  'lan stor virt vmgr dir names lease clock certs gate hop watch guard plant doors linen goods'.split(' '),
)

function holdsOf(id: string): Pick<Service, 'holds'> {
  if (id === 'chart') return { holds: 'patient-record' }
  return PATIENT_DATA.has(id) ? { holds: 'patient-data' } : NO_PATIENT_DATA.has(id) ? { holds: 'none' } : {}
}

const PLATFORMS = new Map([
  ['w', 'windows'],
  ['l', 'linux'],
  ['a', 'appliance'],
] as const)

/** All 69 services; their members add up to 300. An invention: no hospital's list. */
export const SERVICES: readonly DrillService[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const cells = line.split('|')
    const text = (index: number): string => cells[index] ?? ''
    const number = (index: number): number => Number(text(index))
    const names = (index: number): string[] =>
      text(index)
        .split(' ')
        .filter((name) => name !== '')
    const letter = text(7)
    return {
      id: text(0),
      name: text(1),
      tier: number(2),
      careRank: number(3),
      members: number(4),
      needs: number(5),
      restoreMinutesPerServer: number(6),
      platform: PLATFORMS.get(letter === 'w' || letter === 'l' ? letter : 'a') ?? 'appliance',
      encrypted: number(8),
      requires: names(9),
      prefers: names(10),
      ...holdsOf(text(0)),
    }
  })
