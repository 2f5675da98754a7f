import type { InstanceReader } from './instance.ts'
import type { AttributeNode, ElementNode } from './tree.ts'
import { VALUE_TYPE } from './values.ts'

/**
 * Whether an element stands in this record (MS-EVEN6 2.2.12 DependencyID, 3.1.4.7.2): it does not where the value it depends
 * on is NULL, nor where a value that it names as optional is.
 */
export function elementStands(instances: InstanceReader, node: ElementNode, instance: number): boolean {
  if (node.dependsOn >= 0 && isNull(instances, instance, node.dependsOn)) return false
  for (const child of node.content) {
    if (child.kind === 'slot' && child.optional && isNull(instances, instance, child.slot)) return false
  }
  return true
}

/** Whether an attribute stands: not where an optional value of it is NULL, nor where all it has is NULL. */
export function attributeStands(instances: InstanceReader, node: AttributeNode, instance: number): boolean {
  let filled = false
  for (const part of node.parts) {
    if (part.kind !== 'slot') filled = true
    else if (!isNull(instances, instance, part.slot)) filled = true
    else if (part.optional) return false
  }
  return filled
}

/** Whether the value in a slot is NULL, or is not there at all. */
export function isNull(instances: InstanceReader, instance: number, slot: number): boolean {
  // Slots below 0 are instances written in the definition.
  return slot >= 0 && (instances.shapeOf(instance, slot) & 0xff) === VALUE_TYPE.null
}
