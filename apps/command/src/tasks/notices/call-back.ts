import type { Contact } from '@codedark/domain/people'

/** The first of these roles who has a number: whom people outside are asked to call. */
export function callBack(
  people: readonly Contact[],
  roles: readonly string[],
): { readonly name: string; readonly number: string } | null {
  for (const role of roles) {
    const person = people.find((one) => one.role === role && one.mobile !== null)
    if (person?.mobile !== null && person !== undefined) return { name: person.name, number: person.mobile }
  }
  return null
}
