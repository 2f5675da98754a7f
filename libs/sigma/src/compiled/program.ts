import type { PreparedRule } from '../prepare.ts'
import type { EventLayout, SigmaEvent } from '../rule.ts'
import { or, type Node } from '../tree.ts'
import type { FieldValue, Route } from '../view.ts'
import { Atom, AtomTable, FALSE, literalTest, TRUE, UNKNOWN, type Current } from './atoms.ts'
import { GateFinder } from './gates.ts'
import { KeywordFilter } from './keyword-filter.ts'
import { LiteralScanner } from './literal-scanner.ts'
import { BY_NAME, NOT_THERE, type Slot } from './slots.ts'
import { CAN, canBe, joined as both, specialise, type Known, type Special } from './specialise.ts'

/** A rule of one log source, with its place in the order of all. */
export interface Candidate {
  readonly prepared: PreparedRule
  readonly order: number
  readonly route: Route
}

/** A field that is scanned, and the atoms of its literals. */
interface Scanned {
  readonly slot: Slot
  readonly scanner: LiteralScanner
  readonly opener: Opener
}

interface Runnable {
  readonly order: number
  readonly test: () => number
  stamp: number
}

/** The rules of one channel and event id, compiled into one. */
export class Program {
  readonly #current: Current
  readonly #rules: Runnable[] = []
  /** Rules without a gate: evaluated for every record. */
  readonly #always: Runnable[] = []
  readonly #scanned: readonly Scanned[]
  readonly #keywords: Keywords | null
  readonly #bindings = new WeakMap<EventLayout, Int32Array>()
  #layout: EventLayout | undefined
  #binding: Int32Array | undefined
  readonly #open: Runnable[] = []

  constructor(current: Current, candidates: readonly Candidate[], known: Known) {
    this.#current = current
    const builder = new Builder(current, candidates, known)
    for (const { order, test, gates } of builder.rules) {
      const rule: Runnable = { order, test, stamp: 0 }
      if (gates === null) this.#always.push(rule)
      else for (const atom of gates) atom.opens.push(this.#rules.length)
      this.#rules.push(rule)
    }
    const { scanned, keywords } = builder.scanners()
    this.#scanned = scanned.map(({ slot, atoms, scanner }) => ({
      slot,
      scanner,
      opener: new Opener(atoms, this.#rules, this.#open, current),
    }))
    this.#keywords =
      keywords === null
        ? null
        : {
            scanner: keywords.scanner,
            opener: new Opener(keywords.atoms, this.#rules, this.#open, current),
            filter: keywords.filter,
          }
  }

  /** Whether no rule can match. */
  get isEmpty(): boolean {
    return this.#rules.length === 0
  }

  /** Bytes of the scanners' tables. */
  get bytes(): number {
    return this.#scanned.reduce((sum, { scanner }) => sum + scanner.bytes, this.#keywords?.scanner.bytes ?? 0)
  }

