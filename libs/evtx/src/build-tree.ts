import { STEP } from './token-walker.ts'
import type { AttributeNode, CompiledTemplate, ContentNode } from './tree.ts'

/** The tree of a list of steps that TokenWalker made without a fault. */
export function buildTree(
  steps: readonly (number | string)[],
  identity: { readonly number: number; readonly embedded: readonly number[] },
): CompiledTemplate {
  const builder = new TreeBuilder(steps)
  const content: ContentNode[] = []
  builder.content(content, 0)
  const { uses, weight, deepest } = builder
  return { ...identity, content, uses, mostUses: Math.max(0, ...uses), weight, depth: deepest }
}

class TreeBuilder {
  readonly uses: number[] = []
  weight = 0
  deepest = 0
  readonly #steps: readonly (number | string)[]
  #next = 0

  constructor(steps: readonly (number | string)[]) {
    this.#steps = steps
  }

  /** Steps up to the end of the element, or of the list. The walker bounds the depth. */
  content(into: ContentNode[], depth: number): void {
    while (this.#next < this.#steps.length) {
      if (this.#steps[this.#next] === STEP.end) {
        this.#next += 1
        return
      }
      if (this.#steps[this.#next] === STEP.element) this.#element(into, depth)
      else this.#part(into)
    }
  }

  #element(into: ContentNode[], depth: number): void {
    this.#next += 1
    this.weight += 1
    if (depth >= this.deepest) this.deepest = depth + 1
    const name = this.#text()
    const dependsOn = this.#number()
    const attributes: AttributeNode[] = []
    const content: ContentNode[] = []
    while (this.#steps[this.#next] === STEP.attribute) {
      this.#next += 1
      this.weight += 1
      const parts: ContentNode[] = []
      const attribute = { name: this.#text(), parts }
      while (isPart(this.#steps[this.#next])) this.#part(parts)
      attributes.push(attribute)
    }
    const closed = this.#steps[this.#next] === STEP.end
    this.#next += 1
    if (!closed) this.content(content, depth + 1)
    into.push({ kind: 'element', name, dependsOn, attributes, content })
  }

  #part(into: ContentNode[]): void {
    const kind = this.#number()
    this.weight += 1
    if (kind === STEP.text) into.push({ kind: 'text', text: this.#text() })
    else if (kind === STEP.instruction) {
      into.push({ kind: 'instruction', target: this.#text(), text: this.#text() })
    } else {
      const slot = this.#number()
      into.push({ kind: 'slot', slot, optional: kind === STEP.optional })
      if (slot < 0) return
      while (this.uses.length <= slot) this.uses.push(0)
      this.uses[slot] = (this.uses[slot] ?? 0) + 1
    }
  }

  #text(): string {
    const text = String(this.#steps[this.#next])
    this.#next += 1
    this.weight += text.length
    return text
  }

  #number(): number {
    const value = Number(this.#steps[this.#next])
    this.#next += 1
    return value
  }
}

function isPart(step: number | string | undefined): boolean {
  return step === STEP.text || step === STEP.value || step === STEP.optional
}
