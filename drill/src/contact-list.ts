/**
 * The call tree of the invented hospital: by role, no person is invented. The numbers begin with +999, which is no country, and
 * the addresses end in .invalid: a drill whose channels are real reaches nobody by mistake. A hospital that drills with its own
 * people imports its own list.
 */
const ROLES = [
  ['incident-commander', 'Incident commander on call', 'nl'],
  ['management', 'Management on call', 'fr'],
  ['it-commander', 'Head of IT on call', 'nl'],
  ['medical-director', 'Medical director on call', 'fr'],
  ['nursing-director', 'Nursing director on call', 'nl'],
  ['dpo', 'Data protection officer on call', 'fr'],
  ['press-officer', 'Press officer on call', 'fr'],
  ['legal', 'Legal adviser on call', 'nl'],
  ['board-chair', 'Chair of the board', 'fr'],
  ['group-management', 'Management of the group on call', 'nl'],
] as const

/** `contacts.csv` of the drill: each role with a deputy. */
export function contactsCsv(): string {
  const lines = ROLES.flatMap(([role, name, language], index) => {
    const number = (place: number): string => `+99900000${String(index * 2 + place).padStart(3, '0')}`
    const deputy = `Deputy: ${name}`
    return [
      `${role},${name},${number(1)},${deputy},${role}@drill.invalid,${language}`,
      `${role},${deputy},${number(2)},,${role}.deputy@drill.invalid,${language}`,
    ]
  })
  return `role,name,mobile,deputy,mail,language\n${lines.join('\n')}\n`
}
