import { dirname, resolve } from 'node:path'
import { describeChildFailure, GuardedChild } from '@codedark/files'
import type { ChildFailure, ChildStart } from '@codedark/files'
import { encodeFrame, encodeJson, FrameReader } from './frames.ts'
import type { Frame } from './frames.ts'
import { CHILD_HEAP_MB, CHILD_MEMORY_MB, CHILD_PATIENCE } from './limits.ts'

export type { ChildFailure, ChildStart }
export { describeChildFailure as describeFailure }

/** A process that reads exports or sets packets: see `GuardedChild`. Both sides speak in frames. */
export class CareChild extends GuardedChild<Frame> {
  constructor(start: ChildStart) {
    super(start, {
      program: programOf(start.childPath),
      heapMb: CHILD_HEAP_MB,
      memoryMb: CHILD_MEMORY_MB,
      patience: CHILD_PATIENCE,
      decoder: new FrameReader(),
    })
  }

  /** Asks for something; the answers come by `next`. */
  ask(request: unknown): void {
    this.write(encodeJson(request))
  }

  /** Gives it bytes of a kind that the two agreed on; resolves when it has room for more, with whether it still lives. */
  give(kind: string, bytes: Uint8Array): Promise<boolean> {
    return this.writeWithRoom(encodeFrame(kind, bytes))
  }
}

/** Where the entry of a child lies in a clone. */
export const childInClone = (name: string): string => resolve(import.meta.dirname, '../..', `${name}.ts`)

/** Sources have their libraries in the workspaces; a bundle has its packages beside it. */
function programOf(childPath: string): readonly string[] {
  const folder = dirname(childPath)
  if (!childPath.endsWith('.ts')) return [childPath, `${resolve(folder, 'node_modules')}/`]
  const root = resolve(import.meta.dirname, '../../../../..')
  return [
    ...['libs', 'domain', 'adapters', 'node_modules', 'apps/care'].map((part) => `${resolve(root, part)}/`),
    resolve(root, 'package.json'),
  ]
}
