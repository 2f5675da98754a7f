import type { Atom, AtomTable } from './atoms.ts'
import type { Special, SpecialLeaf } from './specialise.ts'
import { factsOf } from './test-facts.ts'

/** Atoms one of which is true wherever a rule is; no atom where it never is. */
export interface GateSet {
  readonly atoms: ReadonlySet<Atom>
  /** How often they may open the rule, as a guess. */
  readonly cost: number
}

/**
 * Finds the gates of a tree: a set of literals of which one stands in every record that makes the tree true. Null where there is
 * none, as for a rule that asks only what is not in a record. Of the parts of an AND any one will do, and the rarest is taken.
 */
export class GateFinder {
  readonly #atoms: AtomTable
  /** How many rules ask for an atom: what many ask for stands in many records. */
  readonly #uses: ReadonlyMap<Atom, number>

  constructor(atoms: AtomTable, uses: ReadonlyMap<Atom, number>) {
    this.#atoms = atoms
    this.#uses = uses
  }

  /** The gates of the tree being true, or, `negated`, of its being false. */
  find(node: Special, negated = false): GateSet | null {
    switch (node.kind) {
      case 'constant':
        return node.truth === !negated ? null : { atoms: new Set(), cost: 0 }
      case 'not':
        return this.find(node.node, !negated)
      case 'leaf':
        return negated ? null : this.#leaf(node)
      case 'and':
      case 'or':
        return (node.kind === 'and') === negated
          ? this.#any(node.nodes, negated)
          : this.#one(node.nodes, negated)
    }
    return node
  }

  #one(nodes: readonly Special[], negated: boolean): GateSet | null {
    let best: GateSet | null = null
    for (const node of nodes) {
      const found = this.find(node, negated)
      if (found !== null && (best === null || found.cost < best.cost)) best = found
    }
    return best
  }

  #any(nodes: readonly Special[], negated: boolean): GateSet | null {
    const atoms = new Set<Atom>()
    let cost = 0
    for (const node of nodes) {
      const found = this.find(node, negated)
      if (found === null) return null
      for (const atom of found.atoms) atoms.add(atom)
      cost += found.cost
    }
    return { atoms, cost }
  }

  #leaf({ node, view }: SpecialLeaf): GateSet | null {
    if (node.kind !== 'field' && node.kind !== 'keyword') return null
    const field = node.kind === 'field' ? node.field : null
    const { guards } = factsOf(node.test)
    if (guards === null) return null
    const atoms = new Set(guards.map((test) => this.#atoms.test(field, view, test)))
    let cost = 0
    for (const atom of atoms) cost += this.#cost(atom)
    return { atoms, cost }
  }

  #cost(atom: Atom): number {
    const gate = this.#atoms.gateOf(atom)
    if (gate === undefined) return 1
    const { text, shape } = gate.literal
    const uses = this.#uses.get(atom) ?? 0
    // Anywhere in a text is likelier than at its end, and that likelier than all of it.
    const likely = shape === 'inner' ? 4 : 1
    const usual = USUAL.includes(text) ? 200 : 0
    if ([...text].some((character) => character > '\x7f')) return 1
    return uses + likely * 2 ** (5 - Math.min(text.length, 12)) + usual
  }
}

/** What stands in most records of processes. */
const USUAL =
  'c:\\windows\\system32\\cmd.exe /c c:\\windows\\syswow64\\ c:\\program files (x86)\\ "c:\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe" -command c:\\users\\ \\appdata\\local\\temp\\ svchost.exe -k nt authority\\system microsoft corporation hklm\\software\\microsoft\\windows\\currentversion\\ hklm\\system\\currentcontrolset\\services\\ high system medium https://'
