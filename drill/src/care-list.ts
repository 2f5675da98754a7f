import type { Care } from '@codedark/domain/estate'

/** care | sites (numbers from 0) | service | need | workaround | last two digits of the phone */
const TABLE = `
Emergency department|01|acute|hard|paper triage cards and a runner|10
Emergency department|01|labs|hard|tubes by courier to the partner|10
Emergency department|01|images|soft|read at the scanner|10
Operating theatres|01|theatre|hard|paper list, emergencies only|20
Operating theatres|01|blood|hard|group and crossmatch by hand|20
Operating theatres|0|sterile|hard|release signed by two people|20
Operating theatres|01|images|soft|pictures on disc|20
Intensive care|01|icu|hard|hourly chart on paper|30
Intensive care|01|beds|soft|alarms at the bed only, one more nurse|30
Intensive care|01|pumps|soft|pumps set by hand, two sign|30
Wards|012|chart|hard|downtime packet|40
Wards|012|orders|hard|orders on paper|40
Wards|012|bells|hard|more rounds, hand bells|40
Wards|012|paper|soft|the printer of the crisis room|40
Laboratory|0|labs|hard|partner laboratory by courier|50
Laboratory|0|bench|hard|analysers print, phoned by hand|50
Laboratory|0|germs|soft|plates read, book by hand|50
Imaging|01|imgreq|hard|requests on paper|60
Imaging|01|images|hard|read at the scanner|60
Imaging|01|speech|soft|reports by hand|60
Pharmacy|0|meds|hard|ward stock and paper orders|70
Pharmacy|0|picker|soft|picked by hand|70
Chemotherapy|0|onco|hard|put off to the latest safe date|71
Blood bank|0|blood|hard|crossmatch by hand|72
Maternity|1|birth|hard|paper partogram, midwife stays|35
Radiotherapy|0|beam|hard||75
Dialysis|2|kidney|hard|paper prescription|81
Outpatient clinics|012|diary|hard|printed lists|90
Outpatient clinics|012|chart|soft|notes on paper|90
Vaccination|2|jabs|hard|list on paper, entered later|92
Cardiology|0|heart|soft|paper strips|77
Endoscopy|0|scopes|soft|pictures stay in the tower|78
Patient meals|012|meals|hard|standard meals, allergies on paper|95
Ambulance and bed desk|0|voice|hard|mobile phones of the crisis box|11
Ambulance and bed desk|0|post|soft|phone and runner|11
Heating and air|012|plant|hard|technicians on site|99`

/** What each care of a site needs. */
export function careOf(sites: readonly string[]): readonly Care[] {
  return TABLE.trim()
    .split('\n')
    .flatMap((line) => {
      const [care = '', where = '', service = '', need = '', workaround = '', phone = ''] = line.split('|')
      return where.split('').map((digit): Care => {
        const site = sites[Number(digit)] ?? ''
        return {
          care,
          site,
          service,
          need: need === 'hard' ? 'hard' : 'soft',
          workaround,
          phone: `${Number(digit) + 4}1${phone}`,
        }
      })
    })
}
