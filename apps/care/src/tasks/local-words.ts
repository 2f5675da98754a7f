/** Says instants on the hospital's clocks, as YYYY-MM-DD HH:MM. `timeZone`: an IANA name. */
export function localWords(timeZone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  })
  return (at) => {
    const instant = new Date(at)
    return Number.isNaN(instant.getTime()) ? at : format.format(instant)
  }
}
