/** Family name, then given names where the copy has any: an unknown man has none, and no comma after him. */
export function patientName(patient: { readonly familyName: string; readonly givenNames: string }): string {
  return [patient.familyName, patient.givenNames].filter((part) => part !== '').join(', ')
}
