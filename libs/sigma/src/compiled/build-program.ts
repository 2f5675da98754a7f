import type { PreparedRule } from '../prepare.ts'
import { or, type Node } from '../tree.ts'
import type { Route } from '../view.ts'
import { AtomTable, type Atom, type Current, type Gate } from './atoms.ts'
import { ConditionCode } from './condition-code.ts'
import { GateFinder } from './gates.ts'
import { KeywordFilter } from './keyword-filter.ts'
import { GRAM_UNITS, type Literal } from './literal.ts'
import { LiteralScanner } from './literal-scanner.ts'
import type { Slot } from './slots.ts'
import { CAN, canBe, joined as both, specialise, type Known, type Special } from './specialise.ts'

/** A rule of one log source, with its place in the order of all. */
export interface Candidate {
  readonly prepared: PreparedRule
  readonly order: number
  readonly route: Route
}

/** A field that is scanned. */
export interface Part {
  readonly slot: Slot
  readonly scanner: LiteralScanner
  /** The place of its scanner's first literal; the others follow. */
  readonly place: number
}

/** What a program is made of. Rules are numbered from 0 on; literals that are scanned for have a place. */
export interface Parts {
  readonly fields: readonly Part[]
  readonly keywords: {
    readonly scanner: LiteralScanner
    readonly filter: KeywordFilter | undefined
    readonly place: number
  } | null
  /** By rule: its place in the order of all rules of the set, and where its condition begins. */
  readonly orders: Int32Array
  readonly starts: Int32Array
  readonly code: ConditionCode
  /** Rules without a gate: evaluated for every record. */
  readonly always: Int32Array
  /** The rules that the literal of a place opens: those of `opens` from `opensAt` of the place up to that of the next. */
  readonly opens: Int32Array
  readonly opensAt: Int32Array
  /** By place: the number of the record that the literal was found in last. */
  readonly hits: Int32Array
}

/** A rule that may match, and its gates; null where it has none. */
interface Live {
  readonly order: number
  readonly special: Special
  readonly gates: ReadonlySet<Atom> | null
}

/** Compiles the rules of one channel and event id. */
export function buildProgram(current: Current, candidates: readonly Candidate[], known: Known): Parts {
  const atoms = new AtomTable(current)
  const live = liveRules(atoms, candidates, known)
  const scanned = [...atomsToScan(atoms, live)]
  const places: Atom[] = []
  const parts = scanned.map(([slot, own]) => {
    const place = places.length
    const literals = own.flatMap((atom) => {
      atom.place = places.length
      atom.isSure = slot?.isByPolicy !== true
      places.push(atom)
      return atoms.gateOf(atom)?.literal ?? []
    })
    return { slot, literals, place, scanner: new LiteralScanner(literals) }
  })
  atoms.hits = new Int32Array(places.length)
  const words = parts.find(({ slot }) => slot === null)
  const code = new ConditionCode(atoms.atoms, places, atoms.hits)
  const starts = live.map(({ special }) => code.add(special, (leaf) => atoms.leaf(leaf)))
  code.seal()
  return {
    fields: parts.flatMap(({ slot, scanner, place }) => (slot === null ? [] : [{ slot, scanner, place }])),
    keywords:
      words === undefined
        ? null
        : { scanner: words.scanner, place: words.place, filter: filterOf(current, words.literals) },
    orders: Int32Array.from(live, ({ order }) => order),
    starts: Int32Array.from(starts),
    code,
    always: Int32Array.from(live.flatMap(({ gates }, rule) => (gates === null ? [rule] : []))),
    ...openedBy(places, live),
    hits: atoms.hits,
  }
}

function filterOf({ filters }: Current, literals: readonly Literal[]): KeywordFilter | undefined {
  const key = literals.map(({ text, shape }) => `${shape} ${text}`).join('\0')
  const filter = filters.has(key) ? filters.get(key) : KeywordFilter.of(literals)
  filters.set(key, filter)
  return filter
}

