/** What a data folder of the drill is made with: the invented hospital, its zone, and the day of its night. */
export const DRILL_NIGHT = {
  hospital: 'Ormelande Hospitals (invented)',
  timeZone: 'Europe/Brussels',
  attackAt: '2021-01-17T19:46:00Z',
} as const
