import { FALSE, TRUE, UNKNOWN, type Atom } from './atoms.ts'
import type { Special, SpecialLeaf } from './specialise.ts'

/** What a node does. Behind it stands where the next node begins, and then what it needs. */
const OP = {
  /** A truth. */
  constant: 0,
  /** An atom's number. */
  atom: 1,
  /** A node. */
  not: 2,
  /** Nodes. */
  and: 3,
  or: 4,
  /** Atoms that are scanned for: true where one was found, or all were. */
  anyHit: 5,
  allHit: 6,
} as const

/**
 * The conditions of a program's rules in one array of numbers: a rule's stand beside each other, so that evaluating it touches a few
 * cache lines and not an object for each node. The cheap parts of an AND or OR come first.
 */
export class ConditionCode {
  readonly #atoms: readonly Atom[]
  readonly #made: number[] = []
  #code = new Int32Array()
  readonly #hits: Int32Array
  readonly #places: readonly Atom[]
  /** Whether fields of the record may be unknown: then one that was not found is asked for. */
  mayLack = false

  /**
   * All atoms; those that are scanned for, by their place; and, by place, the number of the record in which each was found last.
   */
  constructor(atoms: readonly Atom[], places: readonly Atom[], hits: Int32Array) {
    this.#atoms = atoms
    this.#places = places
    this.#hits = hits
  }

  /** Adds a condition; gives where it begins. `atomOf` gives the atom of a leaf. */
  add(node: Special, atomOf: (leaf: SpecialLeaf) => Atom): number {
    const start = this.#made.length
    this.#node(node, atomOf)
    return start
  }

  /** Ends adding. */
  seal(): void {
    this.#code = Int32Array.from(this.#made)
    this.#made.length = 0
  }

  /** Bytes that it holds. */
  get size(): number {
    return this.#code.byteLength + this.#hits.byteLength
  }

  #node(node: Special, atomOf: (leaf: SpecialLeaf) => Atom): void {
    switch (node.kind) {
      case 'constant':
        return this.#put(OP.constant, () =>
          this.#made.push(node.truth === 'unknown' ? UNKNOWN : node.truth ? TRUE : FALSE),
        )
      case 'leaf':
        return this.#leaf(atomOf(node))
      case 'not':
        return this.#put(OP.not, () => this.#node(node.node, atomOf))
      case 'and':
      case 'or':
        return this.#put(OP[node.kind], () => this.#parts(node.kind, node.nodes, atomOf))
    }
    return node
  }

  #leaf(atom: Atom): void {
    if (atom.isSure) this.#put(OP.anyHit, () => this.#made.push(atom.place))
    else this.#put(OP.atom, () => this.#made.push(atom.number))
  }

  /** What was found or not found in the scan is looked at together, and first. */
  #parts(kind: 'and' | 'or', nodes: readonly Special[], atomOf: (leaf: SpecialLeaf) => Atom): void {
    const hits: number[] = []
    const others: Special[] = []
    for (const node of nodes) {
      const atom = node.kind === 'leaf' ? atomOf(node) : undefined
      if (atom?.isSure === true) hits.push(atom.place)
      else others.push(node)
    }
    if (hits.length > 0) this.#put(kind === 'and' ? OP.allHit : OP.anyHit, () => this.#made.push(...hits))
    for (const { node } of others
      .map((node) => ({ node, weight: weightOf(node, atomOf) }))
      .sort((one, other) => one.weight - other.weight))
      this.#node(node, atomOf)
  }

  #put(op: number, fill: () => void): void {
    const at = this.#made.length
    this.#made.push(op, 0)
    fill()
    this.#made[at + 1] = this.#made.length
  }

  /** The truth of the condition that begins at `at`, for the record with this number. */
  evaluate(at: number, stamp: number): number {
    const code = this.#code
    const hits = this.#hits
    const op: number = code[at] ?? OP.constant
    const end = code[at + 1] ?? 0
    switch (op) {
      case OP.constant:
        return code[at + 2] ?? FALSE
      case OP.atom:
        return this.#atoms[code[at + 2] ?? 0]?.truth() ?? FALSE
      case OP.not: {
        const inner = this.evaluate(at + 2, stamp)
        return inner === UNKNOWN ? UNKNOWN : 1 - inner
      }
      case OP.anyHit:
        if (this.mayLack) return this.#joinedAtoms(at, end, TRUE)
        for (let n = at + 2; n < end; n += 1) if (hits[code[n] ?? 0] === stamp) return TRUE
        return FALSE
      case OP.allHit:
        if (this.mayLack) return this.#joinedAtoms(at, end, FALSE)
        for (let n = at + 2; n < end; n += 1) if (hits[code[n] ?? 0] !== stamp) return FALSE
        return TRUE
      default:
        return this.#joined(at, end, op === OP.and ? FALSE : TRUE, stamp)
    }
  }

  /** The first deciding truth; unknown where one is unknown; else the other. */
  #joined(at: number, end: number, deciding: number, stamp: number): number {
    let truth = 1 - deciding
    for (let node = at + 2; node < end; node = this.#code[node + 1] ?? end) {
      const one = this.evaluate(node, stamp)
      if (one === deciding) return deciding
      if (one === UNKNOWN) truth = UNKNOWN
    }
    return truth
  }

  /** The same of atoms, which are asked. */
  #joinedAtoms(at: number, end: number, deciding: number): number {
    let truth = 1 - deciding
    for (let n = at + 2; n < end; n += 1) {
      const one = this.#places[this.#code[n] ?? 0]?.truth() ?? FALSE
      if (one === deciding) return deciding
      if (one === UNKNOWN) truth = UNKNOWN
    }
    return truth
  }
}

/** What looking at a tree costs, as a guess: the cheap parts of a rule are looked at first. */
function weightOf(node: Special, atomOf: (leaf: SpecialLeaf) => Atom): number {
  switch (node.kind) {
    case 'constant':
      return 0
    case 'not':
      return weightOf(node.node, atomOf)
    case 'and':
    case 'or':
      return node.nodes.reduce((sum, one) => sum + weightOf(one, atomOf), 0)
    case 'leaf':
      if (node.node.kind === 'keyword') return 1000
      if (atomOf(node).isSure) return 0.1
      return node.node.kind === 'field' && node.node.test.kind !== 'text' ? 50 : 5
  }
  return node
}
