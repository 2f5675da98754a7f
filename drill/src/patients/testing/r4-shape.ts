import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Member {
  readonly type: string
  readonly required: boolean
}

/** Elements of a choice: exactly one of them must stand. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  MedicationRequest: ['medicationCodeableConcept', 'medicationReference'],
  MedicationAdministration: ['effectiveDateTime', 'effectivePeriod'],
}

const root = join(import.meta.dirname, '..', '..', '..', '..')
const interfaces = readInterfaces(readFileSync(join(root, 'node_modules/@types/fhir/r4.d.ts'), 'utf8'))

/** All that a resource breaks of FHIR R4 as DefinitelyTyped states it: unknown and missing elements, wrong types and codes. */
export function breaksOf(resource: Readonly<Record<string, unknown>>): readonly string[] {
  const type = String(resource['resourceType'])
  const choice = CHOICES[type]
  const chosen = choice?.filter((name) => resource[name] !== undefined).length ?? 1
  return [
    ...breaksOfObject(resource, type, type),
    ...(chosen === 1 ? [] : [`${type}: ${chosen} of ${choice?.join(', ')}`]),
    ...(typeof resource['id'] === 'string' && /^[A-Za-z0-9\-.]{1,64}$/.test(resource['id'])
      ? []
      : [`${type}: id ${String(resource['id'])}`]),
  ]
}

function readInterfaces(source: string): ReadonlyMap<string, ReadonlyMap<string, Member>> {
  const found = new Map<string, Map<string, Member>>()
  for (const [, name = '', parent = '', body = ''] of source.matchAll(
    /^export interface (\w+)(?: extends (\w+))? \{$([\s\S]*?)^\}$/gm,
  )) {
    const members = new Map<string, Member>()
    for (const [, key = '', optional, type = ''] of body.matchAll(
      /^ {2}(?:readonly )?(\w+)(\?)?: (.*?)(?: \| undefined)?;$/gm,
    ))
      members.set(key, { type, required: optional === undefined })
    if (parent !== '') members.set('', { type: parent, required: false })
    found.set(name, members)
  }
  return found
}

/** The members of an interface and of those that it extends. */
function membersOf(name: string): ReadonlyMap<string, Member> {
  const own = interfaces.get(name) ?? new Map<string, Member>()
  const parent = own.get('')
  return parent === undefined ? own : new Map([...membersOf(parent.type), ...own])
}

function breaksOfObject(value: unknown, type: string, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: no object`]
  const members = membersOf(type)
  if (members.size === 0) return [`${path}: no type ${type}`]
  const missing = [...members].filter(([key, one]) => one.required && key !== '' && !(key in value))
  return [
    ...missing.map(([key]) => `${path}.${key}: missing`),
    ...Object.entries(value).flatMap(([key, one]) => {
      const member = members.get(key)
      return member === undefined
        ? [`${path}.${key}: unknown`]
        : breaksOfValue(one, member.type, `${path}.${key}`)
    }),
    ...(Object.keys(value).length === 0 ? [`${path}: empty`] : []),
  ]
}

function breaksOfValue(value: unknown, type: string, path: string): readonly string[] {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value) || value.length === 0) return [`${path}: no list`]
    return value.flatMap((one) => breaksOfValue(one, type.slice(0, -2), path))
  }
  const codes = [...type.matchAll(/'([^']*)'/g)].map(([, code]) => code)
  if (codes.length > 0)
    return codes.includes(String(value)) ? [] : [`${path}: ${String(value)} is no code of it`]
  if (type === 'string') return typeof value === 'string' && value.trim() !== '' ? [] : [`${path}: no text`]
  if (type === 'number' || type === 'boolean') return typeof value === type ? [] : [`${path}: no ${type}`]
  return breaksOfObject(value, type, path)
}