  /** How many rules are in it, and how many of them are evaluated for every record. */
  get size(): { readonly rules: number; readonly always: number } {
    return { rules: this.#rules.length, always: this.#always.length }
  }

  /** The places in the order of all rules of those that the current record matches, in no order. */
  run(into: number[]): void {
    const { event, stamp } = this.#current
    const open = this.#open
    open.length = 0
    const { layout } = event
    if (layout !== undefined && event.locate !== undefined)
      this.#scanLaidOut(event, stamp, layout === this.#layout ? this.#binding : this.#bind(layout))
    else for (const one of this.#scanned) scanValue(one, one.slot.value(event, stamp))
    const keywords = this.#keywords
    if (keywords !== null && (keywords.filter === undefined || keywords.filter.mayHold(event)))
      for (const text of event.strings()) keywords.scanner.scan(text, keywords.opener)
    for (const rule of open) if (rule.test() === TRUE) into.push(rule.order)
    for (const rule of this.#always) if (rule.test() === TRUE) into.push(rule.order)
  }

  /** Values are looked at where they stand; only what cannot be is decoded. */
  #scanLaidOut(event: SigmaEvent, stamp: number, binding: Int32Array | undefined): void {
    const scanned = this.#scanned
    for (let n = 0; n < scanned.length; n += 1) {
      const one = scanned[n]
      const index = binding?.[n] ?? BY_NAME
      if (one === undefined || index === NOT_THERE) continue
      if (index === BY_NAME) {
        scanValue(one, one.slot.value(event, stamp))
        continue
      }
      if (event.locate?.(index) === true && event.raw !== undefined) {
        const { type, bytes, from, to } = event.raw
        if (type === 0) continue
        if (type === UTF16 && one.scanner.scanBytes(bytes, from, to, one.opener)) continue
      }
      scanValue(one, one.slot.valueAt(event, stamp, index))
    }
  }

  #bind(layout: EventLayout): Int32Array {
    const known = this.#bindings.get(layout)
    const binding = known ?? Int32Array.from(this.#scanned, ({ slot }) => slot.indexIn(layout))
    if (known === undefined) this.#bindings.set(layout, binding)
    this.#layout = layout
    this.#binding = binding
    return binding
  }
}

/** The value type of UTF-16 text. */
const UTF16 = 1

interface Keywords {
  readonly scanner: LiteralScanner
  readonly opener: Opener
  readonly filter: KeywordFilter | undefined
}

function scanValue({ slot, scanner, opener }: Scanned, value: FieldValue): void {
  if (slot.isUnknown || value === undefined || value === null) return
  if (typeof value === 'string') scanner.scan(value, opener)
  else for (const text of value) scanner.scan(text, opener)
}

/** Opens the rules of the literals that a scan finds. */
class Opener {
  readonly #atoms: readonly Atom[]
  readonly #rules: readonly Runnable[]
  readonly #open: Runnable[]
  readonly #current: Current

  constructor(atoms: readonly Atom[], rules: readonly Runnable[], open: Runnable[], current: Current) {
    this.#atoms = atoms
    this.#rules = rules
    this.#open = open
    this.#current = current
  }

  open(literal: number): void {
    const atom = this.#atoms[literal]
    if (atom === undefined || !atom.hit()) return
    const { stamp } = this.#current
    for (const place of atom.opens) {
      const rule = this.#rules[place]
      if (rule === undefined || rule.stamp === stamp) continue
      rule.stamp = stamp
      this.#open.push(rule)
    }
  }
}

interface Built {
  readonly order: number
  readonly test: () => number
  /** Null: no gate, so it is always evaluated. */
  readonly gates: ReadonlySet<Atom> | null
}

class Builder {
  readonly #atoms: AtomTable
  readonly rules: Built[] = []

  constructor(current: Current, candidates: readonly Candidate[], known: Known) {
    this.#atoms = new AtomTable(current)
    const live = candidates.flatMap((one) => {
      const special = specialOf(one, known)
      return (canBe(special) & CAN.beTrue) === 0 ? [] : [{ ...one, special }]
    })
    const uses = this.#countUses(live)
    const finder = new GateFinder(this.#atoms, uses)
    for (const { order, special } of live) {
      const gates = finder.find(special)
      if (gates !== null) for (const atom of gates.atoms) atom.isScanned = true
      this.rules.push({ order, test: this.#test(special), gates: gates?.atoms ?? null })
    }
  }

  /** The scanners of the gates, a field each, and of the keywords. */
  scanners(): {
    scanned: { slot: Slot; atoms: Atom[]; scanner: LiteralScanner }[]
    keywords: { atoms: Atom[]; scanner: LiteralScanner; filter: KeywordFilter | undefined } | null
  } {
    const gates = new Set(this.rules.flatMap((rule) => [...(rule.gates ?? [])]))
    const bySlot = Map.groupBy(gates, (atom) => this.#atoms.gateOf(atom)?.slot ?? null)
    const scannerOf = (atoms: readonly Atom[]): LiteralScanner =>
      new LiteralScanner(
        atoms.flatMap((atom) => {
          const gate = this.#atoms.gateOf(atom)
          return gate === undefined ? [] : [gate.literal]
        }),
      )
    const scanned = [...bySlot].flatMap(([slot, atoms]) =>
      slot === null ? [] : [{ slot, atoms, scanner: scannerOf(atoms) }],
    )
    const words = bySlot.get(null)
    if (words === undefined) return { scanned, keywords: null }
    const literals = words.flatMap((atom) => this.#atoms.gateOf(atom)?.literal ?? [])
    const filter = KeywordFilter.of(literals)
    return { scanned, keywords: { atoms: words, scanner: scannerOf(words), filter } }
  }

  #countUses(live: readonly { special: Special }[]): ReadonlyMap<Atom, number> {
    const uses = new Map<Atom, number>()
    const walk = (node: Special): void => {
      if (node.kind === 'and' || node.kind === 'or') for (const one of node.nodes) walk(one)
      else if (node.kind === 'not') walk(node.node)
      else if (node.kind === 'leaf') {
        const atom = this.#atoms.leaf(node.node, node.view)
        uses.set(atom, (uses.get(atom) ?? 0) + 1)
      }
    }
    for (const { special } of live) walk(special)
    return uses
  }

  #test(node: Special): () => number {
    switch (node.kind) {
      case 'constant': {
        const truth = node.truth === 'unknown' ? UNKNOWN : node.truth ? TRUE : FALSE
        return () => truth
      }
      case 'leaf': {
        const atom = this.#atoms.leaf(node.node, node.view)
        return () => atom.truth()
      }
      case 'not': {
        const inner = this.#test(node.node)
        return () => {
          const truth = inner()
          return truth === UNKNOWN ? UNKNOWN : 1 - truth
        }
      }
      case 'and':
      case 'or': {
        const nodes = node.nodes.toSorted((one, other) => weightOf(one) - weightOf(other))
        const tests = node.kind === 'or' ? this.#alternatives(nodes) : nodes.map((one) => this.#test(one))
        return joined(tests, node.kind === 'and' ? FALSE : TRUE)
      }
    }
    return node
  }

  /** Literals of one field are asked for together. */
  #alternatives(nodes: readonly Special[]): (() => number)[] {
    const bySlot = new Map<Slot, Atom[]>()
    const others: Special[] = []
    for (const node of nodes) {
      const atom = node.kind === 'leaf' ? this.#atoms.leaf(node.node, node.view) : undefined
      const slot = atom === undefined ? undefined : this.#atoms.gateOf(atom)?.slot
      if (atom === undefined || slot === undefined || slot === null) others.push(node)
      else bySlot.set(slot, [...(bySlot.get(slot) ?? []), atom])
    }
    const groups = [...bySlot].map(([slot, atoms]) => {
      const [only] = atoms
      return atoms.length === 1 && only !== undefined
        ? () => only.truth()
        : anyLiteral(this.#atoms, slot, atoms)
    })
    return [...groups, ...others.map((node) => this.#test(node))]
  }
}

/** What looking at a tree costs, as a guess: the cheap parts of a rule are looked at first. */
function weightOf(node: Special): number {
  switch (node.kind) {
    case 'constant':
      return 0
    case 'not':
      return weightOf(node.node)
    case 'and':
    case 'or':
      return node.nodes.reduce((sum, one) => sum + weightOf(one), 0)
    case 'leaf':
      if (node.node.kind === 'keyword') return 1000
      return node.node.kind === 'field' && node.node.test.kind !== 'text' ? 50 : 1
  }
  return node
}

/** Whether one of several literals stands in a field. */
function anyLiteral(table: AtomTable, slot: Slot, atoms: readonly Atom[]): () => number {
  const { current } = table
  let scanned: readonly Atom[] | null = null
  let holds: readonly ((folded: string) => boolean)[] = []
  return () => {
    if (scanned === null) {
      // Which atoms are scanned for is known when all rules are built.
      scanned = atoms.filter(({ isScanned }) => isScanned)
      holds = atoms.flatMap((atom) => {
        const gate = atom.isScanned ? undefined : table.gateOf(atom)
        return gate === undefined ? [] : [literalTest(gate.literal)]
      })
    }
    slot.value(current.event, current.stamp)
    if (slot.isUnknown) return UNKNOWN
    for (const atom of scanned) if (atom.isHit) return TRUE
    if (holds.length > 0)
      for (const text of slot.folded()) for (const test of holds) if (test(text)) return TRUE
    return FALSE
  }
}

/** The first deciding truth; unknown where one is unknown; else the other. */
function joined(tests: readonly (() => number)[], deciding: number): () => number {
  return () => {
    let truth = 1 - deciding
    for (const test of tests) {
      const one = test()
      if (one === deciding) return deciding
      if (one === UNKNOWN) truth = UNKNOWN
    }
    return truth
  }
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