function liveRules(atoms: AtomTable, candidates: readonly Candidate[], known: Known): readonly Live[] {
  const live = candidates.flatMap((one) => {
    const special = specialOf(one, known)
    return (canBe(special) & CAN.beTrue) === 0 ? [] : [{ order: one.order, special }]
  })
  const finder = new GateFinder(atoms, countUses(atoms, live))
  return live.map((one) => ({ ...one, gates: finder.find(one.special)?.atoms ?? null }))
}

function openedBy(
  places: readonly Atom[],
  live: readonly Live[],
): { readonly opens: Int32Array; readonly opensAt: Int32Array } {
  const byAtom = new Map<Atom, number[]>()
  for (const [rule, { gates }] of live.entries())
    for (const atom of gates ?? []) {
      const rules = byAtom.get(atom)
      if (rules === undefined) byAtom.set(atom, [rule])
      else rules.push(rule)
    }
  const opens: number[] = []
  const opensAt = new Int32Array(places.length + 1)
  for (const [place, atom] of places.entries()) {
    opens.push(...(byAtom.get(atom) ?? []))
    opensAt[place + 1] = opens.length
  }
  return { opens: Int32Array.from(opens), opensAt }
}

/**
 * The literals to scan for, by field. A field that is scanned for gates is scanned for all its literals: then rules that are opened
 * need no text of it. Not for single units, which stand in every text, nor for short ones where no gate is short: they would cost a
 * look at each unit. But what rules without a gate ask for is asked for every record.
 */
function atomsToScan(atoms: AtomTable, live: readonly Live[]): ReadonlyMap<Slot | null, Atom[]> {
  const gates = new Set(live.flatMap((rule) => [...(rule.gates ?? [])]))
  const bySlot = Map.groupBy(gates, (atom) => atoms.gateOf(atom)?.slot ?? null)
  const asked = new Set(
    countUses(
      atoms,
      live.filter((rule) => rule.gates === null),
    ).keys(),
  )
  const shortIn = new Set<Slot | null>()
  for (const atom of gates) {
    const gate = atoms.gateOf(atom)
    if (gate !== undefined && isShort(gate)) shortIn.add(gate.slot)
  }
  for (const [atom, gate] of atoms.literals()) {
    const others = gate.slot === null || gates.has(atom) ? undefined : bySlot.get(gate.slot)
    if (others === undefined) continue
    const isCostly = isShort(gate) && (gate.literal.text.length === 1 || !shortIn.has(gate.slot))
    if (!isCostly || asked.has(atom)) others.push(atom)
  }
  return bySlot
}

const isShort = ({ literal: { text, shape } }: Gate): boolean => text.length < GRAM_UNITS && shape === 'inner'

/** How many rules ask for each atom. */
function countUses(
  atoms: AtomTable,
  live: readonly { readonly special: Special }[],
): ReadonlyMap<Atom, number> {
  const uses = new Map<Atom, number>()
  const walk = (node: Special): void => {
    if (node.kind === 'and' || node.kind === 'or') for (const one of node.nodes) walk(one)
    else if (node.kind === 'not') walk(node.node)
    else if (node.kind === 'leaf') {
      const atom = atoms.leaf(node)
      uses.set(atom, (uses.get(atom) ?? 0) + 1)
    }
  }
  for (const { special } of live) walk(special)
  return uses
}

/** The rule's tree with what is known put in; where its route asks for it, with a field of the record itself beside it. */
function specialOf({ prepared, route }: Candidate, known: Known): Special {
  const tree = specialise(prepared.tree, known, route.view)
  const { only } = route
  if (only === undefined) return tree
  const nodes = only.values.map((value): Node => ({
    kind: 'field',
    field: only.field,
    test: { kind: 'text', parts: [value], cased: false },
  }))
  return both('and', [specialise(or(nodes), known, undefined), tree])
}
